package dev.patchbay.store.enablement;

import dev.patchbay.store.StoredText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A named list of entries that are enabled together.
 *
 * @param name names the toolset, chosen by people
 * @param description what it is for
 * @param entries what is in it, in the order chosen
 */
public record Toolset(String name, String description, List<ToolsetEntry> entries) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a part cannot be kept, or two entries of one kind have the same name
     */
    public Toolset {
        StoredText.name("toolset", name);
        StoredText.text("the description of toolset " + name, description, StoredText.MAX_DESCRIPTION);
        entries = List.copyOf(entries);
        Set<List<Object>> seen = new HashSet<>();
        for (ToolsetEntry entry : entries) {
            if (!seen.add(List.of(entry.kind(), entry.shownName()))) {
                throw new IllegalArgumentException("toolset " + name + " has '" + entry.shownName() + "' twice");
            }
        }
    }
}
