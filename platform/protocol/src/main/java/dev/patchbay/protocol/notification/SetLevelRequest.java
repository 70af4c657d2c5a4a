package dev.patchbay.protocol.notification;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.LoggingLevel;
import dev.patchbay.protocol.RequestMeta;

/** {@code logging/setLevel}, legacy only. */
public record SetLevelRequest(LoggingLevel level, RequestMeta meta) implements ClientRequest {
    @Override
    public String method() {
        return "logging/setLevel";
    }
}
