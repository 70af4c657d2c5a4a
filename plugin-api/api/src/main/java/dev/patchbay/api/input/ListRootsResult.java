package dev.patchbay.api.input;

import dev.patchbay.api.Stable;
import java.util.List;
import java.util.Optional;

/**
 * The folders the client works in. Source: MCP 2026-07-28, {@code ListRootsResult}.
 *
 * @param roots the roots, maybe none
 */
@Stable
public record ListRootsResult(List<Root> roots) {
    /** Copies the list. */
    public ListRootsResult {
        roots = List.copyOf(roots);
    }

    /**
     * A folder of the client.
     *
     * @param uri its URI, {@code file://…}
     * @param name its name for people, if it has one
     */
    @Stable
    public record Root(String uri, Optional<String> name) {}
}
