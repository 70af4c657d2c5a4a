package dev.patchbay.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.running.ServerStatus.Instance;
import dev.patchbay.server.running.ServerStatus.Jar;
import dev.patchbay.server.running.ServerStatus.Leak;
import dev.patchbay.server.running.ServerStatus.PluginStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusFileTest {
    private static final ServerStatus STATUS = new ServerStatus(42, "1.2.3", "dev", "http://127.0.0.1:8080/mcp",
            Optional.of("http://127.0.0.1:8081"),
            "2026-01-02T03:04:05Z",
            new PluginStatus(
                    List.of(new Jar("a.jar", "started", Optional.empty(), Optional.of("a"), Optional.of("1.0.0"),
                            Optional.of("ab"), Optional.of("says \"hi\"\n"), List.of("hosts: x"), List.of("careful")),
                            new Jar("b.jar", "failed", Optional.of("no JAR"), Optional.empty(), Optional.empty(),
                                    Optional.empty(), Optional.empty(), List.of(), List.of())),
                    List.of(new Instance("a", "a", Optional.of("1.0.0"), "started", Optional.empty(), List.of("a_x"),
                            List.of("a_p"), List.of("a"), List.of("tools/call a_x"), List.of("w"))),
                    List.of(new Leak("a", "0.9.0", "2026-01-02T03:04:05Z", List.of("timer")))));

    @TempDir private Path data;

    @Test
    void isReadAsItWasWritten() throws Exception {
        try (DataFolder folder = DataFolder.take(data)) {
            new StatusFile(folder.path()).write(STATUS);

            assertThat(StatusFile.ofRunning(data)).contains(STATUS);
        }
    }

    @Test
    void isNobodysWhenNoServerHasTheFolder() throws Exception {
        new StatusFile(data).write(STATUS);

        assertThat(StatusFile.ofRunning(data)).isEmpty();
    }

    @Test
    void isEmptyWhileItCannotBeRead() throws Exception {
        try (DataFolder folder = DataFolder.take(data)) {
            assertThat(StatusFile.ofRunning(data)).isEmpty();
            Files.writeString(folder.path().resolve("status.json"), "{\"pid\":");
            assertThat(StatusFile.ofRunning(data)).isEmpty();
        }
    }

    @Test
    void leavesNoDraft() throws IOException {
        StatusFile file = new StatusFile(data);
        file.write(STATUS);
        file.write(STATUS);
        file.delete();

        assertThat(data).isEmptyDirectory();
    }
}
