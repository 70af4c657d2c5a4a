package dev.patchbay.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hints for whoever shows or uses a resource or a content block.
 *
 * @param audience whom it is meant for; empty if not told
 * @param priority 0 (optional) to 1 (required)
 * @param lastModified ISO 8601 time
 */
public record Annotations(List<Role> audience, @Nullable Double priority, @Nullable String lastModified) {
    public Annotations {
        audience = List.copyOf(audience);
    }
}
