package dev.patchbay.catalog.view;

import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.completion.CompletionReference.OfPrompt;
import dev.patchbay.api.completion.CompletionReference.OfTemplate;
import dev.patchbay.api.content.Annotations;
import dev.patchbay.api.resource.ResourceDefinition;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.catalog.CanonicalJson;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CompletionEntry;
import dev.patchbay.catalog.Kind;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.ResourceEntry;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.TemplateEntry;
import dev.patchbay.catalog.ToolEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one client sees in one snapshot of the catalog. What is not in it does not exist for the client. Clients that see
 * the same share one view. Immutable.
 *
 * <p>Threads: any. Looking an entry up does not depend on the number of entries.
 */
public final class View {
    private final Catalog catalog;
    private final Collection<ToolEntry> listed;
    private final Map<String, ToolEntry> tools;
    private final Map<String, PromptEntry> prompts;
    private final Map<String, ResourceEntry> resources;
    private final Map<String, TemplateEntry> templates;
    private final Predicate<String> readable;
    private final Map<Kind, String> digests = new ConcurrentHashMap<>();
    private volatile @Nullable String callable;

    private View(Catalog catalog, ViewContent content) {
        this.catalog = catalog;
        this.listed = content.listed();
        this.tools = index(content.tools(), ToolEntry::name);
        this.prompts = index(content.prompts(), PromptEntry::name);
        this.resources = index(content.resources(), ResourceEntry::uri);
        this.templates = index(content.templates(), TemplateEntry::uriTemplate);
        this.readable = content.readable();
    }

    /**
     * Returns the view of a client.
     *
     * @param catalog the snapshot
     * @param content what the client sees of it
     * @return the view
     * @throws IllegalArgumentException if a name comes twice
     */
    public static View of(Catalog catalog, ViewContent content) {
        return new View(catalog, content);
    }

    /**
     * Returns the view of a client that sees everything, as in dev mode.
     *
     * @param catalog the snapshot
     * @return the view
     */
    public static View everything(Catalog catalog) {
        List<ToolEntry> tools = List.copyOf(catalog.tools());
        return new View(catalog, new ViewContent(tools, tools, List.copyOf(catalog.prompts()),
                List.copyOf(catalog.resources()), List.copyOf(catalog.templates()), uri -> true));
    }

    private static <E> Map<String, E> index(List<E> entries, Function<E, String> name) {
        Map<String, E> index = new LinkedHashMap<>();
        for (E entry : entries) {
            if (index.putIfAbsent(name.apply(entry), entry) != null) {
                throw new IllegalArgumentException("'" + name.apply(entry) + "' is in the view already");
            }
        }
        return index;
    }

    /**
     * Returns the snapshot that this is a view of.
     *
     * @return the snapshot
     */
    public Catalog catalog() {
        return catalog;
    }

    /**
     * Returns a tool that the client can call, listed or not.
     *
     * @param name its name as the client sees it
     * @return the tool, if it is there
     */
    public Optional<ToolEntry> tool(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    /**
     * Returns a prompt.
     *
     * @param name its name as the client sees it
     * @return the prompt, if it is there
     */
    public Optional<PromptEntry> prompt(String name) {
        return Optional.ofNullable(prompts.get(name));
    }

    /**
     * Returns who serves a resource that the client may read.
     *
     * @param uri the URI as the client sees it
     * @return the scheme, if it is there and the client may read the URI
     */
    public Optional<SchemeEntry> resource(String uri) {
        return catalog.scheme(uri).filter(scheme -> readable.test(uri));
    }

    /**
     * Returns a template.
     *
     * @param uriTemplate the template as the client sees it
     * @return the template, if it is there
     */
    public Optional<TemplateEntry> template(String uriTemplate) {
        return Optional.ofNullable(templates.get(uriTemplate));
    }

    /**
     * Returns a completion of a prompt or template that the client sees.
     *
     * @param reference what is completed
     * @return the completion, if it is there
     */
    public Optional<CompletionEntry> completion(CompletionReference reference) {
        boolean isSeen = switch (reference) {
            case OfPrompt prompt -> prompts.containsKey(prompt.prompt());
            case OfTemplate template -> templates.containsKey(template.uriTemplate());
        };
        return isSeen ? catalog.completion(reference) : Optional.empty();
    }

    /**
     * Returns the tools that the client can call, in their order.
     *
     * @return unmodifiable
     */
    public Collection<ToolEntry> callableTools() {
        return List.copyOf(tools.values());
    }

    /**
     * Returns the tools that the client gets when it lists them, in their order.
     *
     * @return unmodifiable
     */
    public Collection<ToolEntry> tools() {
        return listed;
    }

    /**
     * Returns the prompts in their order.
     *
     * @return unmodifiable
     */
    public Collection<PromptEntry> prompts() {
        return List.copyOf(prompts.values());
    }

    /**
     * Returns the listed resources in their order.
     *
     * @return unmodifiable
     */
    public Collection<ResourceEntry> resources() {
        return List.copyOf(resources.values());
    }

    /**
     * Returns the templates in their order.
     *
     * @return unmodifiable
     */
    public Collection<TemplateEntry> templates() {
        return List.copyOf(templates.values());
    }

    /**
     * Returns a hash of all that the client can see in a list: equal ones stand for equal lists, of whatever client and
     * snapshot.
     *
     * @param kind the list
     * @return SHA-256 in hexadecimal
     */
    public String digest(Kind kind) {
        return digests.computeIfAbsent(kind, list -> CanonicalJson.sha256(shown(list)));
    }

    /**
     * Returns a hash of the tools that the client can call, listed or not: equal ones stand for tools of equal names and
     * definitions, of whatever client and snapshot.
     *
     * @return SHA-256 in hexadecimal
     */
    public String callableDigest() {
        String known = callable;
        if (known == null) {
            List<Object> shown = new ArrayList<>(tools.size() * 3);
            tools.values().forEach(tool -> add(shown, tool.runtime().instance(), tool.name(), tool.definitionHash()));
            known = CanonicalJson.sha256(shown);
            callable = known;
        }
        return known;
    }

    private List<Object> shown(Kind kind) {
        List<Object> shown = new ArrayList<>();
        switch (kind) {
            case TOOLS -> listed.forEach(tool -> add(shown, tool.runtime().instance(), tool.name(),
                    tool.definitionHash()));
            case PROMPTS -> prompts.values().forEach(prompt -> add(shown, prompt.runtime().instance(), prompt.name(),
                    prompt.definitionHash()));
            case RESOURCES -> resources.values().forEach(resource -> add(shown,
                    resource.scheme().runtime().instance(), resource.uri(), shown(resource.definition())));
            case TEMPLATES -> templates.values().forEach(template -> add(shown,
                    template.scheme().runtime().instance(), template.uriTemplate(),
                    shown(template.definition())));
        }
        return shown;
    }

    private static List<String> shown(ResourceDefinition resource) {
        return List.of(resource.name(), resource.title().orElse(""), resource.description().orElse(""),
                resource.mimeType().orElse(""), resource.sizeBytes().toString(), shown(resource.annotations()));
    }

    private static List<String> shown(ResourceTemplateDefinition template) {
        return List.of(template.name(), template.title().orElse(""), template.description().orElse(""),
                template.mimeType().orElse(""), shown(template.annotations()));
    }

    private static String shown(Annotations annotations) {
        return annotations.audience().stream().sorted().toList() + " " + annotations.priority()
                + annotations.lastModified();
    }

    private static void add(List<Object> shown, String instance, String name, Object definition) {
        shown.add(instance);
        shown.add(name);
        shown.add(definition);
    }
}
