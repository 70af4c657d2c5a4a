package dev.patchbay.catalog.search;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.CanonicalJson;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.DefinitionJson;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.view.ViewContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A thousand tools such as connectors have: twenty services, ten kinds of things, five actions. */
final class GeneratedTools {
    static final List<String> SERVICES = List.of("github", "gitlab", "jira", "confluence", "slack", "gmail", "calendar",
            "drive", "notion", "salesforce", "hubspot", "stripe", "postgres", "s3", "kubernetes", "grafana", "sentry",
            "zendesk", "shopify", "twilio");
    static final List<String> THINGS = List.of("issue", "comment", "user", "file", "message", "event", "invoice",
            "project", "report", "webhook");
    static final List<String> ACTIONS = List.of("create", "list", "delete", "update", "export");
    static final InstanceRuntime RUNTIME = new InstanceRuntime() {
        @Override
        public String instance() {
            return "generated";
        }

        @Override
        public String pluginId() {
            return "generated";
        }

        @Override
        public String pluginVersion() {
            return "1.0.0";
        }

        @Override
        public RunningWork submit(PluginWork work, Duration limit) {
            throw new AssertionError("Nobody calls a tool here");
        }
    };

    private GeneratedTools() {}

    static List<ToolEntry> thousand() {
        List<ToolEntry> tools = new ArrayList<>();
        for (String service : SERVICES) {
            for (String thing : THINGS) {
                for (String action : ACTIONS) {
                    tools.add(tool(service + "_" + action + "_" + thing, null,
                            verb(action) + " " + article(thing) + " in " + service + ". Needs an account of " + service
                                    + " with the right to do so.",
                            Map.of(thing + "_id", Map.of("type", "string", "description", "Id of the " + thing),
                                    "workspace", Map.of("type", "string", "description", "Where to look")),
                            action.equals("list") || action.equals("export")));
                }
            }
        }
        return tools;
    }

    private static String verb(String action) {
        return Character.toUpperCase(action.charAt(0)) + action.substring(1) + "s";
    }

    private static String article(String thing) {
        return ("aeiou".indexOf(thing.charAt(0)) >= 0 ? "an " : "a ") + thing;
    }

    static ToolEntry tool(String name, String description) {
        return tool(name, null, description, Map.of(), false);
    }

    static ToolEntry tool(String name, @org.jspecify.annotations.Nullable String title, String description,
            Map<String, Object> properties, boolean readOnly) {
        ToolDefinition.Builder builder = ToolDefinition.builder(name, description)
                .inputSchema(Map.of("type", "object", "properties", properties))
                .traits(ToolTraits.defaults().readOnly(readOnly));
        if (title != null) {
            builder.title(title);
        }
        ToolDefinition definition = builder.build();
        return new ToolEntry(name, definition, CanonicalJson.sha256(DefinitionJson.of(definition)), value -> List.of(),
                Optional.empty(), call -> CallToolResult.text("called"), RUNTIME);
    }

    static CatalogRegistry catalog(List<ToolEntry> tools) {
        CatalogRegistry registry = new CatalogRegistry();
        put(registry, tools);
        return registry;
    }

    static void put(CatalogRegistry registry, List<ToolEntry> tools) {
        registry.put(new InstanceEntries("generated", tools, List.of(), List.of(), List.of(), List.of(), Map.of()));
    }

    static ViewContent content(List<ToolEntry> tools) {
        return new ViewContent(tools, tools, List.of(), List.of(), List.of(), uri -> true);
    }
}
