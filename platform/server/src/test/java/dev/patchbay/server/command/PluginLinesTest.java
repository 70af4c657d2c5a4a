package dev.patchbay.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.running.ServerStatus;
import dev.patchbay.server.running.ServerStatus.Instance;
import dev.patchbay.server.running.ServerStatus.Jar;
import dev.patchbay.server.running.ServerStatus.Leak;
import dev.patchbay.server.running.ServerStatus.PluginStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginLinesTest {
    private static final Instance NOTES = instance("notes", "1.0.0", "started", "", List.of("notes_a"), List.of());

    @Test
    void tellsWhatCameWentChangedAndFailed() {
        ServerStatus before = status(List.of(), List.of(NOTES,
                instance("old", "1.0.0", "started", "", List.of(), List.of())), List.of());
        ServerStatus after = status(List.of(jar("bad.jar", "failed", "it is not a JAR")),
                List.of(instance("notes", "1.1.0", "started", "", List.of("notes_a", "notes_b"), List.of("careful")),
                        instance("sick", "1.0.0", "failed", "it threw", List.of(), List.of())),
                List.of(new Leak("old", "1.0.0", "2026-01-01T00:00:00Z", List.of("timer"))));

        assertThat(PluginLines.changes(before, after)).containsExactlyInAnyOrder("+ notes 1.1.0  notes_a, notes_b",
                "! notes: careful", "! sick: failed: it threw", "- old 1.0.0 is gone",
                "! bad.jar: failed: it is not a JAR",
                "! old 1.0.0: its classes are still in memory, held by thread timer");
    }

    @Test
    void tellsNothingTwice() {
        ServerStatus status = status(List.of(jar("bad.jar", "failed", "it is not a JAR")), List.of(NOTES), List.of());

        assertThat(PluginLines.changes(status, status)).isEmpty();
    }

    @Test
    void manyToolsAreCounted() {
        PluginStatus plugins = status(List.of(), List.of(instance("big", "1.0.0", "started", "",
                List.of("a", "b", "c", "d", "e", "f", "g"), List.of())), List.of()).plugins();

        assertThat(PluginLines.serving(plugins)).containsExactly("big 1.0.0  a, b, c, d, e and 2 more tools");
    }

    @Test
    void whatDoesNotServeIsListedWithItsReason() {
        PluginStatus plugins = status(List.of(jar("bad.jar", "failed", "it is not a JAR")),
                List.of(NOTES, instance("sick", "1.0.0", "failed", "it threw", List.of(), List.of())), List.of())
                .plugins();

        assertThat(PluginLines.notServing(plugins)).containsExactly("bad.jar: failed: it is not a JAR",
                "sick: failed: it threw");
    }

    private static Instance instance(String name, String version, String state, String cause, List<String> tools,
            List<String> warnings) {
        return new Instance(name, name, Optional.of(version), state,
                Optional.of(cause).filter(text -> !text.isEmpty()), tools, List.of(), List.of(), List.of(), warnings);
    }

    private static Jar jar(String file, String state, String cause) {
        return new Jar(file, state, Optional.of(cause), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), List.of(), List.of());
    }

    private static ServerStatus status(List<Jar> jars, List<Instance> instances, List<Leak> leaks) {
        return new ServerStatus(1, "1", "dev", "http://127.0.0.1:1/mcp", Optional.empty(), "",
                new PluginStatus(jars, instances, leaks));
    }
}
