package dev.patchbay.client;

import dev.patchbay.protocol.input.ElicitRequest;
import dev.patchbay.protocol.input.ElicitResult;

/** Puts a server's question to the user. Runs on a thread of the call it belongs to and may block. */
@FunctionalInterface
public interface ElicitationHandler {
    ElicitResult elicit(ElicitRequest request);
}
