package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.endpoint.TestEndpoint.Answer;
import dev.patchbay.tasks.TaskOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long tasks live, and who is told of them. */
class TaskLifeTest {
    private final TaskFixture f = new TaskFixture();

    @AfterEach
    void stop() {
        f.close();
    }

    @Test
    void nothingIsReportedOnceTheCallIsATask() throws Exception {
        f.tool("report", TaskSupport.OPTIONAL, call -> {
            call.progress().report(1, 2);
            call.asTask();
            call.progress().report(2, 2);
            call.log().error("lost");
            return f.slow(call);
        });

        Answer answer = f.server.send(f.server
                .post(ModernBody.of("7", "tools/call", "\"name\":\"report\",\"arguments\":{}", TaskFixture.DECLARED,
                        ",\"progressToken\":1,\"io.modelcontextprotocol/logLevel\":\"debug\""))
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "report"));

        assertThat(answer.events()).hasSize(2);
        assertThat(answer.events().getFirst()).containsEntry("method", "notifications/progress");
        assertThat(answer.result()).containsEntry("resultType", "task");
    }

    @Test
    void aCancelledTaskEndsAndSoDoesItsRun() throws Exception {
        AtomicBoolean cancelled = new AtomicBoolean();
        f.tool("slow", TaskSupport.OPTIONAL, call -> {
            call.cancellation().onCancel(() -> cancelled.set(true));
            return f.slow(call);
        });
        String id = f.started("slow");

        assertThat(f.tasks("cancel", id, "").result()).containsOnlyKeys("resultType", "_meta");

        assertThat(f.get(id)).containsEntry("status", "cancelled").doesNotContainKeys("result", "error");
        await().untilTrue(cancelled);
        assertThat(f.tasks("cancel", id, "").result()).containsEntry("resultType", "complete");
        assertThat(f.get(id)).containsEntry("status", "cancelled");
    }

    @Test
    void aLongCallBecomesATaskByItself() throws Exception {
        f.startWith(new TaskOptions(Duration.ofMillis(50), Duration.ofMinutes(1),
                Duration.ofHours(1), Duration.ofMillis(100), 100, 100));
        ToolHandler patient = call -> f.go.await(TaskFixture.LONG.toSeconds(), TimeUnit.SECONDS)
                ? CallToolResult.text("done")
                : CallToolResult.error("never told to go on");
        f.tool("slow", TaskSupport.OPTIONAL, patient);
        f.tool("fast", TaskSupport.OPTIONAL, call -> CallToolResult.text("at once"));

        String id = f.started("slow");
        f.go.countDown();

        assertThat(TaskFixture.text(f.awaited(id, "completed"))).isEqualTo("done");
        assertThat(f.call("fast").text()).isEqualTo("at once");
    }

    @Test
    void aClientHasOnlySoManyTasks() throws Exception {
        f.startWith(new TaskOptions(Duration.ZERO, Duration.ofMinutes(1), Duration.ofHours(1),
                Duration.ofMillis(100), 2, 1));
        f.tool("slow", TaskSupport.OPTIONAL, f::slow);
        f.started("slow");

        Answer second = f.call("slow");
        f.server.authorization = "Bearer bob";
        f.started("slow");
        f.server.authorization = "Bearer eve";
        Answer third = f.call("slow");

        assertThat(second.result()).containsEntry("isError", true);
        assertThat(TestEndpoint.object(TestEndpoint.object(second.result(), "_meta"), "dev.patchbay/error"))
                .containsEntry("code", "too_many_tasks").containsEntry("retryable", true);
        assertThat(second.text()).contains("This client has 1 tasks");
        assertThat(third.text()).contains("This server keeps 2 tasks");
    }

    @Test
    void aTaskIsKeptForItsTimeAndNoLonger() throws Exception {
        f.tool("slow", TaskSupport.OPTIONAL, f::slow);
        f.go.countDown();
        String id = f.started("slow");
        f.awaited(id, "completed");

        f.tasks.now = f.tasks.now.plus(Duration.ofMinutes(59));
        assertThat(f.get(id)).containsEntry("status", "completed");
        f.tasks.now = f.tasks.now.plus(Duration.ofMinutes(2));
        assertThat(f.tasks("get", id, "").code()).isEqualTo(-32602);
    }

    @Test
    void aTaskThatRanAtARestartRunsAgainIfThatDoesNoHarm() throws Exception {
        ToolTraits repeatable = ToolTraits.defaults().taskSupport(TaskSupport.OPTIONAL).idempotent(true);
        f.tool("slow", repeatable, f::slow);
        String id = f.started("slow");

        f.restart();
        f.tool("slow", repeatable, call -> CallToolResult.text("again"));

        assertThat(TaskFixture.text(f.awaited(id, "completed"))).isEqualTo("again");
        assertThat(f.server.catalog.calls).hasValue(1);
    }

    @Test
    void aTaskThatRanAtARestartHasFailedIfItMayHaveDoneSomething() throws Exception {
        f.tool("slow", TaskSupport.OPTIONAL, f::slow);
        String id = f.started("slow");

        f.restart();
        f.tool("slow", TaskSupport.OPTIONAL, call -> CallToolResult.text("again"));
        Map<String, Object> failed = f.get(id);

        assertThat(failed).containsEntry("status", "failed");
        assertThat(String.valueOf(TestEndpoint.object(failed, "error").get("message"))).contains("restarted");
        assertThat(f.server.catalog.calls).hasValue(0);
    }

    @Test
    void changesAreToldToWhoeverListensToOwnTasks() throws Exception {
        f.tool("greet", TaskSupport.OPTIONAL, call -> {
            call.asTask();
            return CallToolResult.text(TaskFixture.name(call, "first"));
        });
        f.server.authorization = "Bearer bob";
        String foreign = f.started("greet");
        f.server.authorization = "Bearer ann";
        String id = f.started("greet");
        String key = TaskFixture.questions(f.awaited(id, "input_required")).keySet().iterator().next();

        try (SseReader stream = new SseReader(f.server, f.listen(TaskFixture.DECLARED, foreign, id, "none"))) {
            Map<String, Object> acknowledged = TestEndpoint.object(stream.message().json(), "params");
            f.answer(id, Map.of(key, "{\"name\":\"Ada\"}"));
            Map<String, Object> working = TestEndpoint.object(stream.message().json(), "params");
            Map<String, Object> completed = TestEndpoint.object(stream.message().json(), "params");

            assertThat(TestEndpoint.object(acknowledged, "notifications")).containsEntry("taskIds", List.of(id));
            assertThat(working).containsEntry("taskId", id).containsEntry("status", "working").containsKey("ttlMs");
            assertThat(completed).containsEntry("status", "completed");
            assertThat(TaskFixture.text(completed)).isEqualTo("Ada");
            assertThat(TestEndpoint.object(completed, "_meta"))
                    .containsEntry("io.modelcontextprotocol/subscriptionId", 7L);
        }
    }

    @Test
    void listeningToTasksNeedsTheExtension() throws Exception {
        Answer answer = f.server.send(f.listen("", "one"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32021);
    }

    @Test
    void aTaskDoesNotEndWithItsConnection() throws Exception {
        f.tool("slow", TaskSupport.OPTIONAL, f::slow);
        String body = ModernBody.of("7", "tools/call", "\"name\":\"slow\",\"arguments\":{}", TaskFixture.DECLARED, "");
        String id;
        try (RawClient raw = f.server.raw()) {
            raw.write("POST /mcp HTTP/1.1\r\nHost: localhost:" + f.server.endpoint.port()
                    + "\r\nAuthorization: Bearer ann\r\nContent-Type: application/json\r\n"
                    + "Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2026-07-28\r\n"
                    + "Mcp-Method: tools/call\r\nMcp-Name: slow\r\nContent-Length: " + body.length() + "\r\n\r\n"
                    + body);
            id = raw.readUntil("\"status\"").replaceFirst("(?s).*\"taskId\":\"([^\"]*)\".*", "$1");
        }
        f.go.countDown();

        assertThat(TaskFixture.text(f.awaited(id, "completed"))).isEqualTo("done, as a task");
    }
}
