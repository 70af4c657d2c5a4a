package dev.patchbay.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What comes on a connection of HTTP/1.1 while a request of it runs, over the real port: reading is left on then, and
 * after a while somebody looks whether the client has gone. No byte may get lost by either.
 */
class ConnectionWatchTest {
    /** A watch that begins at once, so that it stands there when something comes, and one that never begins. */
    enum Watch {
        AT_ONCE(Duration.ofMillis(1)), NEVER(Duration.ofHours(1));

        private final Duration after;

        Watch(Duration after) {
            this.after = after;
        }
    }

    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private @Nullable HttpServer server;

    /** A request that runs until the test answers it. */
    private record Asked(HttpExchange exchange, String text, CompletableFuture<Void> gone) {
        void answer() {
            exchange.answer(200, text.getBytes(US_ASCII));
        }
    }

    private void start(Watch watch) throws IOException {
        server = HttpServer.start(options(watch.after), new Site(Map.of("/run", this::run), Set.of(),
                exchange -> exchange.answer(200)));
    }

    private void run(HttpExchange exchange) {
        exchange.readBody(body -> {
            CompletableFuture<Void> gone = new CompletableFuture<>();
            exchange.onDisconnect(() -> gone.complete(null));
            exchange.answerLater();
            asked.add(new Asked(exchange, text(body), gone));
        });
    }

