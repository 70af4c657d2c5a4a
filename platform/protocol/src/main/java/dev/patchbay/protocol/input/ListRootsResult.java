package dev.patchbay.protocol.input;

import dev.patchbay.protocol.McpResult;
import java.util.List;
import java.util.Map;

/** The client's roots. */
public record ListRootsResult(List<Root> roots, Map<String, Object> meta) implements McpResult {
    public ListRootsResult {
        roots = List.copyOf(roots);
    }
}
