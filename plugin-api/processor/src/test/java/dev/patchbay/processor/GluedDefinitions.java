package dev.patchbay.processor;

import dev.patchbay.api.Contributions;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.prompt.PromptDefinition;
import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.spi.JsonText;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.processor.json.JsonParser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What contributions say, line by line, told by the glue and by definitions.json, to compare the two. */
final class GluedDefinitions {
    private GluedDefinitions() {}

    static Map<String, Collection<String>> of(Contributions contributions) {
        Map<String, Collection<String>> lines = new TreeMap<>();
        lines.put("tools", contributions.tools().stream().map(tool -> tool(tool.definition())).toList());
        lines.put("prompts", contributions.prompts().stream().map(prompt -> prompt(prompt.definition())).toList());
        lines.put("schemes", new TreeSet<>(contributions.connectors().keySet()));
        List<String> resources = new ArrayList<>();
        List<String> templates = new ArrayList<>();
        new TreeMap<>(contributions.connectors()).values().forEach(connector -> {
            resources(connector).forEach(resources::add);
            connector.templates().forEach(template -> templates.add(line(template.uriTemplate(), template.name(),
                    template.title(), template.description(), template.mimeType(),
                    seconds(connector, template.uriTemplate().replace("{", "").replace("}", "")))));
        });
        lines.put("resources", resources);
        lines.put("templates", templates);
        lines.put("completions",
                new TreeSet<>(contributions.completions().keySet().stream().map(reference -> switch (reference) {
                    case CompletionReference.OfPrompt of -> line(of.prompt(), null, of.argument());
                    case CompletionReference.OfTemplate of -> line(null, of.uriTemplate(), of.argument());
                }).toList()));
        return lines;
    }

    private static Stream<String> resources(ResourceConnector connector) {
        try {
            return connector.list().stream().map(resource -> line(resource.uri(), resource.name(), resource.title(),
                    resource.description(), resource.mimeType(), seconds(connector, resource.uri())));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static long seconds(ResourceConnector connector, String uri) {
        return connector.cacheFor(uri).orElseThrow().toSeconds();
    }

    private static String tool(ToolDefinition tool) {
        return line(tool.name(), tool.title(), tool.description(), JsonText.of(tool.inputSchema()),
                tool.outputSchema().map(JsonText::of), tool.traits().readOnly(), tool.traits().destructive(),
                tool.traits().idempotent(), tool.traits().openWorld(), tool.traits().heavy(),
                tool.traits().cacheFor().toSeconds(), tool.traits().cacheShared(),
                tool.traits().deadline().toSeconds(), tool.traits().taskSupport().name().toLowerCase(Locale.ROOT),
                tool.traits().staleFor().toSeconds(), tool.traits().changes().stream().sorted().toList());
    }

    private static String prompt(PromptDefinition prompt) {
        return line(prompt.name(), prompt.title(), prompt.description(), prompt.arguments().stream().map(
                argument -> line(argument.name(), argument.title(), argument.description(), argument.required()))
                .toList());
    }

    static Map<String, Collection<String>> of(JsonNode json) {
        Map<String, Collection<String>> lines = new TreeMap<>();
        lines.put("tools", json.get("tools").valueStream().map(tool -> line(text(tool, "name"), text(tool, "title"),
                text(tool, "description"), schema(tool, "inputSchema"), schema(tool, "outputSchema"),
                tool.get("annotations").get("readOnlyHint"), tool.get("annotations").get("destructiveHint"),
                tool.get("annotations").get("idempotentHint"), tool.get("annotations").get("openWorldHint"),
                tool.get("traits").get("heavy"), tool.get("traits").get("cacheSeconds"),
                tool.get("traits").get("cacheShared"), tool.get("traits").get("deadlineSeconds"),
                tool.get("traits").has("taskSupport") ? text(tool.get("traits"), "taskSupport") : "none",
                tool.get("traits").path("staleSeconds").asInt(0),
                tool.get("traits").path("changes").valueStream().map(JsonNode::asString).toList())).toList());
        lines.put("prompts", json.get("prompts").valueStream().map(prompt -> line(text(prompt, "name"),
                text(prompt, "title"), text(prompt, "description"), prompt.get("arguments").valueStream().map(
                        argument -> line(text(argument, "name"), text(argument, "title"), text(argument, "description"),
                                argument.get("required")))
                        .toList()))
                .toList());
        lines.put("schemes", new TreeSet<>(json.get("schemes").valueStream().map(JsonNode::asString).toList()));
        lines.put("resources", json.get("resources").valueStream().map(one -> resource(one, "uri")).toList());
        lines.put("templates",
                json.get("resourceTemplates").valueStream().map(one -> resource(one, "uriTemplate")).toList());
        lines.put("completions", new TreeSet<>(json.get("completions").valueStream().map(
                one -> line(text(one, "prompt"), text(one, "uriTemplate"), text(one, "argument"))).toList()));
        return lines;
    }

    private static String resource(JsonNode json, String uri) {
        return line(text(json, uri), text(json, "name"), text(json, "title"), text(json, "description"),
                text(json, "mimeType"), json.path("cacheSeconds").asInt(0));
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.has(name) ? json.get(name).asString() : null;
    }

    private static @Nullable String schema(JsonNode json, String name) {
        return json.has(name) ? JsonText.of(JsonParser.parse(json.get(name).toString())) : null;
    }

    private static String line(@Nullable Object... parts) {
        StringBuilder line = new StringBuilder();
        for (Object part : parts) {
            line.append(part instanceof Optional<?> optional ? optional.orElse(null) : part).append(" | ");
        }
        return line.toString();
    }
}
