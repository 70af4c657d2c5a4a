package dev.patchbay.protocol.lifecycle;

import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.ServerCapabilities;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server is and offers.
 *
 * @param supportedVersions dates of revisions
 */
public record DiscoverResult(List<String> supportedVersions, ServerCapabilities capabilities,
        @Nullable String instructions, CacheHints cache, Map<String, Object> meta) implements McpResult {
    public DiscoverResult {
        supportedVersions = List.copyOf(supportedVersions);
    }
}
