package dev.patchbay.catalog;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a toolset sets about a tool beside its name and texts. The entry that carries it shows the view's schema: hidden
 * arguments are neither in its properties nor required nor marked for a header. Immutable.
 *
 * @param original the tool as its plugin defines it, against whose schema the completed arguments are checked
 * @param fixed values that the client cannot set, by argument; JSON of JDK types
 * @param hidden arguments that the client does not see; every fixed one is hidden
 */
public record Preset(ToolEntry original, Map<String, Object> fixed, Set<String> hidden) {
    /** Copies the collections. */
    public Preset {
        fixed = Map.copyOf(fixed);
        hidden = Set.copyOf(hidden);
        if (original.preset().isPresent()) {
            throw new IllegalArgumentException("The original of " + original.name() + " has a preset itself");
        }
        if (!hidden.containsAll(fixed.keySet())) {
            throw new IllegalArgumentException("A fixed argument of " + original.name() + " is not hidden");
        }
    }

    /**
     * Returns whether a client may not send an argument.
     *
     * @param argument the name of the argument, null never is
     * @return whether it is hidden
     */
    public boolean hides(@Nullable String argument) {
        return argument != null && hidden.contains(argument);
    }
}
