package dev.patchbay.access;

import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptArgument;
import dev.patchbay.api.prompt.PromptDefinition;
import dev.patchbay.api.prompt.PromptMessage;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.resource.ResourceDefinition;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.CanonicalJson;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.CompletionEntry;
import dev.patchbay.catalog.DefinitionJson;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.ResourceEntry;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.TemplateEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.schema.JsonSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A catalog of one instance, {@code github}: tools that write, read and are heavy, two prompts, and notes with two
 * templates. Its code keeps what it was called with.
 */
final class TestCatalog implements AutoCloseable {
    static final ToolTraits READING = ToolTraits.defaults().readOnly(true).destructive(false).idempotent(true);

    final CatalogRegistry registry = new CatalogRegistry();
    final FakeRuntime runtime = new FakeRuntime("github");
    final ConcurrentLinkedQueue<Map<String, @Nullable Object>> calls = new ConcurrentLinkedQueue<>();
    private final List<ToolEntry> tools = new ArrayList<>();

    TestCatalog() {
        tool("create_issue", ToolTraits.defaults(), Map.of("type", "object", "properties",
                Map.of("repo", Map.of("type", "string", "x-mcp-header", "Repo"), "title", Map.of("type", "string"),
                        "draft", Map.of("type", "boolean")),
                "required", List.of("repo", "title")));
        tool("list_issues", READING, Map.of("type", "object", "properties", Map.of("repo", Map.of("type", "string"))));
        tool("export", READING.heavy(true), Map.of("type", "object"));
        publish();
    }

    void tool(String name, ToolTraits traits, Map<String, Object> schema) {
        tools.add(entry(name, ToolDefinition.builder(name, "Does " + name).title(name).traits(traits)
                .inputSchema(schema).build()));
    }

    ToolEntry entry(String name, ToolDefinition definition) {
        return new ToolEntry("github_" + name, definition, CanonicalJson.sha256(DefinitionJson.of(definition)),
                JsonSchema.compile(definition.inputSchema()), definition.outputSchema().map(JsonSchema::compile),
                call -> {
                    calls.add(new HashMap<>(call.arguments()));
                    return CallToolResult.text("done " + name);
                }, runtime);
    }

    void publish() {
        SchemeEntry scheme = new SchemeEntry("notes", "notes",
                (uri, call) -> ReadResourceResult.text(uri, "text/plain", "read " + uri), runtime);
        List<PromptEntry> prompts = List.of(prompt("review"), prompt("summary"));
        List<ResourceEntry> resources = List.of(resource("notes://home/1", scheme),
                resource("notes://office/1", scheme));
        List<TemplateEntry> templates = List.of(template("notes://{folder}/{id}", scheme),
                template("notes://files/{+path}", scheme));
        CompletionEntry completion = new CompletionEntry((value, context, call) -> CompleteResult.of(List.of("x")),
                runtime);
        registry.put(new InstanceEntries("github", tools, prompts, List.of(scheme), resources, templates,
                Map.of(new CompletionReference.OfPrompt("github_review", "text"), completion,
                        new CompletionReference.OfTemplate("notes://{folder}/{id}", "folder"), completion)));
    }

    private PromptEntry prompt(String name) {
        PromptDefinition definition = PromptDefinition.of(name, "Asks for " + name,
                PromptArgument.optional("text", "The text"));
        return new PromptEntry("github_" + name, definition, CanonicalJson.sha256(DefinitionJson.of(definition)),
                call -> GetPromptResult.of(PromptMessage.user("got " + name)), runtime);
    }

    private static ResourceEntry resource(String uri, SchemeEntry scheme) {
        return new ResourceEntry(uri, ResourceDefinition.of(uri, uri, "A note", "text/plain"), scheme);
    }

    private static TemplateEntry template(String template, SchemeEntry scheme) {
        return new TemplateEntry(template, ResourceTemplateDefinition.of(template, "note", "A note", "text/plain"),
                scheme);
    }

    @Override
    public void close() {
        runtime.close();
    }
}
