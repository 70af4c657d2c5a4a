package dev.patchbay.catalog;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the pipeline has found out about an instance by calling it. Immutable.
 *
 * @param trouble why the instance as a whole is not called now; empty if it is
 * @param entries why single entries are not called now, by their name in the catalog
 */
public record InstanceHealth(String trouble, Map<String, String> entries) {
    /** Nothing is known against it. */
    public static final InstanceHealth GOOD = new InstanceHealth("", Map.of());

    /** Copies the map. */
    public InstanceHealth {
        entries = Map.copyOf(entries);
    }

    /**
     * Returns whether nothing is known against it.
     *
     * @return whether all of it is called
     */
    public boolean isGood() {
        return trouble.isEmpty() && entries.isEmpty();
    }

    /**
     * Returns all of it for people.
     *
     * @return a text, empty if it is good
     */
    public String text() {
        return Stream.concat(Stream.of(trouble).filter(text -> !text.isEmpty()), entries.values().stream().sorted())
                .collect(Collectors.joining("; "));
    }
}
