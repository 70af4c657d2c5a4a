package dev.patchbay.protocol.tool;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.RequestMeta;
import org.jspecify.annotations.Nullable;

/**
 * {@code tools/list}.
 *
 * @param cursor where to go on, null for the start
 */
public record ListToolsRequest(@Nullable String cursor, RequestMeta meta) implements ClientRequest {
    @Override
    public String method() {
        return "tools/list";
    }
}
