package dev.patchbay.endpoint.mapping;

import dev.patchbay.api.prompt.PromptDefinition;
import dev.patchbay.api.resource.ResourceDefinition;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.ResourceEntry;
import dev.patchbay.catalog.TemplateEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.protocol.prompt.Prompt;
import dev.patchbay.protocol.prompt.PromptArgument;
import dev.patchbay.protocol.resource.Resource;
import dev.patchbay.protocol.resource.ResourceTemplate;
import dev.patchbay.protocol.tool.Tool;
import dev.patchbay.protocol.tool.ToolAnnotations;
import java.util.List;
import java.util.Map;

/** Entries of the catalog as clients see them in lists. */
public final class DefinitionMapping {
    private DefinitionMapping() {}

    public static Tool tool(ToolEntry entry) {
        ToolDefinition definition = entry.definition();
        ToolTraits traits = definition.traits();
        // The last two hints say something about tools that change something only.
        ToolAnnotations annotations = new ToolAnnotations(null, traits.readOnly(),
                traits.readOnly() ? null : traits.destructive(), traits.readOnly() ? null : traits.idempotent(),
                traits.openWorld());
        return new Tool(entry.name(), definition.title().orElse(null), definition.description(),
                definition.inputSchema(), definition.outputSchema().orElse(null), annotations, List.of(),
                definition.meta());
    }

    public static Prompt prompt(PromptEntry entry) {
        PromptDefinition definition = entry.definition();
        List<PromptArgument> arguments = definition.arguments().stream()
                .map(argument -> new PromptArgument(argument.name(), argument.title().orElse(null),
                        argument.description(), argument.required()))
                .toList();
        return new Prompt(entry.name(), definition.title().orElse(null), definition.description(), arguments,
                List.of(), Map.of());
    }

    public static Resource resource(ResourceEntry entry) {
        ResourceDefinition definition = entry.definition();
        return new Resource(entry.uri(), definition.name(), definition.title().orElse(null),
                definition.description().orElse(null), definition.mimeType().orElse(null),
                ContentMapping.boxed(definition.sizeBytes()), List.of(),
                ContentMapping.annotations(definition.annotations()), Map.of());
    }

    public static ResourceTemplate template(TemplateEntry entry) {
        ResourceTemplateDefinition definition = entry.definition();
        return new ResourceTemplate(entry.uriTemplate(), definition.name(), definition.title().orElse(null),
                definition.description().orElse(null), definition.mimeType().orElse(null), List.of(),
                ContentMapping.annotations(definition.annotations()), Map.of());
    }
}
