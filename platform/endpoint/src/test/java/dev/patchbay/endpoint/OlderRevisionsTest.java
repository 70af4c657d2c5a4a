package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.input.CreateMessageRequest;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.SamplingMessage;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptMessage;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.endpoint.legacy.LegacyOptions;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.schema.OfficialSchema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every revision with a handshake, end to end: what is served, in which form, and what is left out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OlderRevisionsTest {
    private static final String ALL = "\"elicitation\":{},\"sampling\":{},\"roots\":{}";

    private final TestEndpoint server = new TestEndpoint(EndpointOptions.defaults());
    private final TestEndpoint impatient = new TestEndpoint(EndpointOptions.defaults().with(LegacyOptions.defaults()
            .withPolling(Duration.ofMillis(50), Duration.ofMillis(150), Duration.ofMillis(200))));
    private volatile CountDownLatch go = new CountDownLatch(1);

    @BeforeAll
    void fill() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G'};
        server.catalog.tool(ToolDefinition.builder("all", "All kinds of content").title("All")
                .traits(ToolTraits.defaults().destructive(true)).outputSchema(Map.of("type", "object")).build(),
                call -> {
                    call.progress().report(1, 2.0, "half");
                    call.log().info("half");
                    return CallToolResult.structured(Map.of("a", 1)).withContent(List.of(
                            ContentBlock.image(png, "image/png"), ContentBlock.audio(png, "audio/wav"),
                            ContentBlock.resource(ResourceContents.text("test://x", "text/plain", "x"))));
                });
        server.catalog.tool("ask", call -> CallToolResult.text("Hello " + call
                .ask("k", ElicitRequest.form("Who?").string("name", "Your name").build()).string("name").orElse("?")));
        server.catalog.tool("ask_several", call -> CallToolResult.text("Tags " + call.ask("k", ElicitRequest
                .form("Which?").field("tags", Map.of("type", "array", "items", Map.of("type", "string", "enum",
                        List.of("a", "b"))), true)
                .build()).content()));
        server.catalog.tool("ask_page", call -> CallToolResult.text("Secret " + call
                .ask("k", ElicitRequest.page("Your key").string("key", "The key").build()).isAccepted()));
        server.catalog.tool("sample", call -> CallToolResult.text("It says: " + call.sample("q",
                CreateMessageRequest.builder(100).message(SamplingMessage.user("2+2?")).build()).text()));
        impatient.catalog.tool("slow", call -> {
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
            return CallToolResult.text("at last");
        });
        server.catalog.prompt("greet", call -> GetPromptResult.of(PromptMessage.user("Hello")));
        server.catalog.resource("test://one").template("test://t/{id}");
    }

    @AfterAll
    void stop() {
        server.close();
        impatient.close();
    }

    private static void conforms(Revision revision, String definition, Object message) {
        String json = new String(JsonWriter.compact(message), StandardCharsets.UTF_8);
        assertThat(OfficialSchema.validateClosed(revision, definition, json)).as(json).isEmpty();
    }

    private LegacyClient client(Revision revision, String capabilities) throws Exception {
        return new LegacyClient(server, capabilities, revision.text());
    }

    @ParameterizedTest
    @EnumSource(value = Revision.class, names = "V2026_07_28", mode = EnumSource.Mode.EXCLUDE)
    void theRevisionThatTheClientWantsIsSpoken(Revision revision) throws Exception {
        LegacyClient client = client(revision, "");

        assertThat(client.version).isEqualTo(revision.text());
        conforms(revision, "InitializeResult", client.initialized.result());
        conforms(revision, "ListToolsResult", client.send("tools/list", "").result());
        conforms(revision, "ListPromptsResult", client.send("prompts/list", "").result());
        conforms(revision, "ListResourcesResult", client.send("resources/list", "").result());
        conforms(revision, "ListResourceTemplatesResult", client.send("resources/templates/list", "").result());
        conforms(revision, "GetPromptResult", client.send("prompts/get", "\"name\":\"greet\"").result());
        conforms(revision, "ReadResourceResult", client.send("resources/read", "\"uri\":\"test://one\"").result());
        conforms(revision, "CompleteResult", client.send("completion/complete",
                "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"greet\"},\"argument\":{\"name\":\"name\",\"value\":\"A\"}")
                .result());
        conforms(revision, "EmptyResult", client.send("ping", "").result());
        assertThat(client.send("resources/read", "\"uri\":\"test://missing/1\"").code()).isEqualTo(-32002);
    }

    @ParameterizedTest
    @EnumSource(value = Revision.class, names = "V2026_07_28", mode = EnumSource.Mode.EXCLUDE)
    void whatACallSaysFitsTheRevision(Revision revision) throws Exception {
        List<Map<String, Object>> events = client(revision, "")
                .send("tools/call", "\"name\":\"all\",\"_meta\":{\"progressToken\":\"t\"}").events();

        assertThat(events).hasSize(3);
        conforms(revision, "ProgressNotification", events.get(0));
        conforms(revision, "LoggingMessageNotification", events.get(1));
        conforms(revision, "CallToolResult", TestEndpoint.object(events.get(2), "result"));
        assertThat(TestEndpoint.object(events.get(0), "params").containsKey("message"))
                .isEqualTo(revision.isAtLeast(Revision.V2025_03_26));
    }

    @ParameterizedTest
    @CsvSource({"2025-06-18, image, audio, resource, structured", "2025-03-26, image, audio, resource, text",
        "2024-11-05, image, text, resource, text"})
    void contentThatARevisionLacksIsSaidInText(String version, String first, String second, String third,
            String structure) throws Exception {
        Map<String, Object> result = new LegacyClient(server, "", version).send("tools/call", "\"name\":\"all\"")
                .result();
        List<Object> types = TestEndpoint.objects(result, "content").stream().map(block -> block.get("type")).toList();

        assertThat(types).startsWith(first, second, third);
        assertThat(result.containsKey("structuredContent")).isEqualTo(structure.equals("structured"));
        assertThat(types).hasSize(structure.equals("text") ? 4 : 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-06-18", "2025-03-26", "2024-11-05"})
    void noEventIsWithoutDataAndStreamsAreTakenUpAgain(String version) throws Exception {
        LegacyClient client = new LegacyClient(server, "", version);
        String position;
        try (SseReader stream = new SseReader(server, client.stream())) {
            server.catalog.prompt("p-" + version);
            SseReader.Event event = Objects.requireNonNull(stream.next());
            assertThat(event.isMethod("notifications/prompts/list_changed")).isTrue();
            position = event.id();
        }
        server.catalog.tool("t-" + version);

        try (SseReader again = new SseReader(server, client.stream().header("Last-Event-ID", position))) {
            SseReader.Event missed = Objects.requireNonNull(again.next());
            assertThat(missed.isMethod("notifications/tools/list_changed")).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"2025-11-25, true", "2025-06-18, false", "2024-11-05, false"})
    void onlyAClientThatPollsIsSentAwayInTheMiddleOfACall(String version, boolean polls) throws Exception {
        go = new CountDownLatch(1);
        LegacyClient client = new LegacyClient(impatient, "", version);
        try (SseReader stream = new SseReader(impatient, client.request("tools/call", "\"name\":\"slow\""))) {
            if (polls) {
                assertThat(Objects.requireNonNull(stream.next()).data()).isEmpty();
                assertThat(stream.next()).as("closed in the middle of the call").isNull();
                go.countDown();
            } else {
                long since = System.nanoTime();
                await().pollInterval(Duration.ofMillis(50))
                        .until(() -> System.nanoTime() - since > Duration.ofMillis(400).toNanos());
                assertThat(stream.hasNothing()).as("neither an event nor the end").isTrue();
                go.countDown();
                assertThat(Objects.requireNonNull(stream.next()).data()).contains("at last");
                assertThat(stream.next()).isNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-03-26", "2024-11-05"})
    void whereUsersCannotBeAskedTheResultSaysSo(String version) throws Exception {
        TestEndpoint.Answer answer = new LegacyClient(server, ALL, version).send("tools/call", "\"name\":\"ask\"");

        assertThat(answer.result()).containsEntry("isError", true);
        assertThat(answer.text()).contains("elicitation", "MCP " + version, "2025-06-18 or later");
    }

    @Test
    void aFormThatItsRevisionCannotSayIsToldInTheResult() throws Exception {
        LegacyClient client = new LegacyClient(server, ALL, "2025-06-18");
        TestEndpoint.Answer answer = client.send("tools/call", "\"name\":\"ask_several\"");

        Map<String, Object> result = answer.result();
        assertThat(result).containsEntry("isError", true);
        assertThat(result.toString()).contains("cannot be asked", "tags", "MCP 2025-06-18");
        assertThat(client.send("ping", "").result()).isEmpty();
    }

    @Test
    void aPageNeedsALaterRevision() throws Exception {
        TestEndpoint.Answer answer = new LegacyClient(server, "\"elicitation\":{\"url\":{}}", "2025-06-18")
                .send("tools/call", "\"name\":\"ask_page\"");

        assertThat(answer.result()).containsEntry("isError", true);
        assertThat(answer.text()).contains("2025-11-25 or later");
    }

    @ParameterizedTest
    @EnumSource(value = Revision.class, names = {"V2025_06_18", "V2025_11_25"})
    void aFormIsAskedInTheWordsOfTheRevision(Revision revision) throws Exception {
        LegacyClient client = client(revision, ALL);
        try (SseReader stream = new SseReader(server, client.request("tools/call", "\"name\":\"ask\""))) {
            SseReader.Event question = stream.message();
            conforms(revision, "ElicitRequest", question.json());
            server.send(client.answer(Objects.requireNonNull(question.json().get("id")),
                    "\"result\":{\"action\":\"accept\",\"content\":{\"name\":\"Ann\"}}"));
            assertThat(stream.message().data()).contains("Hello Ann");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Revision.class, names = "V2026_07_28", mode = EnumSource.Mode.EXCLUDE)
    void theModelCanBeAskedInAllOfThem(Revision revision) throws Exception {
        LegacyClient client = client(revision, ALL);
        try (SseReader stream = new SseReader(server, client.request("tools/call", "\"name\":\"sample\""))) {
            SseReader.Event question = stream.message();
            conforms(revision, "CreateMessageRequest", question.json());
            server.send(client.answer(Objects.requireNonNull(question.json().get("id")),
                    "\"result\":{\"role\":\"assistant\",\"model\":\"m\",\"content\":{\"type\":\"text\",\"text\":\"4\"}}"));
            assertThat(stream.message().data()).contains("It says: 4");
        }
    }
}
