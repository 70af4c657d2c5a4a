package dev.patchbay.endpoint;

import dev.patchbay.api.prompt.PromptDefinition;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.resource.ResourceDefinition;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.ResourceEntry;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.TemplateEntry;
import dev.patchbay.catalog.ToolEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A catalog of one instance, changed by hand. */
final class TestCatalog {
    private static final InstanceRuntime RUNTIME = new InstanceRuntime() {
        @Override
        public String instance() {
            return "test";
        }

        @Override
        public String pluginId() {
            return "test";
        }

        @Override
        public String pluginVersion() {
            return "1.0.0";
        }

        @Override
        public RunningWork submit(PluginWork work, Duration limit) {
            throw new UnsupportedOperationException("the test's pipeline runs no plugin");
        }
    };
    private static final ResourceConnector CONNECTOR = (uri, call) -> ReadResourceResult.text(uri, "text/plain", "x");
    static final SchemeEntry SCHEME = new SchemeEntry("test", "test", CONNECTOR, RUNTIME);

    final CatalogRegistry registry = new CatalogRegistry();
    private final List<ToolEntry> tools = new ArrayList<>();
    private final List<PromptEntry> prompts = new ArrayList<>();
    private final List<ResourceEntry> resources = new ArrayList<>();
    private final List<TemplateEntry> templates = new ArrayList<>();

    TestCatalog tool(String name) {
        return tool(ToolDefinition.builder(name, "Does " + name).build());
    }

    TestCatalog tool(ToolDefinition definition) {
        tools.add(new ToolEntry(definition.name(), definition, "hash-of-" + definition.name() + "-"
                + definition.description(), value -> List.of(), Optional.empty(), call -> {
                    throw new UnsupportedOperationException("the test's pipeline runs no plugin");
                }, RUNTIME));
        return publish();
    }

    TestCatalog withoutTool(String name) {
        tools.removeIf(tool -> tool.name().equals(name));
        return publish();
    }

    TestCatalog prompt(String name) {
        prompts.add(new PromptEntry(name, PromptDefinition.of(name, "Says " + name), "hash", call -> {
            throw new UnsupportedOperationException("the test's pipeline runs no plugin");
        }, RUNTIME));
        return publish();
    }

    TestCatalog resource(String uri) {
        resources.add(new ResourceEntry(uri, ResourceDefinition.of(uri, uri, "A resource", "text/plain"), SCHEME));
        return publish();
    }

    TestCatalog template(String uriTemplate) {
        templates.add(new TemplateEntry(uriTemplate,
                ResourceTemplateDefinition.of(uriTemplate, uriTemplate, "A template", "text/plain"), SCHEME));
        return publish();
    }

    private TestCatalog publish() {
        registry.put(new InstanceEntries("test", tools, prompts, List.of(SCHEME), resources, templates, Map.of()));
        return this;
    }
}
