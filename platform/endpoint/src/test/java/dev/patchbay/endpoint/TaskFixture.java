package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.endpoint.TestEndpoint.Answer;
import dev.patchbay.tasks.TaskOptions;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An endpoint with tasks, and a client of it. */
final class TaskFixture implements AutoCloseable {
    static final String DECLARED = "\"extensions\":{\"io.modelcontextprotocol/tasks\":{}},\"elicitation\":{}";
    static final Duration LONG = Duration.ofSeconds(10);

    final KnownCallers callers = new KnownCallers();
    final TestTasks tasks = new TestTasks();
    final CountDownLatch go = new CountDownLatch(1);
    TestEndpoint server = start(TestTasks.OPTIONS);

    TestEndpoint start(TaskOptions options) {
        TestEndpoint started = new TestEndpoint(Identification.by(callers), tasks.keeper(options));
        started.authorization = "Bearer ann";
        return started;
    }

    @Override
    public void close() {
        server.close();
    }

    /** Starts over with other options. */
    void startWith(TaskOptions options) {
        server.close();
        server = start(options);
    }

    /** As after a crash: whatever ran is gone, what is kept is there. */
    void restart() {
        TestEndpoint before = server;
        server = start(TestTasks.OPTIONS);
        before.close();
    }

    void tool(String name, TaskSupport support, ToolHandler handler) {
        tool(name, ToolTraits.defaults().taskSupport(support), handler);
    }

    void tool(String name, ToolTraits traits, ToolHandler handler) {
        server.catalog.tool(ToolDefinition.builder(name, "Does " + name).traits(traits).build(), handler);
    }

    CallToolResult slow(Call call) throws InterruptedException {
        boolean isTask = call.asTask();
        return go.await(LONG.toSeconds(), TimeUnit.SECONDS)
                ? CallToolResult.text("done, " + (isTask ? "as a task" : "as a call"))
                : CallToolResult.error("never told to go on");
    }

    HttpRequest.Builder request(String capabilities, String method, String name, String params) {
        return server.post(ModernBody.of("7", method, params, capabilities, ""))
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", method).header("Mcp-Name", name);
    }

    Answer call(String tool) throws Exception {
        return server.send(request(DECLARED, "tools/call", tool, "\"name\":\"" + tool + "\",\"arguments\":{}"));
    }

    Answer tasks(String method, String id, String more) throws Exception {
        return server.send(request(DECLARED, "tasks/" + method, id, "\"taskId\":\"" + id + "\"" + more));
    }

    Answer answer(String id, Map<String, String> contents) throws Exception {
        List<String> answers = new ArrayList<>();
        contents.forEach((key, content) -> answers
                .add("\"" + key + "\":{\"action\":\"accept\",\"content\":" + content + "}"));
        return tasks("update", id, ",\"inputResponses\":{" + String.join(",", answers) + "}");
    }

    String started(String tool) throws Exception {
        Answer answer = call(tool);
        assertThat(answer.result()).containsEntry("resultType", "task").containsKey("ttlMs");
        return id(answer);
    }

    Map<String, Object> get(String id) throws Exception {
        return tasks("get", id, "").result();
    }

    static String id(Answer created) {
        return (String) Objects.requireNonNull(created.result().get("taskId"));
    }

    Map<String, Object> awaited(String id, String status) {
        List<Map<String, Object>> last = new ArrayList<>();
        await().atMost(LONG).pollInterval(Duration.ofMillis(10)).until(() -> {
            last.add(get(id));
            return status.equals(last.getLast().get("status"));
        });
        return last.getLast();
    }

    static String text(Map<String, Object> task) {
        return String.valueOf(
                TestEndpoint.objects(TestEndpoint.object(task, "result"), "content").getFirst().get("text"));
    }

    static Map<String, Object> questions(Map<String, Object> task) {
        return TestEndpoint.object(task, "inputRequests");
    }

    static String name(Call call, String key) {
        return call.ask(key, ElicitRequest.form("Who is " + key + "?").string("name", "A name").build()).string("name")
                .orElse("nobody");
    }

    HttpRequest.Builder listen(String capabilities, String... ids) {
        return server.post(ModernBody.of("7", "subscriptions/listen",
                "\"notifications\":{\"taskIds\":[\"" + String.join("\",\"", ids) + "\"]}", capabilities, ""))
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "subscriptions/listen");
    }
}
