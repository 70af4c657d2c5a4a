package dev.patchbay.protocol.resource;

import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.McpResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One page of resources. */
public record ListResourcesResult(List<Resource> resources, @Nullable String nextCursor, CacheHints cache,
        Map<String, Object> meta) implements McpResult {
    public ListResourcesResult {
        resources = List.copyOf(resources);
    }
}
