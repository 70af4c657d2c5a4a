package dev.patchbay.client;

import dev.patchbay.protocol.input.CreateMessageRequest;
import dev.patchbay.protocol.input.CreateMessageResult;

/** Asks a model on behalf of a server. Runs on a thread of the call it belongs to and may block. */
@FunctionalInterface
public interface SamplingHandler {
    CreateMessageResult createMessage(CreateMessageRequest request);
}
