package dev.patchbay.api.input;

import dev.patchbay.api.Stable;

/**
 * A question to the client. New kinds may come: keep a default branch. Source: MCP 2026-07-28, {@code InputRequest}.
 */
@Stable
public sealed interface InputRequest permits ElicitRequest, ElicitUrlRequest, CreateMessageRequest, ListRootsRequest {}
