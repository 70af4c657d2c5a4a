package dev.patchbay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.protocol.Era;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.wire.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {
    @Test
    void aModernServerIsTalkedToWithoutASession() {
        try (ScriptedServer server = ScriptedServer.modern(call -> call.status(500));
                McpClient client = McpClient.http(server.uri()).bearerToken("secret")
                        .clientInfo(Implementation.of("tester", "3")).connect()) {
            assertThat(client.era()).isEqualTo(Era.MODERN);
            assertThat(client.revision()).isEqualTo(Revision.V2026_07_28);
            assertThat(client.serverInfo()).contains(Implementation.of("scripted", "7"));
            assertThat(client.instructions()).contains("Use it well");
            assertThat(client.capabilities().tools()).isNotNull();

            ScriptedServer.Request discover = server.only("server/discover");
            assertThat(discover.header("MCP-Protocol-Version")).isEqualTo("2026-07-28");
            assertThat(discover.header("Mcp-Method")).isEqualTo("server/discover");
            assertThat(discover.header("Mcp-Name")).isEmpty();
            assertThat(discover.header("Accept")).isEqualTo("application/json, text/event-stream");
            assertThat(discover.header("Content-Type")).isEqualTo("application/json");
            assertThat(discover.header("Authorization")).isEqualTo("Bearer secret");
            assertThat(discover.meta()).containsEntry("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                    .extractingByKey("io.modelcontextprotocol/clientInfo").asString().contains("tester");
            assertThat(server.methods()).containsExactly("server/discover");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"400|text/plain|Bad Request", "400|application/json|{}",
        "400|application/json|{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"m\"}}",
        "400|application/json|{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32602,\"message\":\"m\"}}",
        "404|text/plain|nothing", "405|text/plain|''", "406|text/plain|''",
        "404|application/json|{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"m\"}}",
        "200|application/json|{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"m\"}}",
        "200|application/json|{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"m\"}}",
        "400|application/json|{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32022,\"message\":\"m\",\"data\":{\"supported\":[\"2025-11-25\"]}}}"})
    void aServerThatDoesNotUnderstandIsGivenTheHandshake(int status, String type, String body) {
        try (ScriptedServer server = new ScriptedServer(call -> {
            switch (call.method()) {
                case "server/discover" -> call.text(status, type, body);
                case "initialize" -> call.result(ScriptedServer.initialized("2025-11-25"));
                default -> call.status(202);
            }
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            assertThat(client.era()).isEqualTo(Era.LEGACY);
            assertThat(client.revision()).isEqualTo(Revision.V2025_11_25);
            assertThat(client.serverInfo()).contains(Implementation.of("scripted", "7"));
            assertThat(server.methods()).containsExactly("server/discover", "initialize", "notifications/initialized");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 500, 503})
    void aServerThatRefusesForAnotherReasonIsNotAskedAgain(int status) {
        try (ScriptedServer server = new ScriptedServer(call -> call.status(status))) {
            assertThatExceptionOfType(TransportException.class).isThrownBy(() -> McpClient.http(server.uri()).connect())
                    .withMessageContaining("HTTP " + status)
                    .satisfies(e -> assertThat(e.status()).hasValue(status));
            assertThat(server.methods()).containsExactly("server/discover");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-32020, -32021})
    void aModernErrorIsAnError(int code) {
        try (ScriptedServer server = new ScriptedServer(call -> call.error(400, code, "no"))) {
            assertThatExceptionOfType(McpException.class).isThrownBy(() -> McpClient.http(server.uri()).connect())
                    .satisfies(e -> {
                        assertThat(e.code()).isEqualTo(code);
                        assertThat(e.httpStatus()).isEqualTo(400);
                    });
        }
    }

    @Test
    void noCommonRevisionIsSaid() {
        try (ScriptedServer server = new ScriptedServer(call -> call.json(400,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32022,\"message\":\"m\","
                        + "\"data\":{\"supported\":[\"2030-01-01\"]}}}"))) {
            assertThatExceptionOfType(ProtocolViolationException.class)
                    .isThrownBy(() -> McpClient.http(server.uri()).connect())
                    .withMessageContaining("2030-01-01");
        }
    }

    @Test
    void aPinnedModernRevisionDoesNotFallBack() {
        try (ScriptedServer server = ScriptedServer.legacy(call -> call.status(500))) {
            assertThatExceptionOfType(McpException.class).isThrownBy(
                    () -> McpClient.http(server.uri()).revision(Revision.V2026_07_28).connect());
            assertThat(server.methods()).containsExactly("server/discover");
        }
    }

    @Test
    void aPinnedLegacyRevisionDoesNotAskFirst() {
        try (ScriptedServer server = ScriptedServer.legacy(call -> call.status(500));
                McpClient client = McpClient.http(server.uri()).revision(Revision.V2025_11_25).connect()) {
            assertThat(client.era()).isEqualTo(Era.LEGACY);
            assertThat(server.methods()).containsExactly("initialize", "notifications/initialized");
        }
    }

    @Test
    void aRevisionWithoutCodecIsRefused() {
        try (ScriptedServer server = ScriptedServer.legacy(call -> call.status(500))) {
            assertThatExceptionOfType(ProtocolViolationException.class)
                    .isThrownBy(() -> McpClient.http(server.uri()).revision(Revision.V2024_11_05).connect())
                    .withMessageContaining("2024-11-05");
        }
    }

    @Test
    void aServerOfAnOlderRevisionIsNamed() {
        try (ScriptedServer server = new ScriptedServer(call -> {
            if (call.method().equals("initialize")) {
                call.result(ScriptedServer.initialized("2024-11-05"));
            } else {
                call.status(400);
            }
        })) {
            assertThatExceptionOfType(ProtocolViolationException.class)
                    .isThrownBy(() -> McpClient.http(server.uri()).connect())
                    .withMessageContaining("2024-11-05");
        }
    }

    @Test
    void whatIsNoMcpEndpointIsSaid() {
        try (ScriptedServer server = new ScriptedServer(call -> call.text(200, "text/html", "<html></html>"))) {
            assertThatExceptionOfType(ProtocolViolationException.class)
                    .isThrownBy(() -> McpClient.http(server.uri()).connect())
                    .withMessageContaining("Is this an MCP endpoint?");
        }
    }

    @Test
    void anAddressWhereNobodyListensIsSaid() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        URI nobody = URI.create("http://127.0.0.1:" + port + "/mcp");

        assertThatExceptionOfType(TransportException.class).isThrownBy(() -> McpClient.http(nobody).connect())
                .withMessageContaining(nobody.toString()).withMessageContaining("nothing listens there");
    }

    @Test
    void aMissingTokenIsSaid() {
        try (ScriptedServer server = new ScriptedServer(call -> {
            call.responseHeader("WWW-Authenticate", "Bearer resource_metadata=\"https://x\"");
            call.status(401);
        })) {
            assertThatExceptionOfType(TransportException.class).isThrownBy(() -> McpClient.http(server.uri()).connect())
                    .withMessageContaining("bearer token").withMessageContaining("resource_metadata");
        }
    }

    @Test
    void aServerThatNamesTheRefusedRevisionIsAskedOnceMore() {
        AtomicInteger asked = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(call -> {
            if (asked.getAndIncrement() == 0) {
                call.json(400, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32022,\"message\":\"m\","
                        + "\"data\":{\"supported\":[\"2026-07-28\"]}}}");
            } else {
                call.result(ScriptedServer.DISCOVERED);
            }
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            assertThat(client.era()).isEqualTo(Era.MODERN);
            assertThat(server.methods()).containsExactly("server/discover", "server/discover");
        }
    }
}
