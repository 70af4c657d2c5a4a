package dev.patchbay.tests.access;

import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.completion.CompletionReference.OfPrompt;
import dev.patchbay.api.completion.CompletionReference.OfTemplate;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptArgument;
import dev.patchbay.api.prompt.PromptDefinition;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.resource.ResourceDefinition;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.CompletionEntry;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.ResourceEntry;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.TemplateEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.schema.JsonSchema;
import dev.patchbay.tests.access.Cell.Entry;
import dev.patchbay.tests.access.Cell.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalog with all entries of the matrix; what is called answers at once, on the calling thread. */
final class MatrixCatalog {
    private static final InstanceRuntime RUNTIME = new AtOnce();
    private static final Map<String, Object> SCHEMA = Map.of("type", "object", "properties",
            Map.of("word", Map.of("type", "string")), "required", List.of("word"));

    private final List<ToolEntry> tools = new ArrayList<>();
    private final List<PromptEntry> prompts = new ArrayList<>();
    private final List<ResourceEntry> resources = new ArrayList<>();
    private final List<TemplateEntry> templates = new ArrayList<>();
    private final Map<CompletionReference, CompletionEntry> completions = new HashMap<>();
    private final SchemeEntry scheme = new SchemeEntry("mx", "mx",
            (uri, call) -> ReadResourceResult.text(uri, "text/plain", "text"), RUNTIME);

    private MatrixCatalog() {}

    static CatalogRegistry published() {
        MatrixCatalog catalog = new MatrixCatalog();
        Cell.entries().forEach(catalog::add);
        CatalogRegistry registry = new CatalogRegistry();
        registry.put(new InstanceEntries("mx", catalog.tools, catalog.prompts, List.of(catalog.scheme),
                catalog.resources, catalog.templates, catalog.completions));
        return registry;
    }

    private void add(Entry entry) {
        CompletionEntry completion = new CompletionEntry((value, context, call) -> CompleteResult.of(List.of("x")),
                RUNTIME);
        switch (entry.kind()) {
            case READING_TOOL, WRITING_TOOL -> {
                ToolDefinition definition = ToolDefinition.builder(entry.name(), "A tool").inputSchema(SCHEMA)
                        .traits(ToolTraits.defaults().readOnly(entry.kind() == Kind.READING_TOOL)).build();
                tools.add(new ToolEntry(entry.name(), definition, "hash of " + entry.name(),
                        JsonSchema.compile(SCHEMA), Optional.empty(), call -> CallToolResult.text("done"), RUNTIME));
            }
            case PROMPT -> {
                prompts.add(new PromptEntry(entry.name(),
                        PromptDefinition.of(entry.name(), "A prompt",
                                new PromptArgument("word", Optional.empty(), "A word", true)),
                        "hash of " + entry.name(), call -> GetPromptResult.of(), RUNTIME));
                completions.put(new OfPrompt(entry.name(), "word"), completion);
            }
            case RESOURCE -> {
                resources.add(new ResourceEntry(entry.uri(),
                        ResourceDefinition.of(entry.uri(), entry.name(), "A resource", "text/plain"), scheme));
                templates.add(new TemplateEntry(entry.template(), ResourceTemplateDefinition.of(entry.template(),
                        entry.name(), "A template", "text/plain"), scheme));
                completions.put(new OfTemplate(entry.template(), "id"), completion);
            }
        }
    }

    private static final class AtOnce implements InstanceRuntime {
        @Override
        public String instance() {
            return "mx";
        }

        @Override
        public String pluginId() {
            return "mx";
        }

        @Override
        public String pluginVersion() {
            return "1.0.0";
        }

        @Override
        public RunningWork submit(PluginWork work, Duration limit) {
            work.run();
            return () -> {
            };
        }
    }
}
