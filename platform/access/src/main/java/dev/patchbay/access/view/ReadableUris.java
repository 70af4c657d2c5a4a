package dev.patchbay.access.view;

import dev.patchbay.access.policy.NamePatterns;
import dev.patchbay.access.policy.UriShape;
import dev.patchbay.api.resource.UriTemplate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The URIs that grants let a client read: those named, those of a prefix, those of a template that the client sees.
 * Immutable.
 */
final class ReadableUris implements Predicate<String> {
    private final NamePatterns<String> patterns;
    private final Map<String, List<UriTemplate>> templatesByScheme = new HashMap<>();

    ReadableUris(Collection<String> patterns, Collection<String> templates) {
        this.patterns = new NamePatterns<>(patterns, pattern -> pattern);
        for (String template : templates) {
            templatesByScheme.computeIfAbsent(scheme(template), name -> new ArrayList<>())
                    .add(UriTemplate.parse(template));
        }
    }

    private static String scheme(String uri) {
        int colon = uri.indexOf(':');
        return colon < 0 ? "" : uri.substring(0, colon);
    }

    @Override
    public boolean test(String uri) {
        if (!patterns.exact(uri).isEmpty()) {
            return true;
        }
        boolean isMatched = !patterns.byPrefix(uri).isEmpty() || template(uri).isPresent();
        return isMatched && UriShape.isPlain(uri);
    }

    /** Returns the first template that a URI matches, whatever its shape. */
    Optional<String> template(String uri) {
        return templatesByScheme.getOrDefault(scheme(uri), List.of()).stream()
                .filter(template -> template.match(uri).isPresent()).findFirst().map(UriTemplate::toString);
    }
}
