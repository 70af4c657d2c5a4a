package dev.patchbay.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.ModernCaller;
import dev.patchbay.tests.product.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Calls that misbehave in every way a plugin can, again and again, with nothing that would stop them early: no call of
 * another plugin fails. In campaigns each kind alone, a hundred times, and how long the others took is reported.
 */
@Order(2)
class HostileCallsIT {
    private static final int RUNS = 100;
    private static final Duration BASELINE = Duration.ofSeconds(5);
    private static Installation patchbay;
    private static ModernCaller caller;

    @BeforeAll
    static void startWithTheSamples() {
        patchbay = Installation.unpack().withSetting("resilience.breaker-failures", "0")
                .withSetting("resilience.breaker-plugin-failures", "0")
                .withSetting("resilience.quarantine-faults", "0").dev();
        caller = new ModernCaller(patchbay.url());
        HostilePlugins.hostileCalls().forEach((id, jar) -> WrittenPlugin
                .moveTo(patchbay.plugins().resolve(id + ".jar"), jar));
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50)).until(() -> {
            Shown shown = Shown.inStatusFile(patchbay);
            return HostilePlugins.hostileCalls().keySet().stream().allMatch(shown::serves);
        });
    }

    @AfterAll
    static void stop() {
        caller.close();
        patchbay.close();
    }

    @Test
    void noCallOfAnotherPluginFails() throws Exception {
        Map<String, byte[]> all = HostilePlugins.hostileCalls();
        List<List<String>> groups = Scale.isCampaign()
                ? all.keySet().stream().map(List::of).toList()
                : List.of(List.copyOf(all.keySet()));
        Map<String, String> rows = new LinkedHashMap<>();
        long before = Scale.isCampaign() ? quiet() : 0;
        for (List<String> kinds : groups) {
            try (Neighbours neighbours = new Neighbours(patchbay.url())) {
                for (int run = 0; run < Scale.of(RUNS); run++) {
                    round(kinds);
                }
                assertThat(neighbours.failures()).as("while %s", kinds).isEmpty();
                long p99 = neighbours.p99();
                rows.put(String.join(", ", kinds), "%d calls of others, 0 failed, p99 %.1f ms".formatted(
                        neighbours.calls(), p99 / 1e6));
                if (Scale.isCampaign()) {
                    assertThat(p99).as("while %s, before %s ns", kinds, before).isLessThanOrEqualTo(2 * before);
                }
            }
        }
        assertThat(Shown.inStatusFile(patchbay).serves("hello")).isTrue();
        StringBuilder text = new StringBuilder("%d calls of each kind, one second of deadline each.%n%n"
                .formatted(Scale.of(RUNS)));
        rows.forEach((kinds, row) -> text.append("- ").append(kinds).append(": ").append(row).append('\n'));
        text.append("%nBefore: p99 %.1f ms.".formatted(before / 1e6));
        System.out.println(text);
        Scale.report("hostile-calls", String.format(Locale.ROOT, "%s", text));
    }

    /** One call of each kind; what they answer is their own affair, but the host has to answer in time. */
    private static void round(List<String> kinds) throws Exception {
        List<CompletableFuture<ModernCaller.Answer>> answers = new ArrayList<>();
        kinds.forEach(id -> answers.add(caller.start(id + "_go", Map.of())));
        for (CompletableFuture<ModernCaller.Answer> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
    }

    private static long quiet() throws InterruptedException {
        try (Neighbours neighbours = new Neighbours(patchbay.url())) {
            neighbours.callFor(BASELINE);
            assertThat(neighbours.failures()).isEmpty();
            return neighbours.p99();
        }
    }
}
