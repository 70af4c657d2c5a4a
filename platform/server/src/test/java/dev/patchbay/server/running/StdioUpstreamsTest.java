package dev.patchbay.server.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ConfigurationReader;
import dev.patchbay.server.configuration.ConfigurationReader.Flag;
import dev.patchbay.server.running.ServerStatus.PluginStatus;
import dev.patchbay.stdio.NoUpstreamException;
import dev.patchbay.stdio.Upstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To which server, and as whom; another process has the data folder. */
class StdioUpstreamsTest {
    @TempDir private Path home;
    private final List<String> told = new ArrayList<>();
    private DataFolder data;
    private ServerSocket server;

    @BeforeEach
    void taken() throws Exception {
        data = DataFolder.take(home.resolve("data"));
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void free() throws IOException {
        data.close();
        server.close();
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/mcp");
    }

    private void runs(Mode mode) throws IOException {
        new StatusFile(data.path()).write(new ServerStatus(1, "1.2.3", mode.text(), url().toString(),
                Optional.empty(), "2026-01-01T00:00:00Z", new PluginStatus(List.of(), List.of(), List.of())));
    }

    private String hasKeyFor(String client, boolean embedded) throws IOException {
        return StdioKey.write(data.path(), client, embedded, id -> Optional.empty(), new SecureRandom()).key();
    }

    private Upstream found(String client, String key) throws Exception {
        return found(client, key, Optional.empty());
    }

    private Upstream found(String client, String key, Optional<Upstream> lost) throws Exception {
        Configuration configuration = ConfigurationReader.read(home, null, Map.of(),
                List.of(new Flag("--set", "stdio.client", client)));
        try (StdioUpstreams upstreams = new StdioUpstreams(configuration, configuration, "1.2.3",
                Optional.of(key).filter(text -> !text.isEmpty()), told::add)) {
            return upstreams.connect(lost);
        }
    }

    private void assertRefused(String client, String key, String... texts) {
        assertThatExceptionOfType(NoUpstreamException.class).isThrownBy(() -> found(client, key))
                .satisfies(refused -> assertThat(refused.text()).contains(texts));
        assertThat(told).last().asString().contains(texts);
    }

    @Test
    void inDevModeEverybodyOfThisMachineGetsIn() throws Exception {
        runs(Mode.DEV);
        assertThat(found("", "")).isEqualTo(new Upstream(url(), Optional.empty()));
        assertThat(told).containsExactly("Attached to the server at " + url());
    }

    @Test
    void whereAnotherPipeIsTheServerItsKeyIsUsed() throws Exception {
        runs(Mode.DEV);
        String key = hasKeyFor("local", true);
        assertThat(found("", "")).isEqualTo(new Upstream(url(), Optional.of(key)));
    }

    @Test
    void whoHasRulesIsNotServedWithout() throws Exception {
        runs(Mode.DEV);
        hasKeyFor("local", true);
        assertRefused("ada", "", "dev mode", "stdio.client is 'ada'");
        assertRefused("", "pb_a.b", "dev mode", "an API key was given");
    }

    @Test
    void aServerForRealWantsToKnowWhoCalls() throws Exception {
        runs(Mode.SERVE);
        assertRefused("", "", "stdio.client", "PATCHBAY_KEY");
        assertThat(found("", "pb_a.b")).isEqualTo(new Upstream(url(), Optional.of("pb_a.b")));
    }

    @Test
    void theClientOfTheServerMustBeTheOneThatIsMeant() throws Exception {
        runs(Mode.SERVE);
        assertRefused("ada", "", "started without stdio.client", "'ada'");
        String key = hasKeyFor("ada", false);
        assertThat(found("ada", "")).isEqualTo(new Upstream(url(), Optional.of(key)));
        assertRefused("bob", "", "'ada'", "not with 'bob'");
        assertThat(found("ada", "pb_a.b").key()).as("an explicit key wins").contains("pb_a.b");
    }

    @Test
    void aServerThatRefusesIsNotWaitedFor() throws Exception {
        runs(Mode.DEV);
        Upstream upstream = found("", "");
        assertThat(found("", "", Optional.of(upstream))).isEqualTo(upstream);
    }
}
