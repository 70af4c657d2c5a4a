package dev.patchbay.catalog.view;

import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.ResourceEntry;
import dev.patchbay.catalog.TemplateEntry;
import dev.patchbay.catalog.ToolEntry;
import java.util.List;
import java.util.function.Predicate;

/**
 * The entries of a view. Each list is in the order of the catalog, and no name comes twice in it.
 *
 * @param tools the tools that can be called
 * @param listed the tools that are listed; the same unless the client searches its tools instead of listing them
 * @param prompts the prompts
 * @param resources the listed resources
 * @param templates the templates
 * @param readable whether a URI, as clients see it, may be read and watched; asked for URIs whose scheme an instance
 *            serves. Safe for all threads
 */
public record ViewContent(List<ToolEntry> tools, List<ToolEntry> listed, List<PromptEntry> prompts,
        List<ResourceEntry> resources, List<TemplateEntry> templates, Predicate<String> readable) {
    /** Copies the lists. */
    public ViewContent {
        tools = List.copyOf(tools);
        listed = List.copyOf(listed);
        prompts = List.copyOf(prompts);
        resources = List.copyOf(resources);
        templates = List.copyOf(templates);
    }
}
