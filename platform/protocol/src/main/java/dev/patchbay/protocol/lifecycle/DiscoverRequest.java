package dev.patchbay.protocol.lifecycle;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.RequestMeta;

/** {@code server/discover}, modern only. */
public record DiscoverRequest(RequestMeta meta) implements ClientRequest {
    @Override
    public String method() {
        return "server/discover";
    }
}
