package dev.patchbay.endpoint.list;

import dev.patchbay.catalog.Kind;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.ResourceEntry;
import dev.patchbay.catalog.TemplateEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.view.View;
import dev.patchbay.endpoint.mapping.DefinitionMapping;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.prompt.ListPromptsResult;
import dev.patchbay.protocol.resource.ListResourceTemplatesResult;
import dev.patchbay.protocol.resource.ListResourcesResult;
import dev.patchbay.protocol.tool.ListToolsResult;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The four lists of one revision of the protocol. Safe for all threads. */
public final class ServedLists {
    private final ServedList<ToolEntry> tools;
    private final ServedList<PromptEntry> prompts;
    private final ServedList<ResourceEntry> resources;
    private final ServedList<TemplateEntry> templates;

    public ServedLists(ServerCodec codec, ListOptions options) {
        this.tools = new ServedList<>(Kind.TOOLS, View::tools, entry -> entry.runtime().instance(),
                ToolEntry::name, (entries, next,
                        hints) -> new ListToolsResult(entries.stream().map(DefinitionMapping::tool).toList(), next,
                                hints,
                                Map.of()),
                codec::encodeResult, options);
        this.prompts = new ServedList<>(Kind.PROMPTS, View::prompts, entry -> entry.runtime().instance(),
                PromptEntry::name, (entries, next,
                        hints) -> new ListPromptsResult(entries.stream().map(DefinitionMapping::prompt).toList(), next,
                                hints,
                                Map.of()),
                codec::encodeResult, options);
        this.resources = new ServedList<>(Kind.RESOURCES, View::resources,
                entry -> entry.scheme().runtime().instance(), ResourceEntry::uri, (entries, next,
                        hints) -> new ListResourcesResult(entries.stream().map(DefinitionMapping::resource).toList(),
                                next,
                                hints, Map.of()),
                codec::encodeResult, options);
        this.templates = new ServedList<>(Kind.TEMPLATES, View::templates,
                entry -> entry.scheme().runtime().instance(), TemplateEntry::uriTemplate,
                (entries, next, hints) -> new ListResourceTemplatesResult(
                        entries.stream().map(DefinitionMapping::template).toList(), next, hints, Map.of()),
                codec::encodeResult, options);
    }

    /**
     * A page of a list.
     *
     * @param cursor where to go on, null or empty for the start
     * @return the page, or empty if the cursor is none of ours
     */
    public Optional<PreparedResult> page(Kind kind, View view, @Nullable String cursor) {
        return switch (kind) {
            case TOOLS -> tools.page(view, cursor);
            case PROMPTS -> prompts.page(view, cursor);
            case RESOURCES -> resources.page(view, cursor);
            case TEMPLATES -> templates.page(view, cursor);
        };
    }
}
