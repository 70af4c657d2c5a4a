package dev.patchbay.tests.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of a first-party plugin: what its author wrote in {@code about.md}, and what its JAR says of itself. */
final class PluginPage {
    private static final String DEFINITIONS = "META-INF/patchbay/definitions.json";

    private final String id;
    private final String about;
    private final JsonNode definitions;
    private final String description;
    private final String grants;
    private final StringBuilder page = new StringBuilder();

    private PluginPage(String id, String about, JsonNode definitions, String description, String grants) {
        this.id = id;
        this.about = about;
        this.definitions = definitions;
        this.description = description;
        this.grants = grants;
    }

    static String markdown(Path jar, Path about) throws IOException {
        try (JarFile opened = new JarFile(jar.toFile());
                InputStream in = opened.getInputStream(opened.getEntry(DEFINITIONS))) {
            var manifest = opened.getManifest().getMainAttributes();
            PluginPage page = new PluginPage(manifest.getValue("Plugin-Id"), Files.readString(about).strip(),
                    JsonMapper.shared().readTree(in), String.valueOf(manifest.getValue("Plugin-Description")),
                    String.valueOf(manifest.getValue("Patchbay-Grants")));
            return page.written();
        }
    }

    private String written() {
        line("# " + id);
        line("");
        line(description);
        line("");
        line("*The part from [What it offers](#what-it-offers) on is made from the JAR; a test fails when it is stale.*");
        line("");
        line(about);
        line("");
        line("## What it offers");
        tools();
        named("Prompts", "prompts", "name");
        named("Resources", "resources", "uri");
        named("Templates of resources", "resourceTemplates", "uriTemplate");
        if (definitions.path("dynamic").asBoolean()) {
            line("");
            line("Beside these it adds tools or resources that follow from its configuration.");
        }
        line("");
        line("## Grants it asks for");
        line("");
        for (String group : grants.split(";", -1)) {
            line("- `" + group.strip() + "`");
        }
        configuration();
        return page.toString();
    }

    private void tools() {
        for (JsonNode tool : definitions.path("tools")) {
            line("");
            line("### " + tool.path("name").asString());
            line("");
            line(tool.path("description").asString());
            line("");
            line("*" + String.join(", ", traits(tool)) + ".*");
            JsonNode input = tool.path("inputSchema");
            if (!input.path("properties").isEmpty()) {
                line("");
                line("| argument | type | what |");
                line("| --- | --- | --- |");
                rows(input, "");
            }
        }
    }

    private static List<String> traits(JsonNode tool) {
        JsonNode hints = tool.path("annotations");
        JsonNode traits = tool.path("traits");
        List<String> words = new ArrayList<>();
        if (hints.path("readOnlyHint").asBoolean()) {
            words.add("Reads only");
        } else {
            words.add(hints.path("destructiveHint").asBoolean() ? "Writes, and may destroy" : "Writes");
        }
        if (hints.path("idempotentHint").asBoolean()) {
            words.add("idempotent");
        }
        if (traits.path("heavy").asBoolean()) {
            words.add("heavy");
        }
        int seconds = traits.path("cacheSeconds").asInt();
        if (seconds > 0) {
            words.add("cached for " + seconds + " s"
                    + (traits.path("cacheShared").asBoolean() ? " for all clients" : " per client"));
        }
        if (traits.path("deadlineSeconds").asInt() > 0) {
            words.add("at most " + traits.path("deadlineSeconds").asInt() + " s");
        }
        return words;
    }

    private void named(String title, String member, String key) {
        if (definitions.path(member).isEmpty()) {
            return;
        }
        line("");
        line("### " + title);
        line("");
        for (JsonNode each : definitions.path(member)) {
            line("- `" + each.path(key).asString() + "`: " + each.path("description").asString());
        }
    }

    private void configuration() {
        JsonNode schema = definitions.path("configuration");
        if (schema.path("properties").isEmpty()) {
            return;
        }
        line("");
        line("## Every configuration key");
        line("");
        line("Below `instances.<name>.config` of `conf/patchbay.yaml` ([configuration](../configuration.md#instances)).");
        line("");
        line("| key | type | what |");
        line("| --- | --- | --- |");
        rows(schema, "");
    }

    private void rows(JsonNode schema, String prefix) {
        List<String> required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asString).toList();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode inner = property.getValue();
            String name = prefix + property.getKey();
            line("| `" + name + "` | " + type(inner) + " | " + cell(inner, required.contains(property.getKey()))
                    + " |");
            JsonNode items = inner.path("items");
            JsonNode values = inner.path("additionalProperties");
            rows(inner, name + ".");
            rows(items, name + "[].");
            if (values.isObject()) {
                rows(values, name + ".<name>.");
            }
        }
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        String text = type.isArray()
                ? StreamSupport.stream(type.spliterator(), false).map(JsonNode::asString)
                        .filter(each -> !each.equals("null")).collect(Collectors.joining(" or "))
                : type.asString("any");
        JsonNode words = schema.path("enum");
        if (!words.isMissingNode()) {
            return StreamSupport.stream(words.spliterator(), false).map(word -> "`" + word.asString() + "`")
                    .collect(Collectors.joining(", "));
        }
        return text.equals("array") ? "list of " + type(schema.path("items")) : text;
    }

    private static String cell(JsonNode schema, boolean isRequired) {
        String text = schema.path("description").asString("").replace("|", "\\|").replace("\n", " ");
        List<String> more = new ArrayList<>();
        if (isRequired) {
            more.add("required");
        }
        if (schema.has("default")) {
            more.add("default `" + schema.get("default") + "`");
        }
        if (schema.has("minimum") || schema.has("maximum")) {
            more.add(schema.path("minimum").asString("…") + " to " + schema.path("maximum").asString("…"));
        }
        return more.isEmpty() ? text : text + " (" + String.join(", ", more) + ")";
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
