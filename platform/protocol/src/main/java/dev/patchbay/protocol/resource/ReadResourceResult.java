package dev.patchbay.protocol.resource;

import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.content.ResourceContents;
import java.util.List;
import java.util.Map;

/** The contents of a resource. */
public record ReadResourceResult(List<ResourceContents> contents, CacheHints cache, Map<String, Object> meta)
        implements
            McpResult {
    public ReadResourceResult {
        contents = List.copyOf(contents);
    }
}
