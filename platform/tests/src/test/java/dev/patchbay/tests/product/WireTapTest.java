package dev.patchbay.tests.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.wire.WireWatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tap in front of a server that says one right and one wrong thing. */
class WireTapTest {
    private static final String RIGHT = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[],"
            + "\"resultType\":\"complete\"}}";
    private static final String WRONG = "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"content\":[]}}";

    private final WireWatch watch = new WireWatch();
    private final WireTap tap = new WireTap(watch);
    private HttpServer server;
    private int answers;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/mcp", exchange -> {
            byte[] answer = (answers++ == 0 ? RIGHT : WRONG).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        tap.before(server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatGoesByIsCheckedAndWhatIsWrongIsFound() {
        try (ModernCaller caller = new ModernCaller("http://127.0.0.1:" + tap.port() + "/mcp")) {
            assertThat(caller.call("x", Map.of()).status()).isEqualTo(200);
            assertThat(watch.wrong()).isEmpty();

            assertThat(caller.call("x", Map.of()).message().path("id").asInt()).isEqualTo(2);
        }
        tap.close();

        assertThat(watch.checked()).containsEntry(Revision.V2026_07_28, 2L);
        assertThatExceptionOfType(AssertionError.class).isThrownBy(watch::assertNothingWrong)
                .withMessageContaining("resultType");
    }

    @Test
    void aConnectionThatCannotBeReadIsNoSecret() throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), tap.port())) {
            client.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().readAllBytes()).isNotNull();
        }

        await().untilAsserted(() -> assertThatExceptionOfType(AssertionError.class).isThrownBy(tap::close));
    }
}
