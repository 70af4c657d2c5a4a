package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.input.CreateMessageRequest;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.input.SamplingMessage;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.endpoint.legacy.LegacyOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions to legacy clients: real requests on the call's stream, and the call runs again with the answers. */
class LegacyQuestionTest {
    private static final String ALL = "\"elicitation\":{},\"sampling\":{},\"roots\":{}";

    private TestEndpoint server = new TestEndpoint();
    private final AtomicInteger runs = new AtomicInteger();

    @BeforeEach
    void fill() {
        server.catalog.tool("ask", call -> {
            runs.incrementAndGet();
            ElicitResult name = call.ask("name", ElicitRequest.form("Who?").string("name", "Your name").build());
            if (!name.isAccepted()) {
                return CallToolResult.text("Nobody: " + name.action());
            }
            return CallToolResult.text("Hello " + name.string("name").orElse("?"));
        }).tool("ask_model", call -> CallToolResult.text("It says: " + call.sample("q",
                CreateMessageRequest.builder(100).message(SamplingMessage.user("2+2?")).build()).text()))
                .tool("ask_roots", call -> CallToolResult.text("Roots: " + call.roots("r").roots().size()))
                .tool("ask_both", call -> {
                    var answers = call.askAll(Map.of("a", ElicitRequest.form("A?").string("x", "x").build(), "b",
                            ElicitRequest.form("B?").string("x", "x").build()));
                    return CallToolResult.text(answers.elicitation("a").string("x").orElse("") + "+"
                            + answers.elicitation("b").string("x").orElse(""));
                });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SseReader call(LegacyClient client, String tool) throws Exception {
        return new SseReader(server, client.request("tools/call", "\"name\":\"" + tool + "\""));
    }

    private static Object id(SseReader.Event question) {
        return Objects.requireNonNull(question.json().get("id"));
    }

    @Test
    void aQuestionIsARequestOnTheStreamOfTheCall() throws Exception {
        LegacyClient client = new LegacyClient(server, ALL);
        try (SseReader stream = call(client, "ask")) {
            SseReader.Event question = stream.message();
            assertThat(question.isMethod("elicitation/create")).isTrue();
            assertThat(TestEndpoint.object(question.json(), "params")).containsEntry("message", "Who?");

            assertThat(server.send(client.answer(id(question),
                    "\"result\":{\"action\":\"accept\",\"content\":{\"name\":\"Ann\"}}")).status()).isEqualTo(202);

            assertThat(stream.message().data()).contains("Hello Ann");
            assertThat(stream.next()).isNull();
            assertThat(runs).hasValue(2);
        }
    }

    @Test
    void declineReachesTheTool() throws Exception {
        LegacyClient client = new LegacyClient(server, ALL);
        try (SseReader stream = call(client, "ask")) {
            server.send(client.answer(id(stream.message()), "\"result\":{\"action\":\"decline\"}"));

            assertThat(stream.message().data()).contains("Nobody: DECLINE");
        }
    }

    @Test
    void anAnswerThatDoesNotFitTheFormIsAskedAgain() throws Exception {
        LegacyClient client = new LegacyClient(server, ALL);
        try (SseReader stream = call(client, "ask")) {
            server.send(client.answer(id(stream.message()), "\"result\":{\"action\":\"accept\",\"content\":{}}"));
            SseReader.Event again = stream.message();
            assertThat(again.isMethod("elicitation/create")).isTrue();
            server.send(client.answer(id(again), "\"result\":{\"action\":\"accept\",\"content\":{\"name\":\"Bo\"}}"));

            assertThat(stream.message().data()).contains("Hello Bo");
        }
    }

    @Test
    void theModelAndTheRootsCanBeAskedFor() throws Exception {
        LegacyClient client = new LegacyClient(server, ALL);
        try (SseReader stream = call(client, "ask_model")) {
            SseReader.Event question = stream.message();
            assertThat(question.isMethod("sampling/createMessage")).isTrue();
            server.send(client.answer(id(question),
                    "\"result\":{\"role\":\"assistant\",\"model\":\"m\",\"content\":{\"type\":\"text\",\"text\":\"4\"}}"));
            assertThat(stream.message().data()).contains("It says: 4");
        }
        try (SseReader stream = call(client, "ask_roots")) {
            SseReader.Event question = stream.message();
            assertThat(question.isMethod("roots/list")).isTrue();
            server.send(client.answer(id(question), "\"result\":{\"roots\":[{\"uri\":\"file:///a\"}]}"));
            assertThat(stream.message().data()).contains("Roots: 1");
        }
    }

    @Test
    void severalQuestionsGoOutTogetherAndAreAnsweredInAnyOrder() throws Exception {
        LegacyClient client = new LegacyClient(server, ALL);
        try (SseReader stream = call(client, "ask_both")) {
            SseReader.Event first = stream.message();
            SseReader.Event second = stream.message();
            for (SseReader.Event question : new SseReader.Event[]{second, first}) {
                String letter = question.data().contains("A?") ? "1" : "2";
                server.send(client.answer(id(question),
                        "\"result\":{\"action\":\"accept\",\"content\":{\"x\":\"" + letter + "\"}}"));
            }
            assertThat(stream.message().data()).contains("1+2");
        }
    }

    @Test
    void anErrorOfTheClientEndsTheCallWithAText() throws Exception {
        LegacyClient client = new LegacyClient(server, ALL);
        try (SseReader stream = call(client, "ask")) {
            server.send(client.answer(id(stream.message()),
                    "\"error\":{\"code\":-1,\"message\":\"The user is away\"}"));

            assertThat(stream.message().data()).contains("\"isError\":true").contains("The user is away");
        }
    }

    @Test
    void aClientThatCannotBeAskedGetsAnErrorThatSaysSo() throws Exception {
        LegacyClient client = new LegacyClient(server, "");
        TestEndpoint.Answer answer = client.send("tools/call", "\"name\":\"ask\"");

        assertThat(answer.result()).containsEntry("isError", true);
        assertThat(answer.text()).contains("elicitation");
    }

    @Test
    void aQuestionIsGivenUpAfterItsTime() throws Exception {
        server.close();
        server = new TestEndpoint(
                EndpointOptions.defaults().with(LegacyOptions.defaults().withQuestion(Duration.ofMillis(200))));
        fill();
        LegacyClient client = new LegacyClient(server, ALL);
        try (SseReader stream = call(client, "ask")) {
            assertThat(stream.message().isMethod("elicitation/create")).isTrue();
            assertThat(stream.message().isMethod("notifications/cancelled")).isTrue();
            assertThat(stream.message().data()).contains("\"isError\":true").contains("did not answer");
        }
    }

    @Test
    void aCallThatWaitsForAnAnswerCanBeCancelled() throws Exception {
        LegacyClient client = new LegacyClient(server, ALL);
        try (SseReader stream = call(client, "ask")) {
            SseReader.Event question = stream.message();
            server.send(client.notification("notifications/cancelled", "\"requestId\":1"));
            assertThat(stream.message().isMethod("notifications/cancelled")).isTrue();
            assertThat(stream.next()).isNull();

            assertThat(server.send(client.answer(id(question),
                    "\"result\":{\"action\":\"accept\",\"content\":{\"name\":\"Ann\"}}")).status()).isEqualTo(202);
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void anAnswerInAnotherSessionAnswersNothing() throws Exception {
        LegacyClient client = new LegacyClient(server, ALL);
        LegacyClient other = new LegacyClient(server, ALL);
        try (SseReader stream = call(client, "ask")) {
            SseReader.Event question = stream.message();
            server.send(other.answer(id(question),
                    "\"result\":{\"action\":\"accept\",\"content\":{\"name\":\"Mallory\"}}"));
            server.send(client.answer(id(question),
                    "\"result\":{\"action\":\"accept\",\"content\":{\"name\":\"Ann\"}}"));

            assertThat(stream.message().data()).contains("Hello Ann");
        }
    }

    @Test
    void noMoreThanSoManyCallsOfASessionWait() throws Exception {
        LegacyClient client = new LegacyClient(server, ALL);
        for (int i = 0; i < 256; i++) {
            try (SseReader stream = call(client, "ask")) {
                assertThat(stream.message().isMethod("elicitation/create")).isTrue();
            }
        }

        assertThat(client.send("tools/call", "\"name\":\"ask\"").code()).isEqualTo(-32004);
        assertThat(server.send(client.other("DELETE")).status()).isEqualTo(204);
    }
}
