package dev.patchbay.endpoint.list;

import dev.patchbay.catalog.Kind;
import dev.patchbay.catalog.view.View;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What a client that is told of changes saw last in its lists. Safe for all threads. */
public final class SeenLists {
    private final Map<Kind, String> digests = new EnumMap<>(Kind.class);

    public SeenLists(View first) {
        changes(first);
    }

    /** The lists that differ from those seen last, which are these from now on. */
    public synchronized Set<Kind> changes(View now) {
        Set<Kind> changed = EnumSet.noneOf(Kind.class);
        for (Kind kind : Kind.values()) {
            String digest = now.digest(kind);
            if (!digest.equals(digests.put(kind, digest))) {
                changed.add(kind);
            }
        }
        return changed;
    }
}
