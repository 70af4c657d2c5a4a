package dev.patchbay.tests.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.tests.product.ReactorJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renew the pages with {@code mvn -pl platform/connector-tests test -Dtest=PluginPagesTest -Dpage=write}. */
class PluginPagesTest {
    private static final Path ROOT = Path.of("..", "..");

    @ParameterizedTest
    @ValueSource(strings = {"database", "github", "slack"})
    void thePageOfAPluginIsWhatItsJarSays(String plugin) throws IOException {
        Path page = ROOT.resolve("docs/plugins").resolve(plugin + ".md");
        String made = PluginPage.markdown(ReactorJars.connector(plugin),
                ROOT.resolve("plugins").resolve(plugin).resolve("about.md"));
        if ("write".equals(System.getProperty("page"))) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, made);
        }

        assertThat(Files.readString(page)).as(page + " is stale; renew it with"
                + " mvn -pl platform/connector-tests test -Dtest=PluginPagesTest -Dpage=write").isEqualTo(made);
    }
}
