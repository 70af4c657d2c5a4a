package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.endpoint.TestEndpoint.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What tasks ask, and how they are answered. */
class TaskQuestionTest {
    private final TaskFixture f = new TaskFixture();

    @AfterEach
    void stop() {
        f.close();
    }

    @Test
    void aQuestionOfATaskIsAskedAndAnsweredUnderAKeyOfItsOwn() throws Exception {
        f.tool("greet", TaskSupport.OPTIONAL, call -> {
            call.asTask();
            return CallToolResult.text(TaskFixture.name(call, "first") + " and " + TaskFixture.name(call, "second"));
        });
        String id = f.started("greet");

        Map<String, Object> first = TaskFixture.questions(f.awaited(id, "input_required"));
        String firstKey = first.keySet().iterator().next();
        assertThat(f.answer(id, Map.of(firstKey, "{\"name\":\"Ada\"}")).result()).containsOnlyKeys("resultType",
                "_meta");
        await().until(() -> f.get(id).get("inputRequests") instanceof Map<?, ?> now && !now.containsKey(firstKey));
        Map<String, Object> second = TaskFixture.questions(f.get(id));
        f.answer(id, Map.of(second.keySet().iterator().next(), "{\"name\":\"Bob\"}"));

        assertThat(firstKey).isNotEqualTo("first");
        assertThat(second).hasSize(1).doesNotContainKey(firstKey);
        assertThat(TaskFixture.text(f.awaited(id, "completed"))).isEqualTo("Ada and Bob");
    }

    @Test
    void anInvalidAnswerIsAskedAgainUnderANewKey() throws Exception {
        f.tool("greet", TaskSupport.OPTIONAL, call -> {
            call.asTask();
            return CallToolResult.text(String.valueOf(call.ask("sure",
                    ElicitRequest.form("Sure?").bool("sure", "Yes", false).build()).isTrue("sure")));
        });
        String id = f.started("greet");
        String key = TaskFixture.questions(f.awaited(id, "input_required")).keySet().iterator().next();

        f.answer(id, Map.of(key, "{\"sure\":\"perhaps\"}"));
        await().until(() -> f.get(id).get("inputRequests") instanceof Map<?, ?> now && !now.containsKey(key));
        f.answer(id, Map.of(TaskFixture.questions(f.get(id)).keySet().iterator().next(), "{\"sure\":true}"));

        assertThat(TaskFixture.text(f.awaited(id, "completed"))).isEqualTo("true");
    }

    @Test
    void answersMayComeOneAfterTheOtherAndUnknownOnesAreIgnored() throws Exception {
        f.tool("greet", TaskSupport.OPTIONAL, call -> {
            call.asTask();
            Map<String, ElicitRequest> questions = new LinkedHashMap<>();
            questions.put("a", ElicitRequest.form("A?").string("name", "A name").build());
            questions.put("b", ElicitRequest.form("B?").string("name", "A name").build());
            var answers = call.askAll(questions);
            return CallToolResult.text(answers.elicitation("a").string("name").orElse("") + "+"
                    + answers.elicitation("b").string("name").orElse(""));
        });
        String id = f.started("greet");
        List<String> keys = List.copyOf(TaskFixture.questions(f.awaited(id, "input_required")).keySet());

        assertThat(f.tasks("update", id, ",\"inputResponses\":{\"nobody\":{\"ignored\":true}}").result())
                .containsEntry("resultType", "complete");
        f.answer(id, Map.of(keys.getFirst(), "{\"name\":\"x\"}"));
        Map<String, Object> partly = f.get(id);
        f.answer(id, Map.of(keys.getFirst(), "{\"name\":\"late\"}", keys.getLast(), "{\"name\":\"y\"}"));

        assertThat(partly).containsEntry("status", "input_required");
        assertThat(TaskFixture.questions(partly)).containsOnlyKeys(keys.getLast());
        assertThat(TaskFixture.text(f.awaited(id, "completed"))).isEqualTo("x+y");
        assertThat(f.answer(id, Map.of(keys.getLast(), "{}")).result()).containsEntry("resultType", "complete");
    }

