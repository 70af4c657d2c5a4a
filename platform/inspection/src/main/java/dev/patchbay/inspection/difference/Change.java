package dev.patchbay.inspection.difference;

import java.util.Optional;

/**
 * One thing that differs.
 *
 * @param subject what it is about, such as {@code tool search} or {@code grants}
 * @param where the place in it, such as {@code inputSchema.properties.q.description}; empty for all of it
 * @param before what it was, as a text or as JSON; absent if it is new
 * @param after what it is now; absent if it is gone
 */
public record Change(String subject, String where, Optional<String> before, Optional<String> after) {
    /** How it differs. */
    public enum Kind {
        /** It is new. */
        ADDED,
        /** It is gone. */
        REMOVED,
        /** It is another. */
        CHANGED
    }

    /**
     * Returns how it differs.
     *
     * @return the kind
     */
    public Kind kind() {
        return before.isEmpty() ? Kind.ADDED : after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
    }
}
