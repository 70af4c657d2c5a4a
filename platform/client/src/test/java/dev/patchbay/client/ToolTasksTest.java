package dev.patchbay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.patchbay.protocol.content.TextContent;
import dev.patchbay.protocol.input.ElicitResult;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.notification.SubscriptionFilter;
import dev.patchbay.protocol.task.DetailedTask;
import dev.patchbay.protocol.task.TaskStatus;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.protocol.wire.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ToolTasksTest {
    private static final String TASK = "\"taskId\":\"t-1\",\"status\":\"%s\",\"createdAt\":\"2026-11-21T12:00:00Z\","
            + "\"lastUpdatedAt\":\"2026-11-21T12:00:01Z\",\"ttlMs\":null,\"pollIntervalMs\":1";
    private static final String CREATED = "{\"resultType\":\"task\"," + TASK.formatted("working") + "}";
    private static final String WORKING = "{\"resultType\":\"complete\"," + TASK.formatted("working") + "}";
    private static final String ASKING = "{\"resultType\":\"complete\"," + TASK.formatted("input_required")
            + ",\"inputRequests\":{\"k1\":{\"method\":\"elicitation/create\",\"params\":{\"mode\":\"form\","
            + "\"message\":\"Who?\",\"requestedSchema\":{\"type\":\"object\",\"properties\":{}}}}}}";
    private static final String COMPLETED = "{\"resultType\":\"complete\"," + TASK.formatted("completed")
            + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"done\"}],\"isError\":false}}";
    private static final String FAILED = "{\"resultType\":\"complete\"," + TASK.formatted("failed")
            + ",\"error\":{\"code\":-32603,\"message\":\"Broken\",\"data\":{\"code\":\"x\"}}}";

    private static ScriptedServer server(String... states) {
        Queue<String> next = new ConcurrentLinkedQueue<>(List.of(states));
        return ScriptedServer.modern(call -> {
            switch (call.method()) {
                case "tools/call" -> call.result(CREATED);
                case "tasks/get" -> call.result(next.size() > 1 ? next.poll() : next.peek());
                case "tasks/update", "tasks/cancel" -> call.result("{\"resultType\":\"complete\"}");
                default -> throw new IOException("unexpected " + call.method());
            }
        });
    }

    private static McpClient client(ScriptedServer server) {
        return McpClient.http(server.uri()).tasks()
                .elicitation(form -> ElicitResult.accept(Map.of("name", "Ada"))).connect();
    }

    private static String json(ScriptedServer.Request call) {
        return new String(JsonWriter.compact(call.message()), StandardCharsets.UTF_8);
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().getFirst()).text();
    }

    @Test
    void aCallWaitsForItsTaskAndAnswersItsQuestions() {
        try (ScriptedServer server = server(WORKING, ASKING, WORKING, COMPLETED); McpClient client = client(server)) {
            assertThat(text(client.callTool("work", Map.of()))).isEqualTo("done");

            assertThat(json(server.only("tools/call"))).contains("\"io.modelcontextprotocol/tasks\":{}");
            assertThat(server.requests("tasks/get")).hasSize(4).allSatisfy(get -> {
                assertThat(get.header("Mcp-Name")).isEqualTo("t-1");
                assertThat(json(get)).contains("\"taskId\":\"t-1\"", "\"io.modelcontextprotocol/tasks\":{}");
            });
            assertThat(server.only("tasks/update").header("Mcp-Name")).isEqualTo("t-1");
            assertThat(json(server.only("tasks/update")))
                    .contains("\"inputResponses\":{\"k1\":{\"action\":\"accept\",\"content\":{\"name\":\"Ada\"}}}");
        }
    }

    @Test
    void aFailedTaskIsTheErrorItFailedWith() {
        try (ScriptedServer server = server(FAILED); McpClient client = client(server)) {
            assertThatThrownBy(() -> client.callTool("work", Map.of())).isInstanceOfSatisfying(McpException.class,
                    problem -> {
                        assertThat(problem.code()).isEqualTo(-32603);
                        assertThat(problem.data()).contains(Map.of("code", "x"));
                    });
        }
    }

    @Test
    void aTaskCanBeLookedAfterStepByStep() {
        try (ScriptedServer server = server(ASKING); McpClient client = client(server)) {
            assertThat(client.beginTool("work", Map.of())).isInstanceOfSatisfying(ToolAnswer.Started.class,
                    started -> assertThat(started.task().status()).isEqualTo(TaskStatus.WORKING));
            assertThat(client.task("t-1").inputRequests()).containsOnlyKeys("k1");
            client.updateTask("t-1", Map.of("k1", Map.of("action", "decline")));
            client.cancelTask("t-1");

            assertThat(server.only("tasks/cancel").header("Mcp-Name")).isEqualTo("t-1");
        }
    }

    @Test
    void aCancelledCallCancelsItsTask() {
        try (ScriptedServer server = server(WORKING); McpClient client = client(server)) {
            PendingCall<CallToolResult> call = client.startTool("work", Map.of(), CallOptions.DEFAULT);
            await().until(() -> !server.requests("tasks/get").isEmpty());

            call.cancel();

            assertThatThrownBy(call::get).isInstanceOf(CallCancelledException.class);
            assertThat(server.requests("tasks/cancel")).hasSize(1);
        }
    }

    @Test
    void aClientThatDoesNotKnowTasksDeclaresNone() {
        try (ScriptedServer server = ScriptedServer.modern(call -> call.result("{\"content\":[]}"));
                McpClient client = McpClient.http(server.uri()).connect()) {
            client.callTool("work", Map.of());

            assertThat(json(server.only("tools/call"))).doesNotContain("tasks");
        }
    }

    @Test
    void aSubscriptionTellsOfTasks() {
        try (ScriptedServer server = ScriptedServer.modern(listen -> {
            String of = "{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":" + listen.id() + "}";
            listen.stream()
                    .notification("notifications/subscriptions/acknowledged",
                            of + ",\"notifications\":{\"taskIds\":[\"t-1\"]}}")
                    .notification("notifications/tasks", of + "," + TASK.formatted("cancelled") + "}")
                    .data(listen.response(of + ",\"resultType\":\"complete\"}"));
        }); McpClient client = client(server)) {
            List<DetailedTask> told = new CopyOnWriteArrayList<>();
            Subscription subscription = client.listen(SubscriptionFilter.ofTasks(List.of("t-1", "t-2")),
                    new SubscriptionListener() {
                        @Override
                        public void taskChanged(DetailedTask task) {
                            told.add(task);
                        }
                    });

            assertThat(subscription.honoured().taskIds()).containsExactly("t-1");
            await().until(() -> told.size() == 1);
            assertThat(told.getFirst().task().status()).isEqualTo(TaskStatus.CANCELLED);
        }
    }
}
