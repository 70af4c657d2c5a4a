package dev.patchbay.invocation.cache;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** Which resources are built from what, so that a change reaches those that are built from it, and so on. */
final class ResourceLinks {
    private static final int MAX_NAMES = 128;

    private final int max;
    private final Map<String, Set<String>> namesOf = new LinkedHashMap<>();
    private final Map<String, Set<String>> builtFrom = new HashMap<>();

    ResourceLinks(int max) {
        this.max = max;
    }

    /**
     * Remembers what a read was built from. Returns the resource that is forgotten for it, if there are too many: what
     * was built from that has to be given up, since nobody will know any more when it changes.
     */
    synchronized Optional<String> read(String uri, Collection<String> names) {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        Set<String> known = namesOf.computeIfAbsent(uri, _ -> new LinkedHashSet<>());
        if (known.containsAll(names)) {
            return Optional.empty();
        }
        known.addAll(names);
        names.forEach(name -> builtFrom.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(uri));
        if (known.size() > MAX_NAMES) {
            forget(uri);
            return Optional.of(uri);
        }
        if (namesOf.size() > max) {
            Iterator<String> eldest = namesOf.keySet().iterator();
            String forgotten = eldest.next();
            forget(forgotten);
            return Optional.of(forgotten);
        }
        return Optional.empty();
    }

    private void forget(String uri) {
        Set<String> names = namesOf.remove(uri);
        if (names != null) {
            for (String name : names) {
                builtFrom.computeIfPresent(name, (_, uris) -> {
                    uris.remove(uri);
                    return uris.isEmpty() ? null : uris;
                });
            }
        }
    }

    /** Returns the resources that are built from one of them, directly or through others; not those named themselves. */
    synchronized Set<String> dependents(Collection<String> names) {
        if (builtFrom.isEmpty()) {
            return Set.of();
        }
        Set<String> found = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>(names);
        Queue<String> open = new ArrayDeque<>(names);
        for (String name = open.poll(); name != null; name = open.poll()) {
            for (String uri : builtFrom.getOrDefault(name, Set.of())) {
                if (seen.add(uri)) {
                    found.add(uri);
                    open.add(uri);
                }
            }
        }
        return found;
    }
}
