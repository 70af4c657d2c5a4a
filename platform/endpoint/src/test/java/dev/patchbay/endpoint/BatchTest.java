package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.input.CreateMessageRequest;
import dev.patchbay.api.input.SamplingMessage;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.invocation.Authorizer;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.schema.OfficialSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays of messages, which only revision 2025-03-26 has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchTest {
    private static final String VERSION = "2025-03-26";
    private static final String CANCELLED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":99}}";

    private final TestEndpoint server = new TestEndpoint();

    @BeforeAll
    void fill() {
        server.catalog.tool("echo").tool("steps", call -> {
            call.progress().report(1, 2);
            return CallToolResult.text("stepped");
        }).tool("sample", call -> CallToolResult.text("It says: " + call.sample("q",
                CreateMessageRequest.builder(100).message(SamplingMessage.user("2+2?")).build()).text()));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static String request(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    }

    private static String echo(int id, String text) {
        return request(id, "tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"" + text + "\"}");
    }

    private TestEndpoint.Answer send(LegacyClient client, String... messages) throws Exception {
        return server.send(client.post("[" + String.join(",", messages) + "]"));
    }

    private static List<Map<String, Object>> array(TestEndpoint.Answer answer) {
        List<Map<String, Object>> responses = new ArrayList<>();
        Object body = TestEndpoint.JSON.read(TestEndpoint.bytes(answer.response().body()));
        for (Object response : Json.array(Objects.requireNonNull(body))) {
            responses.add(Json.object(Objects.requireNonNull(response)));
        }
        return responses;
    }

    @Test
    void requestsAreAnsweredTogether() throws Exception {
        LegacyClient client = new LegacyClient(server, "", VERSION);
        TestEndpoint.Answer answer = send(client, echo(1, "a"), CANCELLED, request(2, "tools/list", ""),
                request(3, "nothing", ""), request(4, "tools/call", "\"name\":\"nobody\""));
        List<Map<String, Object>> responses = array(answer);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(responses).extracting(response -> response.get("id")).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        assertThat(responses).filteredOn(response -> response.containsKey("error")).hasSize(2);
        assertThat(OfficialSchema.validate(Revision.V2025_03_26, "JSONRPCBatchResponse",
                JsonWriter.compact(responses))).isEmpty();
    }

    @Test
    void notificationsAloneAreAccepted() throws Exception {
        TestEndpoint.Answer answer = send(new LegacyClient(server, "", VERSION), CANCELLED, CANCELLED);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.response().body()).isEmpty();
    }

    @Test
    void whatIsSaidBeforeAnAnswerMakesAStreamOfAll() throws Exception {
        LegacyClient client = new LegacyClient(server, "", VERSION);
        TestEndpoint.Answer answer = send(client, echo(1, "a"),
                request(2, "tools/call", "\"name\":\"steps\",\"_meta\":{\"progressToken\":\"p\"}"), echo(3, "b"));
        List<Map<String, Object>> events = answer.events();

        assertThat(answer.type()).isEqualTo("text/event-stream");
        assertThat(events).hasSize(4);
        assertThat(events).filteredOn(event -> event.containsKey("result")).extracting(event -> event.get("id"))
                .containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(events).filteredOn(event -> "notifications/progress".equals(event.get("method"))).hasSize(1);
    }

    @Test
    void aQuestionOfOneIsAnsweredWhileTheOthersAreDone() throws Exception {
        LegacyClient client = new LegacyClient(server, "\"sampling\":{}", VERSION);
        String body = "[" + echo(1, "a") + "," + request(2, "tools/call", "\"name\":\"sample\"") + "]";
        try (SseReader stream = new SseReader(server, client.post(body))) {
            SseReader.Event one = stream.message();
            SseReader.Event other = stream.message();
            SseReader.Event question = one.isMethod("sampling/createMessage") ? one : other;
            String result = "{\"jsonrpc\":\"2.0\",\"id\":\"" + question.json().get("id") + "\",\"result\":"
                    + "{\"role\":\"assistant\",\"model\":\"m\",\"content\":{\"type\":\"text\",\"text\":\"4\"}}}";

            assertThat(send(client, result, CANCELLED).status()).isEqualTo(202);

            assertThat(stream.message().data()).contains("It says: 4");
            assertThat(stream.next()).isNull();
        }
    }

    @Test
    void everyElementIsAuthorizedForItself() throws Exception {
        Authorizer all = Authorizer.ofEverything(server.catalog.registry);
        server.authorizer = new Authorizer() {
            @Override
            public dev.patchbay.catalog.view.View view(dev.patchbay.api.call.Caller caller) {
                return all.view(caller);
            }

            @Override
            public Decision decide(Request request) {
                return request.target().name().equals("steps")
                        ? new Decision.Denied("rule", "Not today.", Map.of())
                        : all.decide(request);
            }
        };
        try {
            List<Map<String, Object>> responses = array(send(new LegacyClient(server, "", VERSION), echo(1, "a"),
                    request(2, "tools/call", "\"name\":\"steps\"")));

            assertThat(responses).filteredOn(response -> response.toString().contains("isError=true"))
                    .extracting(response -> response.get("id")).containsExactly(2L);
        } finally {
            server.authorizer = null;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2025-06-18", "2024-11-05"})
    void noOtherRevisionHasThem(String version) throws Exception {
        TestEndpoint.Answer answer = send(new LegacyClient(server, "", version), echo(1, "a"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32600);
        assertThat(answer.response().body()).contains(version);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"[];empty", "[1];Element 0",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},{\"jsonrpc\":\"1.0\",\"id\":2}];Element 1",
        "[[]];Element 0",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}];initialize"})
    void aFaultyArrayIsRefusedAsAWhole(String body, String said) throws Exception {
        LegacyClient client = new LegacyClient(server, "", VERSION);
        TestEndpoint.Answer answer = server.send(client.post(body));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32600);
        assertThat(answer.response().body()).contains(said);
    }

    @Test
    void anArrayHasABound() throws Exception {
        LegacyClient client = new LegacyClient(server, "", VERSION);
        String fifty = IntStream.range(0, 50).mapToObj(i -> request(i, "ping", "")).collect(Collectors.joining(","));

        assertThat(array(send(client, fifty))).hasSize(50);
        TestEndpoint.Answer more = send(client, fifty, request(50, "ping", ""));
        assertThat(more.status()).isEqualTo(400);
        assertThat(more.code()).isEqualTo(-32600);
        assertThat(more.response().body()).contains("50 messages, not 51");
    }

    @Test
    void anElementThatClaimsAModernRevisionRefusesTheArray() throws Exception {
        LegacyClient client = new LegacyClient(server, "", VERSION);
        TestEndpoint.Answer answer = send(client, echo(1, "a"), ModernBody.of("2", "tools/list", ""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32600);
    }

    @Test
    void anArrayNeedsASessionToo() throws Exception {
        assertThat(server.send(server.post("[" + echo(1, "a") + "]")).status()).isEqualTo(400);
        assertThat(server.send(server.post("[" + echo(1, "a") + "]").header("Mcp-Session-Id", "forged")).status())
                .isEqualTo(404);
    }
}
