package dev.patchbay.access.view;

import dev.patchbay.access.policy.ClientFacts;
import dev.patchbay.access.policy.Grant;
import dev.patchbay.access.policy.NamePatterns;
import dev.patchbay.access.policy.UriShape;
import dev.patchbay.access.rule.CompiledRule;
import dev.patchbay.access.rule.RuleCall;
import dev.patchbay.access.rule.RuleSubject;
import dev.patchbay.access.rule.RuleVerdict;
import dev.patchbay.access.view.Considered.Result;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.ResourceEntry;
import dev.patchbay.catalog.TemplateEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.view.ViewContent;
import dev.patchbay.store.enablement.EntryKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes the content of one client's view: every entry of the catalog that a grant enables and no rule hides. Whoever
 * wants to know why, listens to what is decided about each entry. Used once.
 */
public final class ViewBuilder {
    private final Catalog catalog;
    private final ClientFacts facts;
    private final List<Grant> grants;
    private final List<CompiledRule> rules;
    private final OverriddenTools overridden;
    private final Consumer<Considered> listener;
    private ReadableUris uris = new ReadableUris(List.of(), List.of());

    /**
     * Prepares a view.
     *
     * @param catalog the catalog
     * @param facts the client
     * @param rules the rules that shape views, in their order
     * @param overridden makes tools as toolsets show them
     * @param listener is told what is decided about each enabled entry; of resources only of those that the catalog lists
     */
    public ViewBuilder(Catalog catalog, ClientFacts facts, List<CompiledRule> rules, OverriddenTools overridden,
            Consumer<Considered> listener) {
        this.catalog = catalog;
        this.facts = facts;
        this.grants = facts.grants();
        this.rules = rules;
        this.overridden = overridden;
        this.listener = listener;
    }

    /**
     * Makes the content.
     *
     * @param searchTools the tools that a client in search mode gets listed instead of its own, all callable
     * @return the content
     */
    public ViewContent build(List<ToolEntry> searchTools) {
        List<ToolEntry> own = new ToolSelection(catalog, grants(EntryKind.TOOL), overridden, this::hiding, listener)
                .select();
        List<PromptEntry> prompts = selected(EntryKind.PROMPT, catalog.prompts(), PromptEntry::name,
                prompt -> subject(RuleSubject.Kind.PROMPT, prompt.name(), prompt.runtime().instance()));
        List<TemplateEntry> templates = selected(EntryKind.TEMPLATE, catalog.templates(), TemplateEntry::uriTemplate,
                template -> subject(RuleSubject.Kind.TEMPLATE, template.uriTemplate(),
                        template.scheme().runtime().instance()));
        ReadableUris granted = new ReadableUris(
                grants(EntryKind.RESOURCE).stream().map(Grant::pattern).toList(),
                templates.stream().map(TemplateEntry::uriTemplate).toList());
        uris = granted;
        Predicate<String> readable = readable(granted);
        List<ResourceEntry> resources = catalog.resources().stream().filter(resource -> granted.test(resource.uri()))
                .filter(resource -> isListed(resource, readable)).toList();
        if (!facts.client().searchMode()) {
            return new ViewContent(own, own, prompts, resources, templates, readable);
        }
        List<ToolEntry> callable = new ArrayList<>(searchTools);
        callable.addAll(own);
        return new ViewContent(callable, searchTools, prompts, resources, templates, readable);
    }

    private List<Grant> grants(EntryKind kind) {
        return grants.stream().filter(grant -> grant.kind() == kind).toList();
    }

    private static RuleSubject subject(RuleSubject.Kind kind, String name, String instance) {
        return new RuleSubject(kind, name, instance, Optional.empty());
    }

    /**
     * Finds the rule that hides an entry.
     *
     * @param subject the entry
     * @return the rule's name and why, empty if none hides it
     */
    private Optional<String> hiding(RuleSubject subject) {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        RuleCall call = RuleCall.ofEntry(facts.rule(), subject);
        for (CompiledRule rule : rules) {
            RuleVerdict verdict = rule.evaluate(call);
            if (!verdict.isPassed()) {
                return Optional.of(verdict.detail().isEmpty() ? rule.toString() : rule + ": " + verdict.detail());
            }
        }
        return Optional.empty();
    }

    private <E> List<E> selected(EntryKind kind, Collection<E> entries, Function<E, String> name,
            Function<E, RuleSubject> subject) {
        NamePatterns<Grant> patterns = new NamePatterns<>(grants(kind), Grant::pattern);
        List<E> selected = new ArrayList<>();
        for (E entry : entries) {
            List<Grant> enabling = patterns.matching(name.apply(entry));
            if (!enabling.isEmpty()) {
                Optional<String> hiding = hiding(subject.apply(entry));
                if (hiding.isEmpty()) {
                    selected.add(entry);
                }
                tell(kind, name.apply(entry), enabling, hiding);
            }
        }
        return selected;
    }

    private void tell(EntryKind kind, String name, List<Grant> enabling, Optional<String> hiding) {
        listener.accept(new Considered(kind, name, name, enabling,
                hiding.isEmpty() ? Result.VISIBLE : Result.HIDDEN_BY_RULE, hiding.orElse("")));
    }

    /** What a client may read: what is granted, minus what a rule hides. */
    private Predicate<String> readable(Predicate<String> granted) {
        boolean isRuled = rules.stream().anyMatch(rule -> rule.concerns(RuleSubject.Kind.RESOURCE));
        return isRuled ? uri -> granted.test(uri) && hidingResource(uri).isEmpty() : granted;
    }

    private Optional<String> hidingResource(String uri) {
        String instance = catalog.scheme(uri).map(scheme -> scheme.runtime().instance()).orElse("");
        return UriShape.readings(uri).stream()
                .map(reading -> hiding(subject(RuleSubject.Kind.RESOURCE, reading, instance)))
                .flatMap(Optional::stream).findFirst();
    }

    /**
     * Decides about one resource, listed or not; after {@link #build}.
     *
     * @param uri its URI
     * @return what is decided, empty if nothing enables it
     */
    public Optional<Considered> consider(String uri) {
        List<Grant> enabling = new ArrayList<>(
                new NamePatterns<>(grants(EntryKind.RESOURCE), Grant::pattern).matching(uri));
        uris.template(uri).ifPresent(template -> enabling.addAll(
                new NamePatterns<>(grants(EntryKind.TEMPLATE), Grant::pattern).matching(template)));
        if (enabling.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> rule = hidingResource(uri);
        Result result = !uris.test(uri)
                ? Result.NOT_PLAIN_URI
                : rule.isPresent() ? Result.HIDDEN_BY_RULE : Result.VISIBLE;
        return Optional.of(new Considered(EntryKind.RESOURCE, uri, uri, enabling, result, rule.orElse("")));
    }

    private boolean isListed(ResourceEntry resource, Predicate<String> readable) {
        consider(resource.uri()).ifPresent(listener);
        return readable.test(resource.uri());
    }
}
