package dev.patchbay.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.tests.product.Administration;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.Scale;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Request smuggling through the proxies of other people: whatever framing comes in, whoever is next on the connection to
 * the server gets the answer to what they asked, and nothing that hides in a body is ever done.
 */
@Tag("campaign")
class ProxyFramingIT {
    private static final String HOST = "mcp.example.test";
    private static final int PATIENCE_MILLIS = 400;

    private static Installation installation;
    private static Administration administration;
    private static int port;
    private static String attacker;
    private static String neighbour;
    private static final List<String> REPORT = new ArrayList<>();

    @BeforeAll
    static void serve() {
        installation = Installation.unpack().withSetting("mcp.tls-ended-by-proxy", "true")
                .withSetting("mcp.allowed-hosts", HOST).withSetting("mcp.trusted-proxies", "127.0.0.1")
                .withSetting("mcp.flood-requests", "0").withSetting("limits.calls-per-minute", "1000000").serve();
        port = URI.create(installation.directUrl()).getPort();
        administration = installation.administration();
        administration.approveAll();
        attacker = administration.client("attacker");
        neighbour = administration.client("neighbour");
        administration.enable("attacker", "tool:hello");
        administration.enable("neighbour", "tool:hello");
    }

    @AfterAll
    static void report() {
        installation.close();
        Scale.report("proxy-framing", "Malformed framings with a tool call hidden in each body, sent through proxies to"
                + " a served Patchbay over the connections that they keep alive. After each, while its connection is"
                + " still open, another client calls a tool through the same proxy.\n\n"
                + "| proxy | framings | of these not passed on | calls of the other client | answered rightly |"
                + " connections to Patchbay | hidden calls done |\n| --- | --- | --- | --- | --- | --- | --- |\n"
                + String.join("\n", REPORT));
    }

    @Test
    void noFramingMakesNginxAndTheServerDisagree() throws Exception {
        try (Tap tap = new Tap(port); FrontProxy proxy = FrontProxy.nginx(HOST, tap.port(), false)) {
            attack(proxy, tap);
        }
    }

    @Test
    void noFramingMakesNginxThatStreamsBodiesAndTheServerDisagree() throws Exception {
        try (Tap tap = new Tap(port); FrontProxy proxy = FrontProxy.nginx(HOST, tap.port(), true)) {
            attack(proxy, tap);
        }
    }

    @Test
    void noFramingMakesHaproxyAndTheServerDisagree() throws Exception {
        try (Tap tap = new Tap(port); FrontProxy proxy = FrontProxy.haproxy(tap.port())) {
            attack(proxy, tap);
        }
    }

    /** What would tell of a desynchronisation: the hidden call, if it is sent as a request of its own, is done. */
    @Test
    void theHiddenCallIsDoneIfTheServerTakesItForARequest() throws Exception {
        String harmless = "GET /health HTTP/1.1\r\nHost: " + HOST + "\r\n\r\n";

        assertThat(exchange(port, harmless + call(attacker, "control", "X-Marker: 1\r\nConnection: close\r\n")))
                .contains("control");
        assertThat(recorded("control")).isEqualTo(1);
    }

    private static void attack(FrontProxy proxy, Tap tap) throws Exception {
        String run = "hidden" + Integer.toUnsignedString(proxy.name().hashCode());
        assertThat(exchange(proxy.port(), call(attacker, run, "X-Marker: 1\r\nConnection: close\r\n")))
                .as("the proxy keeps the hidden call out where it sees it").startsWith("HTTP/1.1 403");
        for (int i = 0; i < 10; i++) {
            neighbourCalls(proxy, "warm" + i);
        }
        assertThat(tap.connections()).as("connections that are kept alive").isEqualTo(1);

        List<String> framings = Framings.all(HOST + "\r\nAuthorization: Bearer " + attacker,
                call(attacker, run, "X-Marker: 1\r\n"));
        assertThat(framings).hasSizeGreaterThanOrEqualTo(200);
        SoftAssertions all = new SoftAssertions();
        int kept = 0;
        int right = 0;
        for (int i = 0; i < framings.size(); i++) {
            long before = tap.bytes();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
                String answers = sent(socket, framings.get(i));
                kept += tap.bytes() == before ? 1 : 0;
                all.assertThat(answers).as("answers to %s", visible(framings.get(i))).doesNotContain(run);
                String answer = neighbourCalls(proxy, "next" + i);
                boolean isRight = answer.startsWith("HTTP/1.1 200") && answer.contains("next" + i)
                        && answer.split("HTTP/1\\.1 ", -1).length == 2;
                right += isRight ? 1 : 0;
                all.assertThat(isRight).as("after %s the other client got %s", visible(framings.get(i)), answer)
                        .isTrue();
            }
        }
        int done = recorded(run);
        all.assertThat(done).as("hidden calls that were done").isZero();
        REPORT.add(
                String.format(Locale.ROOT, "| %s | %d | %d | %d | %d | %d | %d |", proxy.name(), framings.size(), kept,
                        framings.size(), right, tap.connections(), done));
        all.assertAll();
    }

    private static String neighbourCalls(FrontProxy proxy, String name) throws IOException {
        return exchange(proxy.port(), call(neighbour, name, "Connection: close\r\n"));
    }

    /** Calls of the attacker that were recorded with a name; the trail holds the arguments. */
    private static int recorded(String name) {
        return administration.send("GET", "/audit?client=attacker&limit=1000", "").path("items").valueStream()
                .filter(record -> record.toString().contains(name)).toList().size();
    }

    private static String call(String key, String name, String headers) {
        String body = """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"hello","arguments":{"name":"%s"},\
                "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
                "io.modelcontextprotocol/clientCapabilities":{}}}}""".formatted(name);
        return "POST /mcp HTTP/1.1\r\nHost: " + HOST + "\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
                + "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: hello\r\n" + headers
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** Sends a request that asks to close, and reads all that comes. */
    private static String exchange(int to, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), to)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Sends what nobody should, and reads until nothing more comes; the connection stays open if the proxy lets it. */
    private static String sent(Socket socket, String request) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                answers.write(buffer, 0, count);
            }
        } catch (SocketTimeoutException | SocketException over) {
            // the proxy waits for more, or has closed without reading the rest
        }
        return answers.toString(StandardCharsets.UTF_8);
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.chars().forEach(c -> visible.append(c < 0x20 || c > 0x7e ? String.format("\\x%02x", c) : (char) c));
        return visible.toString();
    }
}
