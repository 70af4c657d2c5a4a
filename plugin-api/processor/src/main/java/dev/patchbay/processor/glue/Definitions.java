package dev.patchbay.processor.glue;

import dev.patchbay.api.ApiVersion;
import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.processor.contribution.CompletionModel;
import dev.patchbay.processor.contribution.ContributingClass;
import dev.patchbay.processor.contribution.Plugin;
import dev.patchbay.processor.contribution.PromptModel;
import dev.patchbay.processor.contribution.ResourceModel;
import dev.patchbay.processor.contribution.ToolModel;
import dev.patchbay.processor.type.Member;
import dev.patchbay.processor.type.SchemaBuilder;
import dev.patchbay.processor.type.ValueType.RecordOf;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** {@code META-INF/patchbay/definitions.json}: what a plugin offers, to be read without running it. */
public final class Definitions {
    /** Where the file lies in the JAR. */
    public static final String PATH = "META-INF/patchbay/definitions.json";

    private static final long FORMAT_VERSION = 1;

    private Definitions() {}

    /** Returns the definitions as JSON. */
    public static Map<String, Object> of(Plugin plugin) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("formatVersion", FORMAT_VERSION);
        json.put("apiVersion", ApiVersion.CURRENT);
        json.put("glue", plugin.glueName());
        json.put("dynamic", plugin.isDynamic());
        json.put("tools", all(plugin, ContributingClass::tools, Definitions::tool));
        json.put("resources", resources(plugin, false));
        json.put("resourceTemplates", resources(plugin, true));
        json.put("schemes", plugin.schemes());
        json.put("prompts", all(plugin, ContributingClass::prompts, Definitions::prompt));
        json.put("completions", all(plugin, ContributingClass::completions, Definitions::completion));
        plugin.configuration().ifPresent(use -> {
            RecordOf configuration = (RecordOf) use.type();
            Map<String, Object> schema = SchemaBuilder.ofArguments(configuration.members());
            putText(schema, "description", configuration.description());
            json.put("configuration", schema);
        });
        return json;
    }

    private static <T> List<Map<String, Object>> all(Plugin plugin, Function<ContributingClass, List<T>> part,
            Function<T, Map<String, Object>> definition) {
        return plugin.classes().stream().flatMap(one -> part.apply(one).stream()).map(definition).toList();
    }

    private static List<Map<String, Object>> resources(Plugin plugin, boolean templates) {
        return plugin.classes().stream().flatMap(one -> one.resources().stream())
                .filter(resource -> resource.isTemplate() == templates).map(Definitions::resource).toList();
    }

    private static Map<String, Object> tool(ToolModel tool) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", tool.name());
        putText(json, "title", tool.tool().title());
        json.put("description", tool.tool().description());
        json.put("inputSchema", tool.inputSchema());
        tool.outputSchema().ifPresent(schema -> json.put("outputSchema", schema));
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put("readOnlyHint", tool.tool().readOnly());
        annotations.put("destructiveHint", tool.isDestructive());
        annotations.put("idempotentHint", tool.tool().idempotent());
        annotations.put("openWorldHint", tool.tool().openWorld());
        json.put("annotations", annotations);
        Map<String, Object> traits = new LinkedHashMap<>();
        traits.put("heavy", tool.tool().heavy());
        traits.put("cacheSeconds", (long) tool.tool().cacheSeconds());
        traits.put("cacheShared", tool.tool().cacheShared());
        traits.put("deadlineSeconds", (long) tool.tool().deadlineSeconds());
        if (tool.tool().taskSupport() != TaskSupport.NONE) { // left out, so that definitions without it stay the same
            traits.put("taskSupport", tool.tool().taskSupport().name().toLowerCase(Locale.ROOT));
        }
        if (tool.tool().staleSeconds() > 0) {
            traits.put("staleSeconds", (long) tool.tool().staleSeconds());
        }
        if (tool.tool().changes().length > 0) {
            traits.put("changes", Arrays.stream(tool.tool().changes()).distinct().sorted().toList());
        }
        json.put("traits", traits);
        return json;
    }

    private static Map<String, Object> resource(ResourceModel resource) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(resource.isTemplate() ? "uriTemplate" : "uri", resource.uri());
        json.put("name", resource.name());
        putText(json, "title", resource.title());
        json.put("description", resource.description());
        putText(json, "mimeType", resource.mimeType());
        if (resource.cacheSeconds() > 0) {
            json.put("cacheSeconds", (long) resource.cacheSeconds());
        }
        return json;
    }

    private static Map<String, Object> prompt(PromptModel prompt) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", prompt.name());
        putText(json, "title", prompt.title());
        json.put("description", prompt.description());
        json.put("arguments", prompt.arguments().stream().map(Definitions::argument).toList());
        return json;
    }

    private static Map<String, Object> argument(Member argument) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", argument.jsonName());
        putText(json, "title", argument.title());
        json.put("description", argument.description());
        json.put("required", argument.presence() == Member.Presence.REQUIRED);
        return json;
    }

    private static Map<String, Object> completion(CompletionModel completion) {
        Map<String, Object> json = new LinkedHashMap<>();
        putText(json, "prompt", completion.prompt());
        putText(json, "uriTemplate", completion.template());
        json.put("argument", completion.argument());
        return json;
    }

    private static void putText(Map<String, Object> json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }
}
