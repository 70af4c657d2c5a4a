package dev.patchbay.tests.conformance;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.Contributions;
import dev.patchbay.api.Contributor;
import dev.patchbay.api.PluginContext;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptDefinition;
import dev.patchbay.api.prompt.PromptMessage;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.Tool;
import dev.patchbay.api.tool.ToolDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What is known only at run time: a schema given word by word, and lists that change on demand. */
@Contributes
public final class ChangingContributions implements Contributor {
    private final PluginContext context;
    private final AtomicInteger toolChanges = new AtomicInteger();
    private final AtomicInteger promptChanges = new AtomicInteger();

    public ChangingContributions(PluginContext context) {
        this.context = context;
    }

    @Override
    public Contributions contributions() {
        ToolDefinition schema = ToolDefinition
                .builder("json_schema_2020_12_tool", "Tool with JSON Schema 2020-12 features")
                .inputSchema(inputSchema()).build();
        return Contributions.builder().tool(schema, call -> CallToolResult.text("Valid."))
                .tool(ToolDefinition.builder("changing_tool",
                        "Has changed " + toolChanges + " times").build(), call -> CallToolResult.text("Here."))
                .prompt(PromptDefinition.of("changing_prompt", "Has changed " + promptChanges + " times"),
                        call -> GetPromptResult.of(PromptMessage.user("Here.")))
                .build();
    }

    @Tool(description = "Changes the list of tools")
    public String testTriggerToolChange() {
        toolChanges.incrementAndGet();
        context.publish(contributions());
        return "Changed.";
    }

    @Tool(description = "Changes the list of prompts")
    public String testTriggerPromptChange() {
        promptChanges.incrementAndGet();
        context.publish(contributions());
        return "Changed.";
    }

    @Tool(description = "Changes the watched resource")
    public String testTriggerResourceUpdate() {
        context.resourceUpdated("test://watched-resource");
        return "Changed.";
    }

    private static Map<String, Object> inputSchema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("type", "object");
        schema.put("$defs", Map.of("address", Map.of("$anchor", "addressDef", "type", "object", "properties",
                Map.of("street", Map.of("type", "string"), "city", Map.of("type", "string")))));
        schema.put("properties",
                Map.of("name", Map.of("type", "string"), "address", Map.of("$ref", "#/$defs/address"), "contactMethod",
                        Map.of("type", "string", "enum", List.of("phone", "email")), "phone", Map.of("type", "string"),
                        "email", Map.of("type", "string")));
        schema.put("allOf", List.of(Map.of("anyOf",
                List.of(Map.of("required", List.of("phone")), Map.of("required", List.of("email"))))));
        schema.put("if", Map.of("properties", Map.of("contactMethod", Map.of("const", "phone")), "required",
                List.of("contactMethod")));
        schema.put("then", Map.of("required", List.of("phone")));
        schema.put("else", Map.of("required", List.of("email")));
        schema.put("additionalProperties", false);
        return schema;
    }
}
