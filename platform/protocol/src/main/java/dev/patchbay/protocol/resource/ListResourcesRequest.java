package dev.patchbay.protocol.resource;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.RequestMeta;
import org.jspecify.annotations.Nullable;

/**
 * {@code resources/list}.
 *
 * @param cursor where to go on, null for the start
 */
public record ListResourcesRequest(@Nullable String cursor, RequestMeta meta) implements ClientRequest {
    @Override
    public String method() {
        return "resources/list";
    }
}
