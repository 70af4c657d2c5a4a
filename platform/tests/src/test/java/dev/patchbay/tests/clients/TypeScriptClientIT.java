package dev.patchbay.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.TypeScriptClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The official TypeScript client uses the samples, once pinned to the modern revision and once in its default mode. */
class TypeScriptClientIT {
    private static Installation patchbay;

    /** How the client is set up, and the era that it must end up in. */
    enum Mode {
        MODERN, LEGACY;

        TypeScriptClient connect() {
            TypeScriptClient client = this == MODERN ? TypeScriptClient.modern(patchbay.url())
                    : TypeScriptClient.inDefaultMode(patchbay.url());
            assertThat(client.run("connect").get("era").asString()).isEqualTo(this == MODERN ? "modern" : "legacy");
            return client;
        }
    }

    @BeforeAll
    static void startWithTheSamples() {
        patchbay = Installation.unpack().dev();
    }

    @AfterAll
    static void stop() {
        patchbay.close();
    }

    @ParameterizedTest
    @EnumSource
    void listsTheToolsOfAllSamplesUnderTheirNames(Mode mode) {
        try (TypeScriptClient client = mode.connect()) {
            assertThat(names(client.run("listTools").get("tools"))).contains("hello", "calculator", "notes_add_note",
                    "notes_delete_note", "notes_export_notes", "users_query_users", "users_create_user");
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsATool(Mode mode) {
        try (TypeScriptClient client = mode.connect()) {
            JsonNode result = client.call("calculator", Map.of("operation", "multiply", "a", 5, "b", 3));

            assertThat(result.path("structuredContent").path("result").decimalValue()).isEqualByComparingTo("15");
            assertThat(result.path("content").get(0).path("text").asString()).contains("15");
        }
    }

    @ParameterizedTest
    @EnumSource
    void usesTheUsersSampleWithItsDatabase(Mode mode) {
        try (TypeScriptClient client = mode.connect()) {
            String email = mode + "@example.com";
            JsonNode created = client.call("users_create_user", Map.of("email", email, "name", "Ada Lovelace"));
            JsonNode again = client.call("users_create_user", Map.of("email", email, "name", "Ada Lovelace"));
            JsonNode users = client.call("users_query_users", Map.of("filters", Map.of("role", "user"), "limit", 1000));
            JsonNode schema = client.run("readResource", Map.of("uri", "schema://users"));
            JsonNode docs = client.run("readResource", Map.of("uri", "docs://api"));

            assertThat(created.path("content").get(0).path("text").asString())
                    .startsWith("Successfully created user: ");
            assertThat(again.path("isError").asBoolean()).isTrue();
            assertThat(again.path("content").get(0).path("text").asString())
                    .contains("User with this email already exists");
            assertThat(users.path("content").get(0).path("text").asString()).contains(email, "\"limit\": 100");
            assertThat(schema.path("contents").get(0).path("text").asString()).containsIgnoringCase("email");
            assertThat(docs.path("contents").get(0).path("mimeType").asString()).isEqualTo("text/markdown");
        }
    }

    @ParameterizedTest
    @EnumSource
    void seesAFailureOfAToolAsAResultThatSaysWhatToDo(Mode mode) {
        try (TypeScriptClient client = mode.connect()) {
            JsonNode division = client.call("calculator", Map.of("operation", "divide", "a", 5, "b", 0));
            JsonNode missing = client.call("calculator", Map.of("operation", "multiply", "a", 5));

            assertThat(division.path("isError").asBoolean()).isTrue();
            assertThat(division.path("content").get(0).path("text").asString()).containsIgnoringCase("zero");
            assertThat(missing.path("isError").asBoolean()).isTrue();
            assertThat(missing.path("content").get(0).path("text").asString()).contains("Invalid arguments", "b");
        }
    }

    @ParameterizedTest
    @EnumSource
    void getsProgressOfALongCall(Mode mode) {
        try (TypeScriptClient client = mode.connect()) {
            client.call("notes_add_note", Map.of("title", "One", "text", "First"));
            client.call("notes_add_note", Map.of("title", "Two", "text", "Second"));

            JsonNode result = client.call("notes_export_notes", Map.of("millisPerNote", 20));

            assertThat(result.path("content").get(0).path("text").asString()).contains("First", "Second");
            await().untilAsserted(() -> assertThat(client.events("progress")).hasSizeGreaterThanOrEqualTo(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelsALongCall(Mode mode) {
        try (TypeScriptClient client = mode.connect()) {
            client.call("notes_add_note", Map.of("title", "Slow", "text", "A slow one"));
            CompletableFuture<JsonNode> call = client.start("callTool", Map.of("name", "notes_export_notes",
                    "arguments", Map.of("millisPerNote", 10_000), "tag", "slow"));

            client.run("abort", Map.of("tag", "slow"));

            assertThat(TypeScriptClient.await(call).has("error")).isTrue();
            assertThat(client.call("hello", Map.of("name", "Ada")).path("content").get(0).path("text").asString())
                    .contains("Ada");
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersAQuestionOfATool(Mode mode) {
        try (TypeScriptClient client = mode.connect()) {
            String id = client.call("notes_add_note", Map.of("title", "Doomed", "text", "Delete me"))
                    .path("structuredContent").path("id").asString();

            client.run("answer", Map.of("result", Map.of("action", "decline")));
            String kept = client.call("notes_delete_note", Map.of("id", id)).path("content").get(0).path("text")
                    .asString();
            client.run("answer", Map.of("result", Map.of("action", "accept", "content", Map.of("sure", true))));
            String deleted = client.call("notes_delete_note", Map.of("id", id)).path("content").get(0).path("text")
                    .asString();

            assertThat(kept).startsWith("Nothing deleted");
            assertThat(deleted).isEqualTo("Deleted note " + id + ".");
            assertThat(client.events("elicitation")).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsResourcesGetsPromptsAndCompletes(Mode mode) {
        try (TypeScriptClient client = mode.connect()) {
            String id = client.call("notes_add_note", Map.of("title", "Milk", "text", "Buy milk"))
                    .path("structuredContent").path("id").asString();

            JsonNode read = client.run("readResource", Map.of("uri", "notes://" + id));
            JsonNode prompt = client.run("getPrompt",
                    Map.of("name", "notes_summarize_note", "arguments", Map.of("id", id)));
            JsonNode completion = client.run("complete",
                    Map.of("ref", Map.of("type", "ref/prompt", "name", "notes_summarize_note"), "argument",
                            Map.of("name", "id", "value", id)));

            assertThat(read.path("contents").get(0).path("text").asString()).isEqualTo("Buy milk");
            assertThat(prompt.path("messages").get(0).path("content").path("text").asString()).contains("Buy milk");
            assertThat(completion.path("completion").path("values").get(0).asString()).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hearsOfNewResources(Mode mode) {
        try (TypeScriptClient client = mode.connect()) {
            String id = client.call("notes_add_note", Map.of("title", "Heard of " + mode, "text", "?"))
                    .path("structuredContent").path("id").asString();

            await().untilAsserted(() -> assertThat(client.events("resources"))
                    .anyMatch(event -> event.path("names").toString().contains("Heard of " + mode)));
            assertThat(id).isNotEmpty();
        }
    }

    private static List<String> names(JsonNode entries) {
        return StreamSupport.stream(entries.spliterator(), false).map(entry -> entry.path("name").asString()).toList();
    }
}
