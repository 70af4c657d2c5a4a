package dev.patchbay.catalog;

import dev.patchbay.api.prompt.PromptArgument;
import dev.patchbay.api.prompt.PromptDefinition;
import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON form of definitions, the same as in a JAR's {@code definitions.json}: approval, comparison and
 * documentation are built on it.
 */
public final class DefinitionJson {
    private DefinitionJson() {}

    /**
     * Returns the form of a tool.
     *
     * @param tool the definition
     * @return a JSON object
     */
    public static Map<String, Object> of(ToolDefinition tool) {
        ToolTraits traits = tool.traits();
        Map<String, Object> json = named(tool.name(), tool.title().orElse(null), tool.description());
        json.put("inputSchema", tool.inputSchema());
        tool.outputSchema().ifPresent(schema -> json.put("outputSchema", schema));
        json.put("annotations", Map.of("readOnlyHint", traits.readOnly(), "destructiveHint", traits.destructive(),
                "idempotentHint", traits.idempotent(), "openWorldHint", traits.openWorld()));
        json.put("traits", of(traits));
        if (!tool.meta().isEmpty()) {
            json.put("_meta", tool.meta());
        }
        return json;
    }

    private static Map<String, Object> of(ToolTraits traits) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("heavy", traits.heavy());
        json.put("cacheSeconds", traits.cacheFor().toSeconds());
        json.put("cacheShared", traits.cacheShared());
        json.put("deadlineSeconds", traits.deadline().toSeconds());
        if (traits.taskSupport() != TaskSupport.NONE) { // left out, so that approved definitions without it stay approved
            json.put("taskSupport", traits.taskSupport().name().toLowerCase(Locale.ROOT));
        }
        if (!traits.staleFor().isZero()) {
            json.put("staleSeconds", traits.staleFor().toSeconds());
        }
        if (!traits.changes().isEmpty()) {
            json.put("changes", traits.changes().stream().sorted().toList());
        }
        return json;
    }

    /**
     * Returns the form of a prompt.
     *
     * @param prompt the definition
     * @return a JSON object
     */
    public static Map<String, Object> of(PromptDefinition prompt) {
        Map<String, Object> json = named(prompt.name(), prompt.title().orElse(null), prompt.description());
        List<Map<String, Object>> arguments = prompt.arguments().stream().map(DefinitionJson::of).toList();
        json.put("arguments", arguments);
        return json;
    }

    private static Map<String, Object> of(PromptArgument argument) {
        Map<String, Object> json = named(argument.name(), argument.title().orElse(null), argument.description());
        json.put("required", argument.required());
        return json;
    }

    private static Map<String, Object> named(String name, @Nullable String title, String description) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        if (title != null) {
            json.put("title", title);
        }
        json.put("description", description);
        return json;
    }
}
