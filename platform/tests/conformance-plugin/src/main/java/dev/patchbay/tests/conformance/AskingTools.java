package dev.patchbay.tests.conformance;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.Description;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.input.CreateMessageRequest;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.input.SamplingMessage;
import dev.patchbay.api.tool.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tools of the conformance suite that ask in sessions of old revisions. */
@Contributes
public final class AskingTools {
    @Tool(description = "Asks the model")
    public String testSampling(@Description("What to ask") String prompt, Call call) {
        return "LLM response: " + call.sample("answer",
                CreateMessageRequest.builder(100).message(SamplingMessage.user(prompt)).build()).text();
    }

    @Tool(description = "Asks the user")
    public String testElicitation(@Description("What to show") String message, Call call) {
        ElicitResult result = call.ask("who", ElicitRequest.form(message).string("username", "User's response")
                .string("email", "User's email address").build());
        return "User response: <" + describe(result) + ">";
    }

    @Tool(name = "test_elicitation_sep1034_defaults", description = "Asks with a default for every type")
    public String defaults(Call call) {
        ElicitResult result = call.ask("defaults",
                ElicitRequest.form("Please check").string("name", "Name", "John Doe").integer("age", "Age", 30)
                        .number("score", "Score", 95.5)
                        .choice("status", "Status", List.of("active", "inactive", "pending"), "active")
                        .bool("verified", "Verified", true).build());
        return "Elicitation completed: " + describe(result);
    }

    @Tool(name = "test_elicitation_sep1330_enums", description = "Asks with every kind of choice")
    public String enums(Call call) {
        List<String> options = List.of("option1", "option2", "option3");
        ElicitResult result = call.ask("enums", ElicitRequest.form("Please choose")
                .field("untitledSingle", ordered("type", "string", "enum", options), false)
                .field("titledSingle", ordered("type", "string", "oneOf", titled("Option")), false)
                .field("legacyEnum",
                        ordered("type", "string", "enum", List.of("opt1", "opt2", "opt3"), "enumNames",
                                List.of("Option One", "Option Two", "Option Three")),
                        false)
                .field("untitledMulti",
                        ordered("type", "array", "items", ordered("type", "string", "enum", options)), false)
                .field("titledMulti", ordered("type", "array", "items", ordered("anyOf", titled("Choice"))), false)
                .build());
        return "Elicitation completed: " + describe(result);
    }

    private static List<Object> titled(String kind) {
        return List.of(ordered("const", "value1", "title", "First " + kind),
                ordered("const", "value2", "title", "Second " + kind),
                ordered("const", "value3", "title", "Third " + kind));
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static String describe(ElicitResult result) {
        return "action=" + result.action().name().toLowerCase(Locale.ROOT) + ", content=" + result.content();
    }
}
