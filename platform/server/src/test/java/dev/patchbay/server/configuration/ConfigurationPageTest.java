package dev.patchbay.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Renew the page with {@code mvn -pl platform/server test -Dtest=ConfigurationPageTest -Dpage=write}. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "configuration.md");

    @Test
    void thePageInTheDocumentationIsWhatTheTableSays() throws IOException {
        String made = ConfigurationPage.markdown();
        if ("write".equals(System.getProperty("page"))) {
            Files.writeString(PAGE, made);
        }

        assertThat(Files.readString(PAGE)).as("docs/configuration.md is stale; renew it with"
                + " mvn -pl platform/server test -Dtest=ConfigurationPageTest -Dpage=write").isEqualTo(made);
    }
}
