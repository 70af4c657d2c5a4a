package dev.patchbay.api.tool;

import dev.patchbay.api.Stable;

/**
 * Whether a call of a tool may become a task: something the client gets a name for at once, and asks about later.
 *
 * <p>New values may come: keep a {@code default} in a {@code switch}.
 *
 * <p>Source: MCP extension {@code io.modelcontextprotocol/tasks}, revision 2026-07-28.
 */
@Stable
public enum TaskSupport {
    /** A call gives its result and never becomes a task. */
    NONE,
    /** A call may become a task for clients that know tasks; for all others it runs to its end. */
    OPTIONAL,
    /** Only clients that know tasks can call it; the others are told so before it runs. */
    REQUIRED
}
