package dev.patchbay.api.input;

import dev.patchbay.api.Stable;

/**
 * Asks the client for the folders it works in. Deprecated by MCP with revision 2026-07-28, not before 2027-07-28
 * removed. Source: MCP 2026-07-28, {@code ListRootsRequest}.
 */
@Stable
public record ListRootsRequest() implements InputRequest {}
