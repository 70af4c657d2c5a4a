package dev.patchbay.protocol.resource;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.RequestMeta;

/** {@code resources/subscribe}, legacy only. */
public record SubscribeRequest(String uri, RequestMeta meta) implements ClientRequest {
    @Override
    public String method() {
        return "resources/subscribe";
    }
}
