package dev.patchbay.catalog;

import dev.patchbay.api.completion.CompletionReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A snapshot of all that is contributed. Immutable, so that a call which took one keeps seeing the same entries. The
 * order of every list is that of the instances' names and, within an instance, of the plugin.
 *
 * <p>Threads: any. Looking an entry up does not depend on the number of entries.
 */
public final class Catalog {
    private final SortedMap<String, InstanceEntries> instances;
    private final Map<Kind, Long> revisions;
    private final Map<String, ToolEntry> tools;
    private final Map<String, PromptEntry> prompts;
    private final Map<String, ResourceEntry> resources;
    private final Map<String, TemplateEntry> templates;
    private final Map<String, SchemeEntry> schemes;
    private final Map<CompletionReference, CompletionEntry> completions;

    private Catalog(SortedMap<String, InstanceEntries> instances, Map<Kind, Long> revisions) {
        this.instances = Collections.unmodifiableSortedMap(instances);
        this.revisions = Map.copyOf(revisions);
        Collection<InstanceEntries> all = instances.values();
        this.tools = index(all, InstanceEntries::tools, ToolEntry::name);
        this.prompts = index(all, InstanceEntries::prompts, PromptEntry::name);
        this.resources = index(all, InstanceEntries::resources, ResourceEntry::uri);
        this.templates = index(all, InstanceEntries::templates, TemplateEntry::uriTemplate);
        this.schemes = index(all, InstanceEntries::schemes, SchemeEntry::exposed);
        this.completions = new HashMap<>();
        all.forEach(entries -> completions.putAll(entries.completions()));
    }

    private static <E> Map<String, E> index(Collection<InstanceEntries> all,
            Function<InstanceEntries, List<E>> list, Function<E, String> key) {
        Map<String, E> index = new LinkedHashMap<>();
        for (InstanceEntries entries : all) {
            for (E entry : list.apply(entries)) {
                if (index.putIfAbsent(key.apply(entry), entry) != null) {
                    throw new IllegalArgumentException("'" + key.apply(entry) + "' of instance " + entries.instance()
                            + " is in the catalog already");
                }
            }
        }
        return index;
    }

    static Catalog empty() {
        Map<Kind, Long> revisions = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            revisions.put(kind, 1L);
        }
        return new Catalog(new TreeMap<>(), revisions);
    }

    Catalog with(InstanceEntries entries) {
        SortedMap<String, InstanceEntries> changed = new TreeMap<>(instances);
        changed.put(entries.instance(), entries);
        return next(changed);
    }

    Catalog without(String instance) {
        SortedMap<String, InstanceEntries> changed = new TreeMap<>(instances);
        changed.remove(instance);
        return next(changed);
    }

    private Catalog next(SortedMap<String, InstanceEntries> changed) {
        Catalog next = new Catalog(changed, revisions);
        Map<Kind, Long> nextRevisions = new EnumMap<>(revisions);
        for (Kind kind : Kind.values()) {
            if (!shown(kind).equals(next.shown(kind))) {
                nextRevisions.merge(kind, 1L, Long::sum);
            }
        }
        return new Catalog(changed, nextRevisions);
    }

    /** What clients see of a list: a swap of the code behind equal definitions is no change of the list. */
    private List<Object> shown(Kind kind) {
        return switch (kind) {
            case TOOLS -> shown(tools.values(), ToolEntry::name, ToolEntry::definitionHash);
            case PROMPTS -> shown(prompts.values(), PromptEntry::name, PromptEntry::definitionHash);
            case RESOURCES -> shown(resources.values(), ResourceEntry::uri, ResourceEntry::definition);
            case TEMPLATES -> shown(templates.values(), TemplateEntry::uriTemplate, TemplateEntry::definition);
        };
    }

    private static <E> List<Object> shown(Collection<E> entries, Function<E, Object> name,
            Function<E, Object> definition) {
        List<Object> shown = new ArrayList<>(entries.size() * 2);
        for (E entry : entries) {
            shown.add(name.apply(entry));
            shown.add(definition.apply(entry));
        }
        return shown;
    }

    /**
     * Returns the revision of a list; it grows with every change that a client can see in the list.
     *
     * @param kind the list
     * @return the revision, from 1
     */
    public long revision(Kind kind) {
        return revisions.getOrDefault(kind, 0L);
    }

    /**
     * Returns a tool.
     *
     * @param name its name as clients see it
     * @return the tool, if there is one
     */
    public Optional<ToolEntry> tool(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    /**
     * Returns a prompt.
     *
     * @param name its name as clients see it
     * @return the prompt, if there is one
     */
    public Optional<PromptEntry> prompt(String name) {
        return Optional.ofNullable(prompts.get(name));
    }

    /**
     * Returns where a URI belongs.
     *
     * @param uri the URI as clients see it
     * @return its scheme, if an instance serves it
     */
    public Optional<SchemeEntry> scheme(String uri) {
        int colon = uri.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.ofNullable(schemes.get(uri.substring(0, colon)));
    }

    /**
     * Returns a completion.
     *
     * @param reference what is completed, as clients see it
     * @return the completion, if there is one
     */
    public Optional<CompletionEntry> completion(CompletionReference reference) {
        return Optional.ofNullable(completions.get(reference));
    }

    /**
     * Returns whether a template is in the catalog.
     *
     * @param uriTemplate the template as clients see it
     * @return the template, if there is one
     */
    public Optional<TemplateEntry> template(String uriTemplate) {
        return Optional.ofNullable(templates.get(uriTemplate));
    }

    /**
     * Returns all tools in their order.
     *
     * @return an unmodifiable view
     */
    public Collection<ToolEntry> tools() {
        return Collections.unmodifiableCollection(tools.values());
    }

    /**
     * Returns all prompts in their order.
     *
     * @return an unmodifiable view
     */
    public Collection<PromptEntry> prompts() {
        return Collections.unmodifiableCollection(prompts.values());
    }

    /**
     * Returns all listed resources in their order.
     *
     * @return an unmodifiable view
     */
    public Collection<ResourceEntry> resources() {
        return Collections.unmodifiableCollection(resources.values());
    }

    /**
     * Returns all templates in their order.
     *
     * @return an unmodifiable view
     */
    public Collection<TemplateEntry> templates() {
        return Collections.unmodifiableCollection(templates.values());
    }

    /**
     * Returns what an instance contributes.
     *
     * @param instance the instance
     * @return its entries, if it is in the catalog
     */
    public Optional<InstanceEntries> instance(String instance) {
        return Optional.ofNullable(instances.get(instance));
    }
}
