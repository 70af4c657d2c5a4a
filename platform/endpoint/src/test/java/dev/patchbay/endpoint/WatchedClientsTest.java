package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.patchbay.protocol.Revision;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That no client of a test is read without the official schema looking on. */
class WatchedClientsTest {
    private static final Pattern CLIENT = Pattern
            .compile("(\\bwatched\\(\\s*)?(HttpClient\\.new(Builder|HttpClient)\\(|new Socket\\(|new RawClient\\()");
    private static final Path TESTS = Path.of("src/test/java");
    /** Where connections are made and watched, and whose connections carry no messages of MCP to read. */
    private static final Set<String> FIXTURES = Set.of("TestEndpoint.java", "RawClient.java");

    private final TestEndpoint server = new TestEndpoint();

    @Test
    void noTestMakesAClientThatIsNotWatched() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                Matcher clients = CLIENT.matcher(Files.readString(file));
                while (clients.find()) {
                    if (clients.group(1) == null && !FIXTURES.contains(file.getFileName().toString())) {
                        found.add(file.getFileName() + " makes a client of its own: " + clients.group());
                    }
                }
            }
        }

        assertThat(found).isEmpty();
    }

    @Test
    void whatClientsOfEveryKindReadIsChecked() throws Exception {
        try (server) {
            server.send(server.modern("tools/list", ""));
            new LegacyClient(server, "").send("tools/list", "");
            try (SseReader reader = new SseReader(server, server.modern("subscriptions/listen",
                    "\"notifications\":{\"toolsListChanged\":true}")); RawClient raw = server.raw()) {
                reader.message();
                String body = ModernBody.of("1", "server/discover", "");
                raw.write("POST /mcp HTTP/1.1\r\nHost: localhost:" + server.endpoint.port()
                        + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
                        + "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: server/discover\r\nConnection: close\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body);
                assertThat(raw.readAll()).contains("supportedVersions");
            }

            assertThat(server.wire.checked()).isEqualTo(Map.of(Revision.V2026_07_28, 3L, Revision.V2025_11_25, 2L));
        }
    }

    @Test
    void aWrongMessageFailsTheTestAtItsEnd() throws Exception {
        HttpServer wrong = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        wrong.createContext("/mcp", exchange -> {
            byte[] answer = TestEndpoint.bytes("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[]}}");
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        wrong.start();
        server.send(server.modern("tools/list", "")
                .uri(URI.create("http://127.0.0.1:" + wrong.getAddress().getPort() + "/mcp")));
        wrong.stop(0);

        assertThatExceptionOfType(AssertionError.class).isThrownBy(server::close).withMessageContaining("resultType");
    }
}
