package dev.patchbay.catalog;

import dev.patchbay.api.completion.CompletionReference;
import java.util.List;
import java.util.Map;

/**
 * All that one instance contributes, under the names that clients see. Made by the plugin host, which has checked names
 * and schemas. Immutable.
 *
 * @param instance the instance
 * @param tools its tools in their order
 * @param prompts its prompts in their order
 * @param schemes its URI schemes
 * @param resources its listed resources in their order
 * @param templates its templates in their order
 * @param completions its completions; a prompt is named as clients see it, and so is a template
 */
public record InstanceEntries(String instance, List<ToolEntry> tools, List<PromptEntry> prompts,
        List<SchemeEntry> schemes, List<ResourceEntry> resources, List<TemplateEntry> templates,
        Map<CompletionReference, CompletionEntry> completions) {
    /** Copies the collections. */
    public InstanceEntries {
        tools = List.copyOf(tools);
        prompts = List.copyOf(prompts);
        schemes = List.copyOf(schemes);
        resources = List.copyOf(resources);
        templates = List.copyOf(templates);
        completions = Map.copyOf(completions);
    }
}
