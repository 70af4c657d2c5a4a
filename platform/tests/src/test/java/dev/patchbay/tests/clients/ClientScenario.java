package dev.patchbay.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.tests.product.ModernCaller;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What every client does with the product. The plugins are the one of the conformance suite and {@link #PROBE}. */
enum ClientScenario {
    /** The four lists. */
    LIST("lists") {
        @Override
        void run(McpDriver client, Stage stage) {
            JsonNode lists = client.run("list", Map.of());

            assertThat(each(lists.path("tools"), "name")).contains("test_simple_text", "probe_fate");
            assertThat(each(lists.path("resources"), "uri")).contains("test://static-text");
            assertThat(each(lists.path("resourceTemplates"), "uriTemplate")).contains("test://template/{id}/data");
            assertThat(each(lists.path("prompts"), "name")).contains("test_simple_prompt");
        }
    },
    /** A call. */
    CALL("calls a tool") {
        @Override
        void run(McpDriver client, Stage stage) {
            assertThat(client.call("test_simple_text", Map.of()))
                    .isEqualTo("This is a simple text response for testing.");
        }
    },
    /** A result that has the form its tool declares; the clients check that themselves too. */
    STRUCTURED("structured result") {
        @Override
        void run(McpDriver client, Stage stage) {
            assertThat(client.run("call",
                    Map.of("tool", "probe_add", "arguments", Map.of("a", 2, "b", 3), "tag", "add"))
                    .path("structuredContent").path("sum").asInt()).isEqualTo(5);
        }
    },
    /** A call whose progress the client wants to know. */
    PROGRESS("call with progress") {
        @Override
        void run(McpDriver client, Stage stage) {
            // a TypeScript SDK forgets the progress that it reads together with the result, as on a busy machine
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(client.call("test_tool_with_progress", Map.of())).isEqualTo("Done with progress.");
                assertThat(client.events("progress")).extracting(event -> event.path("progress").asInt()).contains(0,
                        50);
            });
        }
    },
    /** Several requests in one message; one of them is wrong, and the others are answered all the same. */
    BATCH("sends a batch") {
        @Override
        void run(McpDriver client, Stage stage) {
            JsonNode responses = client.run("batch", Map.of("requests", List.of(
                    Map.of("method", "tools/call", "params", Map.of("name", "test_simple_text", "arguments", Map.of())),
                    Map.of("method", "tools/call", "params", Map.of("name", "nobody", "arguments", Map.of())),
                    Map.of("method", "resources/read", "params", Map.of("uri", "test://template/7/data")))));

            assertThat(responses).hasSize(3);
            assertThat(responses.path(0).path("result").path("content").path(0).path("text").asString())
                    .isEqualTo("This is a simple text response for testing.");
            assertThat(responses.path(1).path("error").path("code").asInt()).isEqualTo(-32602);
            assertThat(responses.path(2).path("result").path("contents").path(0).path("text").asString())
                    .contains("Data for ID: 7");
        }
    },
    /** A call that the client gives up; the tool has to notice. */
    CANCEL("cancels a call") {
        @Override
        void run(McpDriver client, Stage stage) {
            String tag = "cancel-" + stage.name();
            CompletableFuture<JsonNode> call = client.start("call",
                    Map.of("tool", "probe_wait_for_cancel", "arguments", Map.of("tag", tag), "tag", tag));
            await().until(() -> stage.fate(tag).equals("running"));

            client.run("abort", Map.of("tag", tag));

            await().untilAsserted(() -> assertThat(stage.fate(tag)).isEqualTo("cancelled"));
            assertThat(McpDriver.await(call).has("error")).isTrue();
        }
    },
    /** A tool asks the user. */
    ASK_USER("answers a user's question") {
        @Override
        void run(McpDriver client, Stage stage) {
            assertThat(client.call("test_elicitation", Map.of("message", "Who?"))).contains("action=accept",
                    "ada@example.com");
        }
    },
    /** A tool asks the client's model. */
    ASK_MODEL("answers for its model") {
        @Override
        void run(McpDriver client, Stage stage) {
            assertThat(client.call("test_sampling", Map.of("prompt", "Capital?"))).isEqualTo("LLM response: Paris");
        }
    },
    /** A resource. */
    READ("reads a resource") {
        @Override
        void run(McpDriver client, Stage stage) {
            JsonNode read = client.run("read", Map.of("uri", "test://template/7/data"));

            assertThat(read.path("contents").path(0).path("text").asString()).contains("Data for ID: 7");
        }
    },
    /** A prompt with arguments. */
    PROMPT("gets a prompt") {
        @Override
        void run(McpDriver client, Stage stage) {
            JsonNode prompt = client.run("prompt",
                    Map.of("name", "test_prompt_with_arguments", "arguments", Map.of("arg1", "a", "arg2", "b")));

            assertThat(prompt.path("messages").path(0).path("content").path("text").asString())
                    .isEqualTo("Prompt with arguments: arg1='a', arg2='b'");
        }
    },
    /** Values for an argument of a prompt. */
    COMPLETE("completes an argument") {
        @Override
        void run(McpDriver client, Stage stage) {
            JsonNode completion = client.run("complete",
                    Map.of("ref", Map.of("type", "ref/prompt", "name", "test_prompt_with_arguments"), "argument",
                            Map.of("name", "arg1", "value", "par")));

            assertThat(StreamSupport.stream(completion.path("completion").path("values").spliterator(), false)
                    .map(JsonNode::asString)).containsExactly("paris", "park", "party");
        }
    },
    /** News of a resource. */
    SUBSCRIBE("hears of a change") {
        @Override
        void run(McpDriver client, Stage stage) {
            client.run("subscribe", Map.of("uri", WATCHED));
            int before = client.events("updated").size();

            stage.change();

            awaitUpdates(client, before + 1);
        }
    },
    /** A connection that is lost, and news from the time without one. */
    RECONNECT("comes back") {
        @Override
        void run(McpDriver client, Stage stage) {
            client.run("subscribe", Map.of("uri", WATCHED));
            stage.change();
            awaitUpdates(client, 1);

            stage.cutConnections();
            if (client.revision().equals("2026-07-28")) {
                assertThat(client.run("ended", Map.of()).path("how").asString()).isEqualTo("remote");
                client.run("subscribe", Map.of("uri", WATCHED)); // nothing is resumed, by design
            }
            int before = client.events("updated").size();
            stage.change();

            awaitUpdates(client, before + 1);
            assertThat(client.call("test_simple_text", Map.of())).contains("simple text");
        }
    };

    /** The one class of a plugin that can tell how its calls ended. */
    static final String PROBE = """
            public final class Plugin {
                private final Map<String, String> fates = new ConcurrentHashMap<>();

                @Tool(description = "Waits until nobody waits for it")
                public String waitForCancel(@Description("The call's name") String tag, Call call) {
                    fates.put(tag, "running");
                    try {
                        new CountDownLatch(1).await(20, TimeUnit.SECONDS);
                        fates.put(tag, "over");
                    } catch (InterruptedException e) {
                        fates.put(tag, call.cancellation().isCancelled() ? "cancelled" : "interrupted");
                    }
                    return tag;
                }

                public record Sum(@Description("The sum") long sum) {}

                @Tool(description = "Adds")
                public Sum add(@Description("One") long a, @Description("The other") long b) {
                    return new Sum(a + b);
                }

                @Tool(description = "Says how a call ended")
                public String fate(@Description("The call's name") String tag) {
                    return fates.getOrDefault(tag, "unknown");
                }
            }
            """;

    private static final String WATCHED = "test://watched-resource";

    private final String title;

    ClientScenario(String title) {
        this.title = title;
    }

    /** What a scenario needs beside its client. */
    interface Stage {
        /** A name that no other run of a scenario has. */
        String name();

        /** Someone else, to look at the server from the side. */
        ModernCaller other();

        void cutConnections();

        default String fate(String tag) {
            return other().call("probe_fate", Map.of("tag", tag)).text();
        }

        default void change() {
            assertThat(other().call("test_trigger_resource_update", Map.of()).failure()).isEmpty();
        }
    }

    /** Runs it, and throws if it does not work. */
    abstract void run(McpDriver client, Stage stage);

    String title() {
        return title;
    }

    /** Whether it takes one request and its result. */
    boolean isOneRequest() {
        return switch (this) {
            case LIST, CALL, STRUCTURED, READ, PROMPT -> true;
            default -> false;
        };
    }

    private static void awaitUpdates(McpDriver client, int count) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(client.events("updated")).hasSizeGreaterThanOrEqualTo(count));
    }

    private static List<String> each(JsonNode entries, String member) {
        return StreamSupport.stream(entries.spliterator(), false).map(entry -> entry.path(member).asString())
                .toList();
    }
}
