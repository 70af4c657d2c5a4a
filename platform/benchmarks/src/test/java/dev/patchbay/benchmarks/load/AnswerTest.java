package dev.patchbay.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final Request REQUEST = Request.post(Map.of("Accept", "application/json"), "{\"ä\":1}");

    /** What a server that answers with these bytes is sent, after the client has read them. */
    private static Answer exchange(String bytes, StringBuilder sent) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
                try (Socket socket = listening.accept()) {
                    byte[] read = new byte[REQUEST.bytes(listening.getLocalPort()).length];
                    socket.getInputStream().readNBytes(read, 0, read.length);
                    sent.append(new String(read, StandardCharsets.UTF_8));
                    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            try {
                return Answer.of(listening.getLocalPort(), REQUEST);
            } finally {
                served.join();
            }
        }
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    @Test
    void aBodyWithItsLengthIsRead() throws IOException {
        StringBuilder sent = new StringBuilder();

        Answer answer = exchange("HTTP/1.1 200 OK\r\nMcp-Session-Id: x\r\nContent-Length: 9\r\n\r\n{\"id\": 7}rest",
                sent);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("mcp-session-id", "x");
        assertThat(answer.message().path("id").asInt()).isEqualTo(7);
        assertThat(sent).startsWith("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:").contains("Content-Length: 8\r\n")
                .endsWith("\r\n\r\n{\"ä\":1}");
    }

    @Test
    void theLastEventOfAChunkedStreamIsTheMessage() throws IOException {
        String events = """
                event: message
                data: null

                data: {"a":3}

                """;

        Answer answer = exchange("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked"
                + "\r\n\r\n" + chunk(events.substring(0, 30)) + chunk(events.substring(30)) + chunk(""),
                new StringBuilder());

        assertThat(answer.message().path("a").asInt()).isEqualTo(3);
    }

    @Test
    void anAnswerThatStopsIsNone() {
        assertThatThrownBy(() -> exchange("HTTP/1.1 200 OK\r\nContent-Le", new StringBuilder()))
                .isInstanceOf(EOFException.class);
    }
}
