package dev.patchbay.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.tests.product.Installation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Request smuggling: no malformed framing is taken for two requests, and none leaves its connection open. */
class RequestFramingIT {
    private static Installation installation;
    private static int port;

    @BeforeAll
    static void start() {
        installation = Installation.unpack().withoutSamples().dev();
        port = URI.create(installation.directUrl()).getPort();
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @Test
    void aMalformedFramingIsRefusedAndItsConnectionClosed() throws IOException {
        List<String> framings = Framings.all("127.0.0.1:" + port);
        assertThat(framings).hasSizeGreaterThanOrEqualTo(200);
        SoftAssertions all = new SoftAssertions();
        for (String framing : framings) {
            String answers = exchange(framing);
            all.assertThat(answers).as("answers to %s", visible(framing)).doesNotContain("404", "smuggled");
            all.assertThat(answers.split("HTTP/1\\.1 ", -1).length - 1).as("number of answers to %s", visible(framing))
                    .isLessThanOrEqualTo(1);
            all.assertThat(answers).as("answer to %s", visible(framing))
                    .matches(answer -> answer.isEmpty() || answer.startsWith("HTTP/1.1 4")
                            || answer.startsWith("HTTP/1.1 5"), "is empty or refuses");
        }
        all.assertAll();
    }

    @Test
    void theSecondRequestOfAWellFramedConnectionIsAnswered() throws IOException {
        String first = "GET /health HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n";
        String second = "GET /smuggled HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n";

        assertThat(exchange(first + second)).startsWith("HTTP/1.1 200").contains("HTTP/1.1 404");
    }

    /** Sends all and reads until the server closes; a server that keeps waiting for more is told that there is none. */
    private static String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            ByteArrayOutputStream answers = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answers);
            } catch (SocketException reset) {
                // a server that closes without reading the rest resets the connection, after its answer or without one
            }
            return answers.toString(StandardCharsets.UTF_8);
        }
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.chars().forEach(c -> visible.append(c < 0x20 || c > 0x7e ? String.format("\\x%02x", c) : (char) c));
        return visible.toString();
    }
}
