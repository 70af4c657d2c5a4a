package dev.patchbay.protocol.lifecycle;

import dev.patchbay.protocol.McpNotification;

/** {@code notifications/initialized}, legacy only: the handshake is done. */
public record InitializedNotification() implements McpNotification {
    @Override
    public String method() {
        return "notifications/initialized";
    }
}
