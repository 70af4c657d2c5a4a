package dev.patchbay.client;

import dev.patchbay.protocol.task.Task;
import dev.patchbay.protocol.tool.CallToolResult;

/** What a server answers to the call of a tool, if the client knows tasks. */
public sealed interface ToolAnswer {
    /** The call has its result. */
    record Finished(CallToolResult result) implements ToolAnswer {}

    /** The call became a task, whose result is asked for later. */
    record Started(Task task) implements ToolAnswer {}
}
