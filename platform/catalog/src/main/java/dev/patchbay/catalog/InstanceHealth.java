package dev.patchbay.catalog;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the pipeline has found out about an instance by calling it. Immutable.
 *
 * @param trouble why the instance as a whole is not called now; empty if it is
 * @param entries why single entries are not called now, by their name in the catalog
 * @param tried what failed and is called again, to see whether it succeeds
 */
public record InstanceHealth(String trouble, Map<String, String> entries, List<String> tried) {
    /** Nothing is known against it. */
    public static final InstanceHealth GOOD = new InstanceHealth("", Map.of(), List.of());

    /** Copies the map and the list. */
    public InstanceHealth {
        entries = Map.copyOf(entries);
        tried = List.copyOf(tried);
    }

    /**
     * Nothing is tried again.
     *
     * @param trouble why the instance as a whole is not called now; empty if it is
     * @param entries why single entries are not called now, by their name in the catalog
     */
    public InstanceHealth(String trouble, Map<String, String> entries) {
        this(trouble, entries, List.of());
    }

    /**
     * Returns whether nothing is known against it.
     *
     * @return whether all of it is called, and nothing only to be tried
     */
    public boolean isGood() {
        return trouble.isEmpty() && entries.isEmpty() && tried.isEmpty();
    }

    /**
     * Returns all of it for people.
     *
     * @return a text, empty if it is good
     */
    public String text() {
        return Stream.of(Stream.of(trouble).filter(text -> !text.isEmpty()), entries.values().stream().sorted(),
                tried.stream().sorted()).flatMap(all -> all).collect(Collectors.joining("; "));
    }
}
