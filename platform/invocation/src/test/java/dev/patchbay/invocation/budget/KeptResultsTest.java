package dev.patchbay.invocation.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.tool.CallToolResult;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptResultsTest {
    private final HandClock clock = new HandClock();
    private final KeptResults kept = new KeptResults(
            new BudgetOptions(Budget.DEFAULT, Duration.ofMinutes(10), 5, 3, 1000, 600), clock);

    private void keep(String id, String owner, long bytes) {
        kept.add(new KeptResult(id, owner, "t", "t", Map.of(), Map.of(), bytes,
                clock.instant().plus(Duration.ofMinutes(10)), new KeptResult.Source(
                        new WeakReference<>(CallToolResult.text("")), Budget.DEFAULT, CallToolResult.text(""), "cut")));
    }

    private boolean has(String id, String owner) {
        return kept.find(owner, id).isPresent();
    }

    @Test
    void aClientThatKeepsTooManyLosesItsOldest() {
        keep("o", "bob", 1);
        for (String id : new String[]{"1", "2", "3", "4"}) {
            keep(id, "ada", 1);
        }
        assertThat(has("1", "ada")).isFalse();
        assertThat(has("2", "ada")).isTrue();
        assertThat(has("o", "bob")).isTrue();
        assertThat(kept.size()).isEqualTo(4);
    }

    @Test
    void aClientThatKeepsTooMuchLosesItsOldest() {
        keep("1", "ada", 300);
        keep("2", "ada", 301);
        assertThat(has("1", "ada")).isFalse();
        assertThat(kept.bytes()).isEqualTo(301);
    }

    @Test
    void whereAllKeepTooMuchWhoKeepsMostLoses() {
        keep("a1", "ada", 250);
        keep("a2", "ada", 300);
        keep("b", "bob", 400);
        keep("c", "carol", 60);
        assertThat(has("a1", "ada")).isFalse();
        assertThat(has("a2", "ada")).isTrue();
        assertThat(has("b", "bob")).isTrue();
        assertThat(has("c", "carol")).isTrue();
        assertThat(kept.bytes()).isEqualTo(760);
    }

    @Test
    void whatHasExpiredTakesNoMemory() {
        keep("1", "ada", 100);
        clock.pass(Duration.ofMinutes(6));
        keep("2", "ada", 50);
        clock.pass(Duration.ofMinutes(4));
        assertThat(has("1", "ada")).isFalse();
        kept.sweep();
        assertThat(kept.bytes()).isEqualTo(50);
        clock.pass(Duration.ofMinutes(10));
        kept.sweep();
        assertThat(kept.size()).isZero();
        assertThat(kept.bytes()).isZero();
    }

    @Test
    void tellsWhatCannotBeKept() {
        assertThat(kept.canKeep(600)).isTrue();
        assertThat(kept.canKeep(601)).isFalse();
    }
}
