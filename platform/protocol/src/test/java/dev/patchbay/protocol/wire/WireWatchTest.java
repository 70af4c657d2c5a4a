package dev.patchbay.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.protocol.Revision;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the watch finds what is wrong; where it hangs, nothing else would. */
class WireWatchTest {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}";
    private static final String HINTS = "\"resultType\":\"complete\",\"ttlMs\":0,\"cacheScope\":\"private\"";

    private final WireWatch watch = new WireWatch();
    private final WatchedPipe pipe = new WatchedPipe(watch);

    private void modern(String method, String answer) {
        pipe.client("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + META + "}}");
        pipe.server("{\"jsonrpc\":\"2.0\",\"id\":1," + answer + "}");
    }

    private void legacy(String revision, String method, String answer) {
        pipe.client("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\"}");
        pipe.server("{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{\"protocolVersion\":\"" + revision
                + "\",\"capabilities\":{},\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}}");
        pipe.client("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}");
        pipe.server("{\"jsonrpc\":\"2.0\",\"id\":1," + answer + "}");
    }

    @Test
    void whatConformsIsCountedAndLetGo() {
        modern("tools/list", "\"result\":{\"tools\":[]," + HINTS + "}");
        legacy("2025-06-18", "tools/list", "\"result\":{\"tools\":[]}");

        watch.assertNothingWrong();
        assertThat(watch.checked()).containsEntry(Revision.V2026_07_28, 1L).containsEntry(Revision.V2025_06_18, 2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"result\":{\"tools\":[]}", "\"result\":{\"tools\":[{\"name\":\"x\"}]," + HINTS + "}",
        "\"result\":{\"tools\":[],\"more\":1," + HINTS + "}", "\"result\":{\"tools\":[]," + HINTS + "},\"x\":1",
        "\"error\":{\"code\":-32002,\"message\":\"m\"}", "\"error\":{\"code\":\"1\",\"message\":\"m\"}",
        "\"error\":{\"code\":-32022,\"message\":\"m\"}", "\"result\":{\"resultType\":\"input_required\"}",
        "\"nothing\":1"})
    void aWrongAnswerOfTheModernRevisionIsFound(String answer) {
        modern("tools/list", answer);

        assertThatExceptionOfType(AssertionError.class).isThrownBy(watch::assertNothingWrong)
                .withMessageContaining("2026-07-28");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2024-11-05|tools/list|'result':{'tools':[{'name':'a','title':'A','inputSchema':{'type':'object'}}]}",
        "2024-11-05|tools/list|'result':{'tools':[{'name':'a','annotations':{},'inputSchema':{'type':'object'}}]}",
        "2024-11-05|tools/call|'result':{'content':[{'type':'audio','data':'','mimeType':'audio/wav'}]}",
        "2025-03-26|tools/call|'result':{'content':[],'structuredContent':{}}",
        "2025-06-18|tools/list|'result':{'tools':[],'resultType':'complete'}",
        "2025-06-18|resources/list|'result':{'resources':[{'name':'a','uri':'a:b','icons':[]}]}",
        "2025-11-25|ping|'result':{'resultType':'complete'}",
        "2025-11-25|server/discover|'result':{}",
        "2025-11-25|tools/call|'error':{'code':-32021,'message':'m'}"})
    void whatARevisionDoesNotKnowIsFound(String revision, String method, String answer) {
        legacy(revision, method, answer.replace('\'', '"'));

        assertThat(watch.wrong()).isNotEmpty().allMatch(line -> line.startsWith(revision));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unknown\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"elicitation/create\",\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":77,\"result\":{}}", "{\"id\":0,\"result\":{}}", "Starting...", "[]x",
        "[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}]"})
    void aLineThatIsNoMessageOfItsRevisionIsFound(String line) {
        legacy("2025-06-18", "ping", "\"result\":{}");
        assertThat(watch.wrong()).isEmpty();

        pipe.server(line);

        assertThat(watch.wrong()).isNotEmpty();
    }

    @Test
    void messagesAreFoundInTheBytesOfAConnectionHoweverTheyAreCut() {
        String request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{" + META + "}}";
        String head = "POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Length: " + request.length() + "\r\n\r\n";
        String good = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[]," + HINTS + "}}";
        String event = ": comment\n\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/nothing\"}\n\n";
        HttpConnection connection = new HttpConnection(watch);
        for (String answer : new String[]{
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + good.length() + "\r\n\r\n"
                    + good,
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(event.length()) + "\r\n" + event
                    + "\r\n0\r\n\r\n"}) {
            for (byte each : (head + request).getBytes(StandardCharsets.UTF_8)) {
                connection.client(new byte[]{each}, 0, 1);
            }
            for (byte each : answer.getBytes(StandardCharsets.UTF_8)) {
                connection.server(new byte[]{each}, 0, 1);
            }
        }

        assertThat(connection.isOpaque()).isFalse();
        assertThat(watch.checked()).containsEntry(Revision.V2026_07_28, 2L);
        assertThat(watch.wrong()).isNotEmpty().allMatch(line -> line.contains("notifications/nothing"));
    }

    @Test
    void theSessionOfAnEventStreamIsKnownByItsEndpoint() {
        WatchedExchange stream = exchange("GET", "/sse");
        stream.response(200, name -> Optional.of("text/event-stream"));
        feed(stream, "event: endpoint\ndata: /messages?sessionId=abc\n\n");
        exchange("POST", "/messages?sessionId=abc").request(bytes("{\"id\":1,\"method\":\"initialize\"}"));
        exchange("POST", "/messages?sessionId=abc").request(bytes("{\"id\":2,\"method\":\"tools/list\"}"));
        feed(stream, "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2024-11-05\","
                + "\"capabilities\":{},\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}}\n\n");
        feed(stream, "data: {\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tools\":[]}}\n\n");

        watch.assertNothingWrong();
        assertThat(watch.checked()).containsEntry(Revision.V2024_11_05, 2L);
    }

    @Test
    void theSessionOfAStreamableEndpointIsKnownByItsHeader() {
        WatchedExchange first = exchange("POST", "/mcp");
        first.request(bytes("{\"id\":1,\"method\":\"initialize\"}"));
        first.response(200, name -> Optional.of(name.equals("mcp-session-id") ? "s1" : "application/json"));
        feed(first, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2025-03-26\","
                + "\"capabilities\":{},\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}}");
        first.end();
        WatchedExchange second = watch.exchange("POST", "/mcp",
                name -> name.equals("mcp-session-id") ? Optional.of("s1") : Optional.empty());
        second.request(bytes("[{\"id\":1,\"method\":\"ping\"},{\"id\":2,\"method\":\"tools/list\"}]"));
        second.response(200, name -> Optional.of("application/json"));
        feed(second, "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}},{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}]");
        second.end();

        assertThat(watch.checked()).containsEntry(Revision.V2025_03_26, 3L);
        assertThat(watch.wrong()).singleElement().asString().contains("tools");
    }

    private WatchedExchange exchange(String method, String path) {
        return watch.exchange(method, path, name -> Optional.empty());
    }

    private static void feed(WatchedExchange exchange, String text) {
        exchange.body(bytes(text), 0, bytes(text).length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
