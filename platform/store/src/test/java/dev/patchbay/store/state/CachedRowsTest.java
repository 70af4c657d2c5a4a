package dev.patchbay.store.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.store.TestEngine;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class CachedRowsTest {
    private final CachedRows rows;

    CachedRowsTest(TestEngine engine) {
        rows = new CachedRows(engine.emptied());
    }

    private static CachedRow row(String id, String owner, String name, long staleUntil, String... sources) {
        return new CachedRow(id, owner, "notes", name, name.contains(":"), "run", 7, false, staleUntil - 1, staleUntil,
                new byte[]{1, 2, 3}, Set.of(sources));
    }

    @Test
    void areFoundAsTheyWereKept() {
        CachedRow row = row("a", "ann", "notes_list", 100, "notes://1", "notes\nprices");
        rows.keep(List.of(row));
        assertThat(rows.find("a", "ann")).contains(row);
    }

    @Test
    void areFoundByTheirOwnerOnly() {
        rows.keep(List.of(row("a", "ann", "notes_list", 100)));
        assertThat(rows.find("a", "bob")).isEmpty();
    }

    @Test
    void theLastOfAnIdCounts() {
        rows.keep(List.of(row("a", "ann", "notes_list", 100, "x"), row("a", "ann", "notes_list", 200)));
        rows.keep(List.of(row("a", "ann", "notes_list", 300, "y")));
        assertThat(rows.find("a", "ann").orElseThrow().staleUntil()).isEqualTo(300);
        assertThat(rows.size().rows()).isEqualTo(1);
    }

    @Test
    void whatIsTooLargeIsLeftOut() {
        CachedRow large = new CachedRow("b", "ann", "notes", "n", false, "run", 1, false, 1, 2, new byte[800_000],
                Set.of());
        rows.keep(List.of(row("a", "ann", "n", 100), large));
        assertThat(rows.size().rows()).isEqualTo(1);
    }

    @Test
    void goWithWhatTheyWereBuiltFrom() {
        String longest = "notes://" + "ü".repeat(2000);
        rows.keep(List.of(row("a", "ann", "n", 100, "notes://1", longest), row("b", "ann", "n", 100, "notes://2"),
                row("c", "ann", "n", 100)));
        rows.removeBuiltFrom(List.of(longest, "notes://9"));
        assertThat(rows.find("a", "ann")).isEmpty();
        assertThat(rows.find("b", "ann")).isPresent();
        assertThat(rows.find("c", "ann")).isPresent();
        rows.removeBuiltFrom(IntStream.range(0, 1200).mapToObj(i -> "notes://" + i).toList());
        assertThat(rows.size().rows()).isEqualTo(1);
    }

    @Test
    void areRemovedByInstanceAndName() {
        rows.keep(List.of(row("a", "ann", "one", 100), row("b", "bob", "one", 100), row("c", "bob", "two", 100)));
        assertThat(rows.remove(Optional.of("other"), Optional.empty())).isZero();
        assertThat(rows.remove(Optional.of("notes"), Optional.of("one"))).isEqualTo(2);
        assertThat(rows.remove(Optional.empty(), Optional.empty())).isEqualTo(1);
    }

    @Test
    void whatIsOverGoesAndWhatEndsFirstOfTooMany() {
        rows.keep(IntStream.range(0, 20).mapToObj(i -> row("r" + i, "ann", "n", 100 + i)).toList());
        rows.purge(104, 100, 1000);
        assertThat(rows.size().rows()).isEqualTo(15);
        rows.purge(104, 10, 1000);
        assertThat(rows.size().rows()).isEqualTo(10);
        assertThat(rows.find("r10", "ann")).isPresent();
        assertThat(rows.find("r9", "ann")).isEmpty();
        rows.purge(104, 10, rows.size().bytes() - 1);
        assertThat(rows.size().rows()).isEqualTo(9);
    }

    @Test
    void tellWhatResourcesWereBuiltFrom() {
        rows.keep(List.of(row("a", "ann", "notes://all", 100, "notes://all", "notes://1"),
                row("b", "ann", "notes_list", 100, "notes://2")));
        assertThat(rows.links(10)).containsExactly(new CachedRows.Link("notes://all", "notes://1"));
    }
}
