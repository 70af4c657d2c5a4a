package dev.patchbay.access.policy;

import dev.patchbay.api.resource.UriTemplate;
import dev.patchbay.invocation.Target;
import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.Requirement;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What calls need besides being enabled, by entry. Immutable. */
public final class Requirements {
    private final Map<EntryKind, NamePatterns<Requirement>> byKind = new EnumMap<>(EntryKind.class);
    private final List<OfTemplate> templates;

    /** A requirement of a template holds for the URIs of the template. */
    private record OfTemplate(Requirement requirement, Predicate<String> covers) {}

    Requirements(Collection<Requirement> all) {
        for (EntryKind kind : EntryKind.values()) {
            byKind.put(kind, new NamePatterns<>(all.stream().filter(one -> one.kind() == kind).toList(),
                    Requirement::name));
        }
        this.templates = all.stream().filter(one -> one.kind() == EntryKind.TEMPLATE)
                .map(one -> new OfTemplate(one, uris(one.name()))).toList();
    }

    /** The URIs of a template; of a prefix, and of what is no template, all that begin like it, which is no less. */
    private static Predicate<String> uris(String pattern) {
        if (!NamePatterns.isPrefix(pattern)) {
            try {
                UriTemplate template = UriTemplate.parse(pattern);
                return uri -> template.match(uri).isPresent();
            } catch (IllegalArgumentException e) {
                // goes on as a prefix
            }
        }
        String text = NamePatterns.prefix(pattern);
        int variable = text.indexOf('{');
        String prefix = variable < 0 ? text : text.substring(0, variable);
        return uri -> uri.startsWith(prefix);
    }

    /**
     * Returns what a call needs.
     *
     * @param target what is called
     * @return the requirements, all of which hold
     */
    public List<Requirement> of(Target target) {
        return switch (target.kind()) {
            case TOOL -> matching(EntryKind.TOOL, target.original());
            case PROMPT, PROMPT_COMPLETION -> matching(EntryKind.PROMPT, target.original());
            case TEMPLATE_COMPLETION -> matching(EntryKind.TEMPLATE, target.original());
            case RESOURCE -> ofResource(target.original());
        };
    }

    private List<Requirement> matching(EntryKind kind, String name) {
        NamePatterns<Requirement> known = byKind.get(kind);
        return known == null ? List.of() : known.matching(name);
    }

    private List<Requirement> ofResource(String uri) {
        Set<Requirement> all = new LinkedHashSet<>();
        for (String reading : UriShape.readings(uri)) {
            all.addAll(matching(EntryKind.RESOURCE, reading));
            templates.stream().filter(one -> one.covers().test(reading)).map(OfTemplate::requirement).forEach(all::add);
        }
        return List.copyOf(all);
    }
}
