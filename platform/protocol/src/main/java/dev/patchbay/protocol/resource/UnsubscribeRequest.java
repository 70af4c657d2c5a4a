package dev.patchbay.protocol.resource;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.RequestMeta;

/** {@code resources/unsubscribe}, legacy only. */
public record UnsubscribeRequest(String uri, RequestMeta meta) implements ClientRequest {
    @Override
    public String method() {
        return "resources/unsubscribe";
    }
}
