package dev.patchbay.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.tests.attacks.Attack.Held;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.Json;
import dev.patchbay.tests.product.RawHttp2;
import dev.patchbay.tests.product.Scale;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attackers that want memory, threads or connections, against the product: each is refused, what the server keeps stays
 * small, and whoever means well is served all the time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExhaustionIT {
    private static final long MAX_GROWTH = 32L << 20;
    private static final byte[] NOTHING = new byte[0];

    private final StringBuilder report = new StringBuilder();
    private Installation installation;
    private ServerHeap heap;
    private int port;
    private double calm;
    private long before;

    @BeforeAll
    void start() {
        installation = Installation.unpack().withTools().withSetting("mcp.max-connections", "5000")
                .withSetting("mcp.max-streams", "5000").withSetting("mcp.max-streams-per-client", "5000")
                .withSetting("mcp.header-timeout", "4s").withSetting("mcp.body-timeout", "4s")
                .withSetting("mcp.write-timeout", "6s").dev();
        port = URI.create(installation.directUrl()).getPort();
        heap = new ServerHeap(installation.pid());
        for (int round = 0; round < 2; round++) { // the first makes the code hot
            try (GoodClients good = new GoodClients(installation.directUrl())) {
                await().atMost(Duration.ofMinutes(2)).until(() -> good.calls() >= Scale.of(20_000));
                calm = good.p99();
            }
        }
        before = heap.liveBytes();
    }

    @AfterAll
    void stop() {
        installation.close();
        if (!report.isEmpty()) {
            Scale.report("exhaustion", "Attackers of one kind after the other, from the same machine as the server and"
                    + " four clients that mean well.\n\n"
                    + String.format(Locale.ROOT, "Their 99th percentile without an attack: %.1f ms.%n%n", calm)
                    + "| attack | growth of live heap | calls of the others | failed | their p99 |\n"
                    + "| --- | --- | --- | --- | --- |\n" + report);
        }
    }

    private Stream<Arguments> attacks() {
        int many = Scale.of(1000);
        return Stream.<Map.Entry<String, Attack>>of(Map.entry("a chunked body of 1 GiB", this::chunkedBody),
                Map.entry("an announced body of 1 GiB", this::announcedBody),
                Map.entry("JSON 100,000 deep", () -> json("[".repeat(100_000))),
                Map.entry("objects 100,000 deep", () -> json("{\"a\":".repeat(100_000))),
                Map.entry("four MiB of [[],[],...]", () -> json("[" + "[],".repeat(1_300_000) + "[]]")),
                Map.entry("a number of ten million digits", () -> json("1".repeat(10_000_000))),
                Map.entry("a number of three million digits", () -> json("1".repeat(3_000_000))),
                Map.entry(many + " slow heads", () -> slow(many, "POST /mcp HTTP/1.1\r\nHost: ")),
                Map.entry(many + " slow bodies", () -> slow(many, head(4_000_000) + "{\"a\":\"" + "x".repeat(100_000))),
                Map.entry(many + " readers that do not read", () -> deaf(many)),
                Map.entry(many + " listeners that do not read", () -> listeners(many)),
                Map.entry("1000 headers", this::headers),
                Map.entry("HTTP/2: resets of streams", this::resets),
                Map.entry("HTTP/2: more streams than allowed", this::streams),
                Map.entry("HTTP/2: headers that unpack to much", this::hpackBomb),
                Map.entry("HTTP/2: headers that never end", this::continuations),
                Map.entry("HTTP/2: empty pieces of headers", () -> frames(RawHttp2.CONTINUATION, 0, 1, NOTHING)),
                Map.entry("HTTP/2: pings", () -> frames(RawHttp2.PING, 0, 0, new byte[8])),
                Map.entry("HTTP/2: settings", () -> frames(RawHttp2.SETTINGS, 0, 0, NOTHING)),
                Map.entry("HTTP/2: readers that do not read", () -> closedWindows(Math.max(1, many / 100))))
                .map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void isRefusedAndHarmsNobody(String name, Attack attack) throws IOException {
        try (GoodClients good = new GoodClients(installation.directUrl())) {
            await().until(() -> good.calls() > 0);
            Held held = attack.begin();
            int begun = good.calls();
            await().atMost(Duration.ofMinutes(1)).until(() -> good.calls() - begun >= Scale.of(4000));
            double p99 = good.p99();
            long grown = heap.liveBytes() - before;
            report.append(String.format(Locale.ROOT, "| %s | %.1f MiB | %d | %d | %.1f ms |%n", name,
                    grown / 1048576.0, good.calls(), good.failures().size(), p99));

            assertThat(good.failures()).as("calls of others that failed").isEmpty();
            assertThat(grown).as("bytes the server keeps more").isLessThan(MAX_GROWTH);
            held.end();
        }
    }

    private String head(long length) {
        return head() + "Content-Length: " + length + "\r\n\r\n";
    }

    private String head() {
        return "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nMCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: hello\r\n";
    }

    /** Sends pieces until the server wants no more, and returns what it said. */
    private String send(String head, byte[] piece, long pieces) throws IOException {
        try (Socket socket = connect()) {
            long sent = 0;
            try {
                socket.getOutputStream().write(bytes(head));
                while (sent < pieces) {
                    socket.getOutputStream().write(piece);
                    sent++;
                }
            } catch (SocketException e) {
                assertThat(sent).as("pieces sent before the server closed").isLessThan(pieces);
            }
            return rest(socket);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** All that comes until the connection ends, which it has to. */
    private static String rest(Socket socket) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(answer);
        } catch (SocketException e) {
            return answer.toString(StandardCharsets.UTF_8); // closed with bytes of ours unread
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private Held chunkedBody() throws IOException {
        byte[] chunk = bytes("10000\r\n" + " ".repeat(0x10000) + "\r\n");
        String answer = send(head() + "Transfer-Encoding: chunked\r\n\r\n", chunk, 16_384);

        assertThat(answer).matches(said -> said.isEmpty() || said.startsWith("HTTP/1.1 413"), "is 413 or lost");
        return Held.NOTHING;
    }

    private Held announcedBody() throws IOException {
        assertThat(send(head(1L << 30), NOTHING, 0)).startsWith("HTTP/1.1 413");
        return Held.NOTHING;
    }

    private Held json(String body) throws IOException {
        byte[] bytes = bytes(body);
        String answer = send(head(bytes.length) + "", bytes, 1);

        assertThat(answer).matches(
                said -> said.isEmpty() || said.startsWith("HTTP/1.1 400") || said.startsWith("HTTP/1.1 413"),
                "is refused");
        return Held.NOTHING;
    }

    /** Many connections that stop in the middle; each is given up in time. */
    private Held slow(int count, String begin) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = connect();
            sockets.add(socket);
            try {
                socket.getOutputStream().write(bytes(begin));
            } catch (SocketException e) {
                assertThat(e).as("one too many is closed while it sends").isNotNull();
            }
        }
        return () -> {
            for (Socket socket : sockets) {
                assertThat(rest(socket)).matches(said -> said.isEmpty() || said.startsWith("HTTP/1.1 408")
                        || said.startsWith("HTTP/1.1 503"), "is given up");
                socket.close();
            }
        };
    }

    private static String call(String text) {
        return Json.write(Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/call", "params",
                Map.of("name", "hello", "arguments", Map.of("name", text), "_meta",
                        Map.of("io.modelcontextprotocol/protocolVersion", "2026-07-28",
                                "io.modelcontextprotocol/clientCapabilities", Map.of()))));
    }

    /** Many clients that ask for much and read nothing; each is cut off in time. */
    private Held deaf(int count) throws IOException {
        byte[] request = bytes(call("x".repeat(400_000)));
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.setSoTimeout(20_000);
            socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            sockets.add(socket);
            socket.getOutputStream().write(bytes(head(request.length)));
            socket.getOutputStream().write(request);
        }
        return () -> closeAll(sockets);
    }

    private Held listeners(int count) throws IOException {
        String body = Json.write(Map.of("jsonrpc", "2.0", "id", "x".repeat(1000), "method", "subscriptions/listen",
                "params", Map.of("notifications", Map.of("toolsListChanged", true), "_meta",
                        Map.of("io.modelcontextprotocol/protocolVersion", "2026-07-28",
                                "io.modelcontextprotocol/clientCapabilities", Map.of()))));
        String head = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Type: application/json\r\n"
                + "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: subscriptions/listen\r\nContent-Length: "
                + bytes(body).length + "\r\n\r\n";
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = connect();
            sockets.add(socket);
            socket.getOutputStream().write(bytes(head + body));
        }
        return () -> closeAll(sockets);
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private Held headers() throws IOException {
        StringBuilder request = new StringBuilder(head());
        for (int i = 0; i < 1000; i++) {
            request.append("X-").append(i).append(": 1\r\n");
        }
        assertThat(send(request + "\r\n", NOTHING, 0)).matches(
                said -> said.isEmpty() || said.startsWith("HTTP/1.1 4"), "is refused");
        return Held.NOTHING;
    }

    /** Opens streams and resets them at once until the server has enough. */
    private Held resets() throws IOException {
        byte[] body = bytes(call("Ann"));
        for (int connection = 0; connection < Scale.of(20); connection++) {
            try (RawHttp2 client = new RawHttp2(port)) {
                boolean open = true;
                for (int i = 0; i < 5000 && open; i++) {
                    int stream = client.nextStream();
                    client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream,
                            client.call("hello", body.length));
                    client.frame(RawHttp2.RESET, 0, stream, new byte[]{0, 0, 0, 8});
                    if (i % 50 == 49) {
                        open = client.flush();
                    }
                }
                assertThat(client.isClosed()).isTrue();
            }
        }
        return Held.NOTHING;
    }

    /** Opens streams whose bodies never come; those beyond the limit are reset. */
    private Held streams() throws IOException {
        RawHttp2 client = new RawHttp2(port);
        for (int i = 0; i < 150; i++) {
            client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, client.nextStream(), client.call("hello", 9999));
        }
        assertThat(client.flush()).isTrue();
        for (int i = 0; i < 50; i++) {
            assertThat(client.read(RawHttp2.RESET)).isPresent();
        }
        return client::close;
    }

    /** A large field that is remembered and then named many times with one byte each. */
    private Held hpackBomb() throws IOException {
        for (int connection = 0; connection < Scale.of(100); connection++) {
            try (RawHttp2 client = new RawHttp2(port)) {
                ByteArrayOutputStream block = new ByteArrayOutputStream();
                block.writeBytes(client.call("hello", 2));
                RawHttp2.field(block, 0x40, "x-large", "x".repeat(3900));
                for (int i = 0; i < 10_000; i++) {
                    block.write(0x80 | 62); // the field that was remembered last
                }
                client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, client.nextStream(), block.toByteArray());
                client.flush();
                assertThat(client.read(RawHttp2.HEADERS)).as("no answer").isEmpty();
            }
        }
        return Held.NOTHING;
    }

    private Held continuations() throws IOException {
        try (RawHttp2 client = new RawHttp2(port)) {
            client.frame(RawHttp2.HEADERS, 0, client.nextStream(), client.call("hello", 2));
            ByteArrayOutputStream piece = new ByteArrayOutputStream();
            for (int i = 0; i < 10; i++) {
                RawHttp2.field(piece, 0, "x-" + i, "x".repeat(1000));
            }
            boolean open = true;
            for (int i = 0; i < 10_000 && open; i++) {
                client.frame(RawHttp2.CONTINUATION, 0, 1, piece.toByteArray());
                open = client.flush();
            }
            assertThat(client.isClosed()).isTrue();
        }
        return Held.NOTHING;
    }

    /** Sends the same frame for ever and reads nothing meanwhile. */
    private Held frames(int type, int flags, int stream, byte[] payload) throws IOException {
        for (int connection = 0; connection < Scale.of(20); connection++) {
            try (RawHttp2 client = new RawHttp2(port)) {
                if (type == RawHttp2.CONTINUATION) {
                    client.frame(RawHttp2.HEADERS, 0, client.nextStream(), client.call("hello", 2));
                }
                boolean open = true;
                for (int i = 0; i < 1000 && open; i++) {
                    for (int j = 0; j < 100; j++) {
                        client.frame(type, flags, stream, payload);
                    }
                    open = client.flush();
                }
                int answers = 0;
                while (client.read().isPresent()) {
                    answers++;
                }
                assertThat(answers).as("answers to 100,000 frames").isLessThan(10_000);
            }
        }
        return Held.NOTHING;
    }

    /** Connections whose streams ask for much and have no window to get it. */
    private Held closedWindows(int connections) throws IOException {
        byte[] body = bytes(call("x".repeat(60_000)));
        List<RawHttp2> clients = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            RawHttp2 client = new RawHttp2(port, new byte[]{0, 4, 0, 0, 0, 0}); // a window of nothing
            clients.add(client);
            for (int j = 0; j < 50; j++) {
                int stream = client.nextStream();
                client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, client.call("hello", body.length));
                for (int at = 0; at < body.length; at += 16_000) {
                    int end = Math.min(body.length, at + 16_000);
                    client.frame(RawHttp2.DATA, end == body.length ? RawHttp2.END_STREAM : 0, stream,
                            java.util.Arrays.copyOfRange(body, at, end));
                }
                client.flush();
            }
        }
        return () -> {
            for (RawHttp2 client : clients) {
                Optional<RawHttp2.Frame> reset = client.read(RawHttp2.RESET);
                assertThat(reset).as("a stream that does not read is reset").isPresent();
                client.close();
            }
        };
    }
}
