package dev.patchbay.catalog.search;

import static java.util.Map.entry;

import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.ReservedNames;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The definitions of the four tools. Their texts are written for models. */
final class SearchDefinitions {
    private static final ToolTraits LOOKS = ToolTraits.defaults().readOnly(true).idempotent(true).openWorld(false)
            .deadline(Duration.ofSeconds(10));
    private static final Map<String, Object> NAME = Map.of("type", "string", "minLength", 1, "maxLength", 256,
            "description", "Exact name of the tool");

    private SearchDefinitions() {}

    static ToolDefinition searchTools() {
        return ToolDefinition.builder(ReservedNames.SEARCH_TOOLS,
                "Finds tools by words. Call this first: the tools that you can use are not listed, they are found here."
                        + " Then look at one with describe_tool, and call it with call_read_tool or call_write_tool.")
                .title("Search tools")
                .inputSchema(object(List.of("query"),
                        entry("query", Map.of("type", "string", "description",
                                "Words for what you want to do, such as: create calendar event. Or a tool's name.")),
                        entry("limit", Map.of("type", "integer", "minimum", 1, "maximum", 50, "default", 10,
                                "description", "How many tools to return at most"))))
                .outputSchema(object(List.of("tools", "total_matching", "total_visible"),
                        entry("tools", Map.of("type", "array", "description", "Best first", "items", found())),
                        entry("total_matching", Map.of("type", "integer", "description", "How many tools fit")),
                        entry("total_visible", Map.of("type", "integer", "description", "How many tools you have"))))
                .traits(LOOKS).build();
    }

    private static Map<String, Object> found() {
        return object(List.of("name", "description", "readOnly", "destructive"),
                entry("name", Map.of("type", "string")),
                entry("title", Map.of("type", "string")),
                entry("description", Map.of("type", "string", "description", "Its beginning")),
                entry("readOnly", Map.of("type", "boolean", "description", "Call it with call_read_tool")),
                entry("destructive", Map.of("type", "boolean")));
    }

    static ToolDefinition describeTool() {
        return ToolDefinition.builder(ReservedNames.DESCRIBE_TOOL,
                "Shows the full definition of a tool: description, input schema, output schema, annotations.")
                .title("Describe tool").inputSchema(object(List.of(Forward.NAME), entry(Forward.NAME, NAME)))
                .outputSchema(Map.of("type", "object", "required", List.of("name", "inputSchema"), "properties",
                        Map.of("name", Map.of("type", "string"), "inputSchema", Map.of("type", "object"))))
                .traits(LOOKS).build();
    }

    static ToolDefinition callReadTool() {
        return ToolDefinition.builder(ReservedNames.CALL_READ_TOOL,
                "Calls a tool that is declared read-only and returns its result.")
                .title("Call a tool that only reads").inputSchema(forward())
                .traits(ToolTraits.defaults().readOnly(true)).build();
    }

    static ToolDefinition callWriteTool() {
        return ToolDefinition.builder(ReservedNames.CALL_WRITE_TOOL,
                "Calls any tool, also one that changes or deletes something, and returns its result.")
                .title("Call a tool that may change something").inputSchema(forward())
                .traits(ToolTraits.defaults().readOnly(false).destructive(true)).build();
    }

    private static Map<String, Object> forward() {
        return object(List.of(Forward.NAME), entry(Forward.NAME, NAME), entry(Forward.ARGUMENTS,
                Map.of("type", "object", "description", "Arguments as the input schema of that tool says")));
    }

    @SafeVarargs
    private static Map<String, Object> object(List<String> required,
            Map.Entry<String, Map<String, Object>>... members) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, Object>> member : members) {
            properties.put(member.getKey(), member.getValue());
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }
}
