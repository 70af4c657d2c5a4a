package dev.patchbay.tests.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.ReactorJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** All connectors in one server, as it is from its second start on. */
class ConnectorMemoryIT {
    @Test
    @EnabledOnOs(OS.LINUX)
    void theWholeSetLoadsInLessThan200Megabytes() throws IOException {
        try (Installation patchbay = Installation.unpack().withStartCache().withoutSamples()
                .withPlugin(ReactorJars.connector("database")).withPlugin(ReactorJars.connector("github"))
                .withPlugin(ReactorJars.connector("slack")).dev()) {
            assertThat(patchbay.command("tools").output()).contains("database_db_query", "github_get_pr_status",
                    "slack_list_channels");

            String resident = Files.readAllLines(Path.of("/proc/" + patchbay.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
            System.out.println("With all connectors: " + resident);

            assertThat(Long.parseLong(resident.replaceAll("[^0-9]", "")) * 1024).isLessThan(200_000_000);
        }
    }
}