    @Test
    void aMalformedAnswerIsRefusedAndTheQuestionStays() throws Exception {
        f.tool("greet", TaskSupport.OPTIONAL, call -> {
            call.asTask();
            return CallToolResult.text(TaskFixture.name(call, "first"));
        });
        String id = f.started("greet");
        String key = TaskFixture.questions(f.awaited(id, "input_required")).keySet().iterator().next();

        assertThat(f.tasks("update", id, ",\"inputResponses\":{\"" + key + "\":{\"action\":\"perhaps\"}}").code())
                .isEqualTo(-32602);
        assertThat(f.tasks("update", id, "").code()).isEqualTo(-32602);
        assertThat(TaskFixture.questions(f.get(id))).containsOnlyKeys(key);
    }

    @Test
    void aQuestionBeforeTheTaskIsPartOfTheCall() throws Exception {
        f.tool("greet", TaskSupport.REQUIRED, call -> {
            String name = TaskFixture.name(call, "who");
            call.asTask();
            return CallToolResult.text("Hello, " + name);
        });

        Answer asked = f.call("greet");
        String state = (String) asked.result().get("requestState");
        Answer created = f.server.send(f.request(TaskFixture.DECLARED, "tools/call", "greet",
                "\"name\":\"greet\",\"arguments\":{},\"requestState\":\"" + state
                        + "\",\"inputResponses\":{\"who\":{\"action\":\"accept\",\"content\":{\"name\":\"Ada\"}}}"));

        assertThat(asked.result()).containsEntry("resultType", "input_required").doesNotContainKey("taskId");
        assertThat(created.result()).containsEntry("resultType", "task").doesNotContainKey("requestState");
        assertThat(TaskFixture.text(f.awaited(TaskFixture.id(created), "completed")))
                .isEqualTo("Hello, Ada");
    }

    @Test
    void aTaskThatWaitsForAnAnswerCanBeCancelled() throws Exception {
        f.tool("greet", TaskSupport.OPTIONAL, call -> {
            call.asTask();
            return CallToolResult.text(TaskFixture.name(call, "first"));
        });
        String id = f.started("greet");
        String key = TaskFixture.questions(f.awaited(id, "input_required")).keySet().iterator().next();

        f.tasks("cancel", id, "");
        f.answer(id, Map.of(key, "{\"name\":\"late\"}"));

        assertThat(f.get(id)).containsEntry("status", "cancelled").doesNotContainKey("inputRequests");
    }

    @Test
    void aTaskThatWaitsForAnAnswerOutlivesARestart() throws Exception {
        ToolHandler greet = call -> {
            call.asTask();
            return CallToolResult.text(call.arguments().get("greeting") + ", " + TaskFixture.name(call, "first") + " "
                    + call.once("kept", () -> "kept"));
        };
        f.tool("greet", TaskSupport.OPTIONAL, greet);
        String id = TaskFixture.id(f.server.send(f.request(TaskFixture.DECLARED, "tools/call", "greet",
                "\"name\":\"greet\",\"arguments\":{\"greeting\":\"Good day\"}")));
        String key = TaskFixture.questions(f.awaited(id, "input_required")).keySet().iterator().next();

        f.restart();
        f.tool("greet", TaskSupport.OPTIONAL, greet);

        assertThat(TaskFixture.questions(f.get(id))).containsOnlyKeys(key);
        f.answer(id, Map.of(key, "{\"name\":\"Ada\"}"));
        assertThat(TaskFixture.text(f.awaited(id, "completed"))).isEqualTo("Good day, Ada kept");
    }

    @Test
    void aTaskWhoseToolWasChangedWhileItWaitedFails() throws Exception {
        f.tool("greet", TaskSupport.OPTIONAL, call -> {
            call.asTask();
            return CallToolResult.text(TaskFixture.name(call, "first"));
        });
        String id = f.started("greet");
        String key = TaskFixture.questions(f.awaited(id, "input_required")).keySet().iterator().next();

        f.server.catalog.withoutTool("greet").tool(ToolDefinition.builder("greet", "Does something else").build(),
                call -> CallToolResult.text("else"));
        f.answer(id, Map.of(key, "{\"name\":\"Ada\"}"));

        assertThat(String.valueOf(TestEndpoint.object(f.awaited(id, "failed"), "error").get("message")))
                .contains("changed");
    }
}
