package dev.patchbay.store.enablement;

import dev.patchbay.store.StoredText;
import org.jspecify.annotations.Nullable;

/**
 * One line of a toolset.
 *
 * @param kind what is meant
 * @param name an exact name, URI or URI template, or a prefix that ends in {@code *}
 * @param override how a tool is shown differently; null: as it is
 */
public record ToolsetEntry(EntryKind kind, String name, @Nullable ToolOverride override) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the name cannot be kept, something else than a tool is overridden, or a prefix is
     *         given a name
     */
    public ToolsetEntry {
        StoredText.pattern("an entry of a toolset", name);
        if (override != null && kind != EntryKind.TOOL) {
            throw new IllegalArgumentException("'" + name + "' is no tool: only tools can be overridden");
        }
        if (override != null && override.name() != null && name.endsWith("*")) {
            throw new IllegalArgumentException("'" + name + "' means many tools: they cannot all be named '"
                    + override.name() + "'");
        }
    }

    /** Returns what the entry is called in the toolset. */
    public String shownName() {
        return override == null || override.name() == null ? name : override.name();
    }
}
