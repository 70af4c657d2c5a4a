package dev.patchbay.protocol.input;

import dev.patchbay.protocol.McpRequest;

/** Something a server asks of a client. */
public sealed interface InputRequest extends McpRequest permits ElicitRequest, CreateMessageRequest, ListRootsRequest {}
