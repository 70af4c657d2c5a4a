package dev.patchbay.api.content;

import dev.patchbay.api.Stable;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Hints about a content block or a resource. Source: MCP 2026-07-28, {@code Annotations}.
 *
 * @param audience for whom it is; empty for anybody
 * @param priority how important it is, from 0 to 1
 * @param lastModified when it was last changed
 */
@Stable
public record Annotations(Set<Role> audience, OptionalDouble priority, Optional<Instant> lastModified) {
    private static final Annotations NONE = new Annotations(Set.of(), OptionalDouble.empty(), Optional.empty());

    /**
     * Checks the priority.
     *
     * @throws IllegalArgumentException if the priority is outside 0 to 1
     */
    public Annotations {
        audience = Set.copyOf(audience);
        if (priority.isPresent() && !(priority.getAsDouble() >= 0 && priority.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("priority is " + priority.getAsDouble() + ", it must be from 0 to 1");
        }
    }

    /**
     * Returns no hints.
     *
     * @return hints that say nothing
     */
    public static Annotations none() {
        return NONE;
    }
}