    /** With one I/O thread, so that what it has done on one connection says what it has seen on the others. */
    private static HttpOptions options(Duration disconnectWatch) {
        HttpOptions usual = HttpOptions.defaults();
        return new HttpOptions(usual.bind(), 0, 1, Set.of("patchbay.example"), Set.of(), usual.maxBodyBytes(),
                usual.maxHeaderBytes(),
                usual.maxHeaders(), usual.maxUrlLength(), usual.maxConnections(), usual.idle(), usual.headerTimeout(),
                usual.bodyTimeout(), usual.writeTimeout(), usual.streamQueueBytes(), usual.keepAlive(),
                disconnectWatch, false, TrustedProxies.NONE, FloodLimits.OFF, null, usual.maxStreams(),
                Compression.OFF, usual.inFlightBytes());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** What a body is answered with. */
    private static String text(byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(body);
        return body.length + " bytes, " + sum.getValue();
    }

    private Asked next() throws InterruptedException {
        Asked next = asked.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("the request has come").isNotNull();
        return next;
    }

    /** Returns when the I/O thread has seen all that was sent before, and its watch has begun where there is one. */
    private void settle(Watch watch) throws Exception {
        try (Connection other = new Connection()) {
            for (int i = 0; i < 3; i++) {
                other.send("GET /else HTTP/1.1\r\nHost: patchbay.example\r\n\r\n".getBytes(US_ASCII));
                assertThat(other.answer()).isEmpty();
            }
        }
        if (watch == Watch.AT_ONCE) {
            Asked younger;
            try (Connection other = new Connection()) {
                other.send(request(new byte[1]));
                younger = next();
            }
            younger.gone().get(20, TimeUnit.SECONDS);
        }
    }

    private static byte[] request(byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(
                ("POST /run HTTP/1.1\r\nHost: patchbay.example\r\nContent-Length: " + body.length + "\r\n\r\n")
                        .getBytes(US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static byte[] bytes(int count, int seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatComesWhileOneRunsIsAnsweredAfterIt(Watch watch) throws Exception {
        start(watch);
        try (Connection client = new Connection()) {
            client.send(request(bytes(10, 1)));
            Asked first = next();
            client.send(request(bytes(20, 2)));
            settle(watch);
            assertThat(asked).as("one after the other").isEmpty();
            first.answer();
            assertThat(client.answer()).isEqualTo(text(bytes(10, 1)));
            next().answer();
            assertThat(client.answer()).isEqualTo(text(bytes(20, 2)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void requestsThatComeTogetherAndLaterAreAnsweredOneAfterTheOther(Watch watch) throws Exception {
        start(watch);
        try (Connection client = new Connection()) {
            client.send(joined(request(bytes(10, 1)), request(bytes(20, 2)), request(bytes(30, 3))));
            for (int i = 1; i <= 5; i++) {
                Asked running = next();
                settle(watch);
                if (i < 3) {
                    client.send(request(bytes(10 * (i + 3), i + 3)));
                    settle(watch);
                }
                assertThat(asked).as("one after the other").isEmpty();
                running.answer();
                assertThat(client.answer()).isEqualTo(text(bytes(10 * i, i)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatComesInPiecesWhileOneRunsAndAfterItIsWhole(Watch watch) throws Exception {
        start(watch);
        byte[] second = request(bytes(50, 2));
        try (Connection client = new Connection()) {
            client.send(request(bytes(10, 1)));
            Asked first = next();
            for (int from = 0; from < 30; from += 10) {
                client.send(second, from, 10);
                settle(watch);
            }
            first.answer();
            assertThat(client.answer()).isEqualTo(text(bytes(10, 1)));
            client.send(second, 30, second.length - 30);
            next().answer();
            assertThat(client.answer()).isEqualTo(text(bytes(50, 2)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLargeBodyIsWholeWhetherItComesWhileARequestRunsOrAfterIt(Watch watch) throws Exception {
        start(watch);
        byte[] large = bytes(3_000_000, 2);
        try (Connection client = new Connection()) {
            client.send(request(bytes(10, 1)));
            Asked first = next();
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> client.send(request(large)));
            settle(watch);
            first.answer();
            assertThat(client.answer()).isEqualTo(text(bytes(10, 1)));
            next().answer();
            assertThat(client.answer()).isEqualTo(text(large));
            sent.get(20, TimeUnit.SECONDS);

            CompletableFuture<Void> again = CompletableFuture.runAsync(() -> client.send(request(large)));
            next().answer();
            assertThat(client.answer()).isEqualTo(text(large));
            again.get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aClientThatLeavesBeforeTheWatchHasBegunIsNoticed(int answeredBefore) throws Exception {
        start(Watch.AT_ONCE);
        Asked running;
        try (Connection client = new Connection()) {
            for (int i = 0; i < answeredBefore; i++) {
                client.send(request(bytes(10, i)));
                next().answer();
                assertThat(client.answer()).isEqualTo(text(bytes(10, i)));
            }
            client.send(request(bytes(10, 9)));
            running = next();
        }
        running.gone().get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aClientThatLeavesWhileItIsWatchedIsNoticed(int answeredBefore) throws Exception {
        start(Watch.AT_ONCE);
        Asked running;
        try (Connection client = new Connection()) {
            for (int i = 0; i < answeredBefore; i++) {
                client.send(request(bytes(10, i)));
                Asked before = next();
                settle(Watch.AT_ONCE);
                before.answer();
                assertThat(client.answer()).isEqualTo(text(bytes(10, i)));
            }
            client.send(request(bytes(10, 9)));
            running = next();
            settle(Watch.AT_ONCE);
            assertThat(running.gone()).isNotDone();
        }
        running.gone().get(20, TimeUnit.SECONDS);
    }

    /** A client that says exactly what the test says. */
    private final class Connection implements AutoCloseable {
        private final Socket socket;

        Connection() throws IOException {
            if (server == null) {
                throw new IllegalStateException("no server");
            }
            socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            socket.setSoTimeout(20_000);
            socket.setTcpNoDelay(true);
        }

        void send(byte[] bytes) {
            send(bytes, 0, bytes.length);
        }

        void send(byte[] bytes, int from, int count) {
            try {
                socket.getOutputStream().write(bytes, from, count);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The body of the next answer. */
        String answer() throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("closed after: " + head);
                }
                head.append((char) next);
            }
            assertThat(head.toString()).startsWith("HTTP/1.1 200 ");
            String length = head.toString().lines().filter(line -> line.startsWith("Content-Length: ")).findFirst()
                    .orElseThrow().substring("Content-Length: ".length());
            return new String(in.readNBytes(Integer.parseInt(length)), US_ASCII);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
