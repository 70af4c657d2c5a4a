package dev.patchbay.server.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.http.TlsOptions;
import dev.patchbay.http.TlsOptions.ClientAuth;
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
    void whoRequiresSignaturesSaysWhose() throws Exception {
        Configuration anybody = read("plugins:\n  signatures: required\n");
        Configuration named = read("plugins:\n  signatures: required\n  signers: [" + "ab".repeat(32) + "]\n");

        assertThatThrownBy(() -> StartRules.check(Mode.SERVE, anybody))
                .hasMessageContaining("required (conf/patchbay.yaml:2)").hasMessageContaining("plugins.signers");
        assertThatCode(() -> StartRules.check(Mode.SERVE, named)).doesNotThrowAnyException();
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

    @Test
    void withACertificateOfItsOwnItMayBeReachedByOthers() throws Exception {
        Configuration secured = read("mcp:\n  host: 0.0.0.0\n  tls-certificate: conf/a.crt\n  tls-key: /b.key\n");

        assertThatCode(() -> StartRules.check(Mode.SERVE, secured)).doesNotThrowAnyException();
        assertThat(EndpointSettings.tls(secured)).contains(new TlsOptions(
                home.toAbsolutePath().normalize().resolve("conf/a.crt"), Path.of("/b.key"), null, ClientAuth.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"  tls-certificate: a", "  tls-key: a", "  tls-client-auth: wanted", "  tls-client-ca: a",
        "  tls-certificate: a\n  tls-key: b\n  tls-client-auth: required",
        "  tls-certificate: a\n  tls-key: b\n  tls-client-ca: c", "  tls-client-ca: a\n  tls-client-auth: wanted"})
    void halfOfTlsIsRefused(String lines) throws Exception {
        Configuration half = read("mcp:\n" + lines + "\n");

        assertThatThrownBy(() -> StartRules.check(Mode.SERVE, half)).isInstanceOf(StartException.class)
                .hasMessageContaining("mcp.tls-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1/8", "10.0.0.0/33", "300.1.1.1"})
    void aProxyIsAnAddressOrABlockOfThem(String block) throws Exception {
        Configuration wrong = read("mcp:\n  trusted-proxies: ['" + block + "']\n");

        assertThatThrownBy(() -> StartRules.check(Mode.SERVE, wrong)).isInstanceOf(StartException.class)
                .hasMessageContaining("mcp.trusted-proxies (conf/patchbay.yaml:2)");
    }

    private Configuration read(String file) throws Exception {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/patchbay.yaml"), file);
        return ConfigurationReader.read(home, null, Map.of(), List.of());
    }
}
