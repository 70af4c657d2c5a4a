package dev.patchbay.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.running.ServerStatus;
import dev.patchbay.server.running.ServerStatus.Instance;
import dev.patchbay.server.running.ServerStatus.PluginStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DegradedTest {
    private static ServerStatus status(String state, String cause) {
        return new ServerStatus(1, "1", "dev", "http://127.0.0.1:1/mcp", Optional.empty(), "now",
                new PluginStatus(List.of(), List.of(new Instance("notes", "notes", Optional.of("1.0.0"), state,
                        Optional.of(cause).filter(text -> !text.isEmpty()), List.of("notes_find"), List.of(), List.of(),
                        List.of(), List.of())), List.of()));
    }

    private static final ServerStatus WELL = status("started", "");
    private static final ServerStatus DEGRADED = status("degraded", "the circuit breaker of tool notes_find is open");

    @Test
    void aDegradedInstanceServes() {
        assertThat(PluginLines.serving(DEGRADED.plugins())).containsExactly("notes 1.0.0  notes_find");
        assertThat(PluginLines.notServing(DEGRADED.plugins())).isEmpty();
    }

    @Test
    void itIsToldOnceWhatOfItIsNotCalled() {
        assertThat(PluginLines.changes(WELL, DEGRADED))
                .containsExactly("! notes: degraded: the circuit breaker of tool notes_find is open");
        assertThat(PluginLines.changes(DEGRADED, DEGRADED)).isEmpty();
        assertThat(PluginLines.changes(DEGRADED, WELL)).isEmpty();
    }
}
