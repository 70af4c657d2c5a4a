package dev.patchbay.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.endpoint.EndpointOptions;
import dev.patchbay.protocol.CacheScope;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ConfigurationReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointSettingsTest {
    @TempDir private Path home;

    @Test
    void everyLimitComesFromTheConfiguration() throws Exception {
        Configuration configuration = read(Map.ofEntries(Map.entry("PATCHBAY_MCP_HOST", "localhost"),
                Map.entry("MCP_PORT", "9"), Map.entry("MCP_MAX_CONNECTIONS", "7"),
                Map.entry("PATCHBAY_LIMITS_BODY", "2KiB"), Map.entry("PATCHBAY_LIMITS_HEADERS", "3KiB"),
                Map.entry("PATCHBAY_LIMITS_HEADER_COUNT", "11"), Map.entry("PATCHBAY_LIMITS_URL", "512"),
                Map.entry("PATCHBAY_MCP_IDLE_TIMEOUT", "1s"), Map.entry("PATCHBAY_MCP_HEADER_TIMEOUT", "2s"),
                Map.entry("PATCHBAY_MCP_BODY_TIMEOUT", "3s"), Map.entry("PATCHBAY_MCP_WRITE_TIMEOUT", "4s"),
                Map.entry("PATCHBAY_MCP_KEEP_ALIVE", "5s"), Map.entry("PATCHBAY_LIMITS_JSON_DEPTH", "12"),
                Map.entry("PATCHBAY_LIMITS_JSON_TOKENS", "1300"), Map.entry("PATCHBAY_LIMITS_JSON_STRING", "1400"),
                Map.entry("PATCHBAY_LIMITS_JSON_NUMBER", "21"), Map.entry("PATCHBAY_MCP_PAGE_SIZE", "15"),
                Map.entry("PATCHBAY_MCP_MAX_STREAMS", "16"), Map.entry("PATCHBAY_MCP_MAX_STREAMS_PER_CLIENT", "17"),
                Map.entry("PATCHBAY_MCP_MAX_SESSIONS", "18"), Map.entry("PATCHBAY_MCP_MAX_SESSIONS_PER_CLIENT", "19"),
                Map.entry("PATCHBAY_MCP_SESSION_IDLE", "20s"), Map.entry("PATCHBAY_MCP_QUESTION_TIMEOUT", "21s"),
                Map.entry("PATCHBAY_MCP_HTTP_SSE", "false"),
                Map.entry("PATCHBAY_MCP_ALLOWED_ORIGINS", "https://a.example")));

        EndpointOptions options = EndpointSettings.of(Mode.SERVE, configuration);

        assertThat(options.http().bind()).isEqualTo("localhost");
        assertThat(options.http().port()).isEqualTo(9);
        assertThat(options.http().maxConnections()).isEqualTo(7);
        assertThat(options.http().maxBodyBytes()).isEqualTo(2048);
        assertThat(options.http().maxHeaderBytes()).isEqualTo(3072);
        assertThat(options.http().maxHeaders()).isEqualTo(11);
        assertThat(options.http().maxUrlLength()).isEqualTo(512);
        assertThat(List.of(options.http().idle(), options.http().headerTimeout(), options.http().bodyTimeout(),
                options.http().writeTimeout(), options.http().keepAlive())).containsExactly(Duration.ofSeconds(1),
                        Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(5));
        assertThat(options.http().allowedOrigins()).containsExactly("https://a.example");
        assertThat(options.json().maxDepth()).isEqualTo(12);
        assertThat(options.json().maxTokens()).isEqualTo(1300);
        assertThat(options.json().maxStringLength()).isEqualTo(1400);
        assertThat(options.json().maxNumberLength()).isEqualTo(21);
        assertThat(options.lists().pageSize()).isEqualTo(15);
        assertThat(options.listens().maxStreams()).isEqualTo(16);
        assertThat(options.listens().maxStreamsPerCaller()).isEqualTo(17);
        assertThat(options.legacy().maxSessions()).isEqualTo(18);
        assertThat(options.legacy().maxSessionsPerCaller()).isEqualTo(19);
        assertThat(options.legacy().idle()).isEqualTo(Duration.ofSeconds(20));
        assertThat(options.legacy().question()).isEqualTo(Duration.ofSeconds(21));
        assertThat(options.legacy().httpSse()).isFalse();
    }

    @Test
    void listsArePublicInDevModeOnly() throws Exception {
        assertThat(EndpointSettings.of(Mode.DEV, read(Map.of())).lists().scope()).isEqualTo(CacheScope.PUBLIC);
        assertThat(EndpointSettings.of(Mode.SERVE, read(Map.of())).lists().scope()).isEqualTo(CacheScope.PRIVATE);
    }

    @Test
    void theOldestTransportIsServedUnlessItIsSwitchedOff() throws Exception {
        assertThat(EndpointSettings.of(Mode.SERVE, read(Map.of())).legacy().httpSse()).isTrue();
    }

    @Test
    void theAddressListenedOnAndEveryAllowedNameAreHosts() throws Exception {
        Configuration configuration = read(Map.of("MCP_HOST", "10.0.0.7", "MCP_PORT", "9090",
                "PATCHBAY_MCP_ALLOWED_HOSTS", "mcp.example.com, other.example:444, [fd00::1]"));

        assertThat(EndpointSettings.allowedHosts(configuration)).containsExactlyInAnyOrder("10.0.0.7:9090",
                "mcp.example.com", "mcp.example.com:9090", "other.example:444", "[fd00::1]", "[fd00::1]:9090");
    }

    private Configuration read(Map<String, String> environment) throws Exception {
        return ConfigurationReader.read(home, null, environment, List.of());
    }

    @Test
    void pagesOfThisMachineCallUnnamedInDevModeOnly() throws Exception {
        assertThat(EndpointSettings.of(Mode.DEV, read(Map.of())).http().localOrigins()).isTrue();
        assertThat(EndpointSettings.of(Mode.SERVE, read(Map.of())).http().localOrigins()).isFalse();
    }
}
