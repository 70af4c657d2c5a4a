package dev.patchbay.server.running;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ConfigurationReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartRulesTest {
    @TempDir private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.9", "localhost", "'::1'", "'[::1]'"})
    void loopbackIsSafeInBothModes(String host) throws Exception {
        Configuration configuration = read("mcp:\n  host: " + host + "\n");

        assertThatCode(() -> StartRules.check(Mode.DEV, configuration)).doesNotThrowAnyException();
        assertThatCode(() -> StartRules.check(Mode.SERVE, configuration)).doesNotThrowAnyException();
    }

    @Test
    void devServesThisMachineOnly() throws Exception {
        Configuration configuration = read("mcp:\n  host: 0.0.0.0\n  tls-ended-by-proxy: true\n");

        assertThatThrownBy(() -> StartRules.check(Mode.DEV, configuration)).hasMessage("Dev mode serves this machine"
                + " only, but mcp.host is 0.0.0.0 (conf/patchbay.yaml:2). Set it to 127.0.0.1, or use 'patchbay serve'.");
    }

    @Test
    void serveWantsToKnowWhoEndsTls() throws Exception {
        Configuration open = read("mcp:\n  host: 0.0.0.0\n  tls-ended-by-proxy: false\n");
        Configuration behindProxy = read("mcp:\n  host: 0.0.0.0\n  tls-ended-by-proxy: true\n");

        assertThatThrownBy(() -> StartRules.check(Mode.SERVE, open)).hasMessageContaining("conf/patchbay.yaml:2")
                .hasMessageContaining("tls-ended-by-proxy to true (conf/patchbay.yaml:3)");
        assertThatCode(() -> StartRules.check(Mode.SERVE, behindProxy)).doesNotThrowAnyException();
    }

    private Configuration read(String file) throws Exception {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/patchbay.yaml"), file);
        return ConfigurationReader.read(home, null, Map.of(), List.of());
    }
}
