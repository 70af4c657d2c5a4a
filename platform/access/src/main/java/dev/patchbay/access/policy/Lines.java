package dev.patchbay.access.policy;

import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.ToolOverride;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one enablement enables: a single line, or those of a toolset, which all who have the toolset share. Equal are
 * those that make the same of a view, so the name of a toolset without overrides does not count. Immutable.
 */
public final class Lines {
    private final Optional<String> toolset;
    private final List<Line> all;
    private final Set<Line> distinct;
    private final Optional<String> naming;
    private final int hash;

    /**
     * A line.
     *
     * @param kind the kind of entry
     * @param pattern an exact name, URI or template, or a prefix with {@code *}
     * @param override how a toolset shows it
     */
    public record Line(EntryKind kind, String pattern, Optional<ToolOverride> override) {}

    Lines(Optional<String> toolset, List<Line> lines) {
        this.toolset = toolset;
        this.all = List.copyOf(lines);
        this.distinct = new HashSet<>(lines);
        // Of overrides with one name, the name of the toolset decides
        this.naming = lines.stream().anyMatch(line -> line.override().isPresent()) ? toolset : Optional.empty();
        this.hash = 31 * distinct.hashCode() + naming.hashCode();
    }

    /**
     * Returns the lines in their order.
     *
     * @return the lines
     */
    public List<Line> all() {
        return all;
    }

    /**
     * Returns the toolset.
     *
     * @return its name, empty for a single line
     */
    public Optional<String> toolset() {
        return toolset;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Lines lines && hash == lines.hash && naming.equals(lines.naming)
                && distinct.equals(lines.distinct));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
