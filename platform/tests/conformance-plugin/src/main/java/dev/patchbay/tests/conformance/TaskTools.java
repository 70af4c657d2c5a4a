package dev.patchbay.tests.conformance;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.Description;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.input.Answers;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.api.tool.Tool;
import dev.patchbay.api.tool.ToolException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tools of the conformance suite whose calls become tasks. */
@Contributes
public final class TaskTools {
    @Tool(description = "Greets at once", readOnly = true, openWorld = false)
    public String greet(@Description("Whom to greet") String name) {
        return "Hello, " + name + "!";
    }

    @Tool(name = "slow_compute", description = "Computes for some seconds", readOnly = true, idempotent = true,
            openWorld = false, taskSupport = TaskSupport.OPTIONAL, deadlineSeconds = 90)
    public String slowCompute(Call call, @Description("How long") int seconds, @Description("A label") String label)
            throws InterruptedException {
        call.asTask();
        Thread.sleep(seconds * 1000L);
        return "Computed " + label + " in " + seconds + " s";
    }

    @Tool(name = "failing_job", description = "Fails after a second", taskSupport = TaskSupport.REQUIRED)
    public String failingJob(Call call) throws InterruptedException {
        call.asTask();
        Thread.sleep(1000);
        throw new ToolException("This job always fails");
    }

    @Tool(name = "protocol_error_job", description = "Breaks down", taskSupport = TaskSupport.OPTIONAL)
    public String protocolErrorJob(Call call) {
        call.asTask();
        throw new IllegalStateException("This job always breaks down");
    }

    @Tool(name = "confirm_delete", description = "Deletes a file when that is confirmed",
            taskSupport = TaskSupport.OPTIONAL)
    public String confirmDelete(Call call, @Description("The file") String filename) {
        call.asTask();
        boolean sure = call.ask("confirm", ElicitRequest.form("Delete " + filename + "?")
                .bool("confirm", "Yes, delete it", false).build()).isTrue("confirm");
        return sure ? "Deleted " + filename : "Kept " + filename;
    }

    @Tool(name = "multi_input", description = "Asks two things at once", taskSupport = TaskSupport.OPTIONAL)
    public String multiInput(Call call) {
        call.asTask();
        Map<String, ElicitRequest> questions = new LinkedHashMap<>();
        questions.put("first", ElicitRequest.form("The first name?").string("name", "Name").build());
        questions.put("second", ElicitRequest.form("The second name?").string("name", "Name").build());
        Answers answers = call.askAll(questions);
        return answers.elicitation("first").string("name").orElse("nobody") + " and "
                + answers.elicitation("second").string("name").orElse("nobody");
    }

    @Tool(name = "test_tool_with_task", description = "Asks first, then works as a task",
            taskSupport = TaskSupport.REQUIRED)
    public String askThenWork(Call call) {
        String name = call.ask("user_name", ElicitRequest.form("What is your name?").string("name", "Name").build())
                .string("name").orElse("nobody");
        call.asTask();
        return "Worked for " + name;
    }
}
