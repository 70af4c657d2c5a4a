package dev.patchbay.protocol.lifecycle;

import dev.patchbay.protocol.ClientCapabilities;
import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.RequestMeta;

/**
 * {@code initialize}, legacy only.
 *
 * @param protocolVersion as the client wrote it; not necessarily a known revision
 */
public record InitializeRequest(String protocolVersion, ClientCapabilities capabilities, Implementation clientInfo,
        RequestMeta meta) implements ClientRequest {
    @Override
    public String method() {
        return "initialize";
    }
}
