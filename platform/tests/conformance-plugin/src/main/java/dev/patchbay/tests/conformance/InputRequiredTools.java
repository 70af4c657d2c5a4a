package dev.patchbay.tests.conformance;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.input.Answers;
import dev.patchbay.api.input.CreateMessageRequest;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.InputRequest;
import dev.patchbay.api.input.ListRootsRequest;
import dev.patchbay.api.input.SamplingMessage;
import dev.patchbay.api.prompt.Prompt;
import dev.patchbay.api.tool.Tool;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tools of the conformance suite that ask in multi round-trip requests. */
@Contributes
public final class InputRequiredTools {
    @Tool(name = "test_input_required_result_elicitation", description = "Asks for a name")
    public String elicitation(Call call) {
        return "Hello, " + call.ask("user_name", text("What is your name?", "name")).string("name").orElse("nobody")
                + "!";
    }

    @Tool(name = "test_input_required_result_sampling", description = "Asks the model for a capital")
    public String sampling(Call call) {
        return call.sample("capital_question", message("What is the capital of France?", 100)).text();
    }

    @Tool(name = "test_input_required_result_list_roots", description = "Asks for the roots")
    public String roots(Call call) {
        return "Roots: " + call.roots("client_roots").roots();
    }

    @Tool(name = "test_input_required_result_request_state", description = "Asks for a confirmation")
    public String requestState(Call call) {
        call.ask("confirm", confirmation());
        return "state-ok";
    }

    @Tool(name = "test_input_required_result_multiple_inputs", description = "Asks three things at once")
    public String multipleInputs(Call call) {
        Map<String, InputRequest> requests = new LinkedHashMap<>();
        requests.put("user_name", text("What is your name?", "name"));
        requests.put("greeting", message("Generate a greeting", 50));
        requests.put("client_roots", new ListRootsRequest());
        Answers answers = call.askAll(requests);
        return answers.message("greeting").text() + " " + answers.elicitation("user_name").string("name").orElse("")
                + " " + answers.roots("client_roots").roots();
    }

    @Tool(name = "test_input_required_result_multi_round", description = "Asks two things, one after the other")
    public String multiRound(Call call) {
        String name = call.ask("step1", text("Step 1: What is your name?", "name")).string("name").orElse("");
        String color = call.ask("step2", text("Step 2: What is your favorite color?", "color")).string("color")
                .orElse("");
        return name + " likes " + color;
    }

    @Tool(name = "test_input_required_result_tampered_state", description = "Asks for a confirmation")
    public String tamperedState(Call call) {
        call.ask("confirm", confirmation());
        return "The state was whole.";
    }

    @Tool(name = "test_input_required_result_capabilities", description = "Asks only what the client can answer")
    public String capabilities(Call call) {
        Map<String, InputRequest> requests = new LinkedHashMap<>();
        if (call.clientCapabilities().elicitation()) {
            requests.put("user_name", text("What is your name?", "name"));
        }
        if (call.clientCapabilities().sampling()) {
            requests.put("greeting", message("Generate a greeting", 50));
        }
        if (!requests.isEmpty()) {
            call.askAll(requests);
        }
        return "Asked: " + requests.keySet();
    }

    @Tool(description = "Needs sampling, whatever the client declared")
    public String testMissingCapability(Call call) {
        return call.sample("needed", message("Say something", 10)).text();
    }

    @Tool(description = "Asks while it streams")
    public String testStreamingElicitation() {
        return "Nothing to ask.";
    }

    @Prompt(name = "test_input_required_result_prompt", description = "Asks which context to use")
    public String prompt(Call call) {
        return "Use this context: "
                + call.ask("user_context", text("What context should the prompt use?", "context")).string("context")
                        .orElse("none");
    }

    private static ElicitRequest text(String message, String field) {
        return ElicitRequest.form(message).field(field, Map.of("type", "string"), true).build();
    }

    private static ElicitRequest confirmation() {
        return ElicitRequest.form("Please confirm").field("ok", Map.of("type", "boolean"), true).build();
    }

    private static CreateMessageRequest message(String text, int maxTokens) {
        return CreateMessageRequest.builder(maxTokens).message(SamplingMessage.user(text)).build();
    }
}
