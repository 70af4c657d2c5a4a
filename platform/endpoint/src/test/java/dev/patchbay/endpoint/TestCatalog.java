package dev.patchbay.endpoint;

import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptArgument;
import dev.patchbay.api.prompt.PromptDefinition;
import dev.patchbay.api.prompt.PromptHandler;
import dev.patchbay.api.prompt.PromptMessage;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.resource.ResourceDefinition;
import dev.patchbay.api.resource.ResourceNotFoundException;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.CompletionEntry;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.ResourceEntry;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.TemplateEntry;
import dev.patchbay.catalog.ToolEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A catalog of one instance, changed by hand. */
final class TestCatalog {
    final CatalogRegistry registry = new CatalogRegistry();
    final AtomicInteger calls = new AtomicInteger();
    private final TestRuntime runtime;
    private final SchemeEntry scheme;
    private final List<ToolEntry> tools = new ArrayList<>();
    private final List<PromptEntry> prompts = new ArrayList<>();
    private final List<ResourceEntry> resources = new ArrayList<>();
    private final List<TemplateEntry> templates = new ArrayList<>();
    private final Map<CompletionReference, CompletionEntry> completions = new HashMap<>();

    TestCatalog(TestRuntime runtime) {
        this.runtime = runtime;
        ResourceConnector connector = (uri, call) -> {
            if (uri.startsWith("test://missing")) {
                throw new ResourceNotFoundException(uri);
            }
            if (uri.startsWith("test://ask")) {
                String name = call.ask("name", ElicitRequest.form("Who?").string("name", "Your name").build())
                        .string("name").orElse("?");
                return ReadResourceResult.text(uri, "text/plain", "for " + name);
            }
            return ReadResourceResult.text(uri, "text/plain", "content of " + uri);
        };
        this.scheme = new SchemeEntry("test", "test", connector, runtime);
        publish();
    }

    /** A tool that says what it was told. */
    TestCatalog tool(String name) {
        return tool(name, call -> CallToolResult.text(String.valueOf(call.arguments().get("text"))));
    }

    TestCatalog tool(String name, ToolHandler handler) {
        return tool(ToolDefinition.builder(name, "Does " + name).build(), handler);
    }

    TestCatalog tool(ToolDefinition definition, ToolHandler handler) {
        tools.add(new ToolEntry(definition.name(), definition,
                "hash-of-" + definition.name() + "-" + definition.description(), value -> List.of(), Optional.empty(),
                call -> {
                    calls.incrementAndGet();
                    return handler.call(call);
                }, runtime));
        return publish();
    }

    TestCatalog withoutTool(String name) {
        tools.removeIf(tool -> tool.name().equals(name));
        return publish();
    }

    TestCatalog prompt(String name) {
        return prompt(name, call -> GetPromptResult.of(PromptMessage.user("Hello " + call.arguments().get("name"))));
    }

    TestCatalog prompt(String name, PromptHandler handler) {
        var definition = PromptDefinition.of(name, "Says " + name, PromptArgument.optional("name", "Whom to greet"));
        prompts.add(new PromptEntry(name, definition, "hash", handler, runtime));
        completions.put(new CompletionReference.OfPrompt(name, "name"), new CompletionEntry(
                (value, context, call) -> CompleteResult.of(List.of(value + "1", value + "2")), runtime));
        return publish();
    }

    TestCatalog resource(String uri) {
        resources.add(new ResourceEntry(uri, ResourceDefinition.of(uri, uri, "A resource", "text/plain"), scheme));
        return publish();
    }

    TestCatalog template(String uriTemplate) {
        templates.add(new TemplateEntry(uriTemplate,
                ResourceTemplateDefinition.of(uriTemplate, uriTemplate, "A template", "text/plain"), scheme));
        return publish();
    }

    private TestCatalog publish() {
        registry.put(new InstanceEntries("test", tools, prompts, List.of(scheme), resources, templates, completions));
        return this;
    }
}
