package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.endpoint.TestEndpoint.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that become tasks, over HTTP; every message is held to the official schema of the extension. */
class TaskTest {
    private final TaskFixture f = new TaskFixture();

    @AfterEach
    void stop() {
        f.close();
    }

    @Test
    void theExtensionIsAdvertised() throws Exception {
        Answer answer = f.server.send(f.server.modern("server/discover", ""));

        assertThat(TestEndpoint.object(TestEndpoint.object(answer.result(), "capabilities"), "extensions"))
                .containsEntry("io.modelcontextprotocol/tasks", Map.of());
    }

    @Test
    void aCallThatBecameATaskIsAskedAboutUntilItHasItsResult() throws Exception {
        f.tool("slow", TaskSupport.OPTIONAL, f::slow);

        String id = f.started("slow");
        Map<String, Object> working = f.get(id);
        f.go.countDown();
        Map<String, Object> completed = f.awaited(id, "completed");

        assertThat(id).hasSizeGreaterThan(22).matches("[A-Za-z0-9_-]+");
        assertThat(working).containsEntry("resultType", "complete").containsEntry("status", "working")
                .containsEntry("ttlMs", 3_600_000L).containsEntry("pollIntervalMs", 100L).doesNotContainKey("result");
        assertThat(TaskFixture.text(completed)).isEqualTo("done, as a task");
        assertThat(f.started("slow")).isNotEqualTo(id);
    }

    @Test
    void aClientThatKnowsNoTasksWaitsForTheResult() throws Exception {
        f.tool("slow", TaskSupport.OPTIONAL, f::slow);
        f.go.countDown();

        Answer answer = f.server.send(f.request("", "tools/call", "slow", "\"name\":\"slow\",\"arguments\":{}"));

        assertThat(answer.text()).isEqualTo("done, as a call");
        assertThat(answer.result()).containsEntry("resultType", "complete").doesNotContainKey("taskId");
    }

    @Test
    void aToolThatRequiresTasksIsNotRunForAClientThatKnowsNone() throws Exception {
        f.tool("slow", TaskSupport.REQUIRED, f::slow);

        Answer answer = f.server.send(f.request("", "tools/call", "slow", "\"name\":\"slow\",\"arguments\":{}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32021);
        assertThat(TestEndpoint.object(answer.error(), "data")).containsEntry("requiredCapabilities",
                Map.of("extensions", Map.of("io.modelcontextprotocol/tasks", Map.of())));
        assertThat(f.server.catalog.calls).hasValue(0);
    }

    @Test
    void aLegacyClientGetsTheResultOrIsToldWhatTheToolNeeds() throws Exception {
        f.tool("slow", TaskSupport.OPTIONAL, f::slow);
        f.tool("slower", TaskSupport.REQUIRED, f::slow);
        f.go.countDown();
        LegacyClient legacy = new LegacyClient(f.server, "");

        assertThat(legacy.send("tools/call", "\"name\":\"slow\",\"arguments\":{}").text())
                .isEqualTo("done, as a call");
        Answer refused = legacy.send("tools/call", "\"name\":\"slower\",\"arguments\":{}");
        assertThat(refused.result()).containsEntry("isError", true);
        assertThat(refused.text()).contains("io.modelcontextprotocol/tasks");
    }

    @Test
    void theMethodsNeedTheExtensionInTheSameRequest() throws Exception {
        f.tool("slow", TaskSupport.OPTIONAL, f::slow);
        String id = f.started("slow");

        for (String method : List.of("get", "cancel", "update")) {
            Answer answer = f.server.send(f.request("\"elicitation\":{}", "tasks/" + method, id,
                    "\"taskId\":\"" + id + "\",\"inputResponses\":{}"));
            assertThat(answer.status()).as(method).isEqualTo(400);
            assertThat(answer.code()).as(method).isEqualTo(-32021);
        }
        assertThat(f.get(id)).containsEntry("status", "working");
    }

    @Test
    void aHeaderThatNamesAnotherTaskIsRefused() throws Exception {
        Answer answer = f.server.send(f.request(TaskFixture.DECLARED, "tasks/get", "other", "\"taskId\":\"one\""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32020);
    }

    @Test
    void anotherClientsTaskAndNoTaskLookAlike() throws Exception {
        f.tool("slow", TaskSupport.OPTIONAL, f::slow);
        String id = f.started("slow");
        f.server.authorization = "Bearer bob";

        for (String method : List.of("get", "cancel", "update")) {
            Answer foreign = f.tasks(method, id, ",\"inputResponses\":{}");
            assertThat(foreign.status()).as(method).isEqualTo(200);
            assertThat(foreign.code()).as(method).isEqualTo(-32602);
            assertThat(foreign.error()).as(method).isEqualTo(f.tasks(method, "none", ",\"inputResponses\":{}").error());
        }
        f.server.authorization = "Bearer ann";
        assertThat(f.get(id)).containsEntry("status", "working");
    }

    @Test
    void aTaskWhoseToolIsGoneIsUnknown() throws Exception {
        f.tool("slow", TaskSupport.OPTIONAL, f::slow);
        f.go.countDown();
        String id = f.started("slow");
        f.awaited(id, "completed");

        f.server.catalog.withoutTool("slow");

        assertThat(f.tasks("get", id, "").code()).isEqualTo(-32602);
    }

    @Test
    void aTaskThatRunsWhenItsToolIsTakenAwayIsCancelledAtTheNextQuestionAboutIt() throws Exception {
        AtomicBoolean cancelled = new AtomicBoolean();
        f.tool("slow", TaskSupport.OPTIONAL, call -> {
            call.cancellation().onCancel(() -> cancelled.set(true));
            return f.slow(call);
        });
        String id = f.started("slow");

        f.server.catalog.withoutTool("slow");

        assertThat(f.tasks("get", id, "").code()).isEqualTo(-32602);
        await().untilTrue(cancelled);
    }

    @Test
    void aFailureOfTheToolIsAResultAndABreakdownIsNone() throws Exception {
        f.tool("fail", TaskSupport.OPTIONAL, call -> {
            call.asTask();
            throw new ToolException("No such file");
        });
        f.tool("break", TaskSupport.OPTIONAL, call -> {
            call.asTask();
            throw new IllegalStateException("secret detail");
        });

        Map<String, Object> failed = f.awaited(f.started("fail"), "completed");
        Map<String, Object> broken = f.awaited(f.started("break"), "failed");

        assertThat(TestEndpoint.object(failed, "result")).containsEntry("isError", true);
        assertThat(TaskFixture.text(failed)).isEqualTo("No such file");
        assertThat(TestEndpoint.object(broken, "error")).containsEntry("code", -32603L);
        assertThat(broken).doesNotContainKey("result");
        assertThat(broken.toString()).doesNotContain("secret detail");
    }

    @Test
    void aToolThatIsNotDeclaredCannotBecomeATask() throws Exception {
        f.tool("sneaky", TaskSupport.NONE, f::slow);

        assertThat(f.call("sneaky").text()).contains("task support");
    }
}
