package dev.patchbay.protocol.lifecycle;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.RequestMeta;

/** {@code ping}, legacy only, in both directions. */
public record PingRequest(RequestMeta meta) implements ClientRequest {
    @Override
    public String method() {
        return "ping";
    }
}
