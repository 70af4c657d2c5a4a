package dev.patchbay.catalog.search;

import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.ToolEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What searching and describing return: for programs, and the same as text. */
final class SearchResults {
    private static final int MAX_DESCRIPTION = 200;
    private static final JsonMapper JSON = new JsonMapper();

    private SearchResults() {}

    static CallToolResult found(List<ToolEntry> found, int matching, int visible) {
        List<Map<String, Object>> tools = new ArrayList<>();
        StringBuilder text = new StringBuilder().append(matching).append(" of ").append(visible)
                .append(visible == 1 ? " tool fits" : " tools fit");
        if (found.size() < matching) {
            text.append("; the best ").append(found.size());
        }
        text.append(found.isEmpty() ? ". Try other words." : ":");
        for (ToolEntry tool : found) {
            ToolTraits traits = tool.definition().traits();
            String description = beginning(tool.definition().description());
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("name", tool.name());
            tool.definition().title().ifPresent(title -> shown.put("title", title));
            shown.put("description", description);
            shown.put("readOnly", traits.readOnly());
            shown.put("destructive", isDestructive(traits));
            tools.add(shown);
            text.append("\n- ").append(tool.name()).append(traits.readOnly() ? " (read-only)" : "")
                    .append(isDestructive(traits) ? " (destructive)" : "").append(": ")
                    .append(description.replaceAll("\\s+", " "));
        }
        return result(
                Map.of("tools", tools, "total_matching", matching, "total_visible", visible), text.toString());
    }

    static CallToolResult definition(ToolEntry tool) {
        ToolDefinition definition = tool.definition();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", tool.name());
        definition.title().ifPresent(title -> shown.put("title", title));
        shown.put("description", definition.description());
        shown.put("inputSchema", definition.inputSchema());
        definition.outputSchema().ifPresent(schema -> shown.put("outputSchema", schema));
        shown.put("annotations", annotations(definition.traits()));
        if (!definition.meta().isEmpty()) {
            shown.put("_meta", definition.meta());
        }
        return result(shown, JSON.writeValueAsString(shown));
    }

    private static Map<String, Object> annotations(ToolTraits traits) {
        Map<String, Object> hints = new LinkedHashMap<>();
        hints.put("readOnlyHint", traits.readOnly());
        if (!traits.readOnly()) {
            hints.put("destructiveHint", traits.destructive());
            hints.put("idempotentHint", traits.idempotent());
        }
        hints.put("openWorldHint", traits.openWorld());
        return hints;
    }

    private static boolean isDestructive(ToolTraits traits) {
        return !traits.readOnly() && traits.destructive();
    }

    private static CallToolResult result(Map<String, Object> structured, String text) {
        return CallToolResult.structured(structured).withContent(List.of(ContentBlock.text(text)));
    }

    private static String beginning(String text) {
        if (text.length() <= MAX_DESCRIPTION) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_DESCRIPTION - 1)) ? MAX_DESCRIPTION - 1 : MAX_DESCRIPTION;
        return text.substring(0, end);
    }
}
