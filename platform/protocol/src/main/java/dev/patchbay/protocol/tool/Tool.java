package dev.patchbay.protocol.tool;

import dev.patchbay.protocol.Icon;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool as it is listed.
 *
 * @param inputSchema JSON Schema of the arguments, written as it is, in order
 * @param outputSchema JSON Schema of the structured result, null if it has none
 * @param annotations hints about what it does, null if none
 */
public record Tool(String name, @Nullable String title, @Nullable String description, Map<String, Object> inputSchema,
        @Nullable Map<String, Object> outputSchema, @Nullable ToolAnnotations annotations, List<Icon> icons,
        Map<String, Object> meta) {
    public Tool {
        icons = List.copyOf(icons);
    }
}
