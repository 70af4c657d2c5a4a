package dev.patchbay.protocol.task;

import dev.patchbay.protocol.McpResult;
import java.util.Map;

/** The result of a call that became a task. */
public record CreateTaskResult(Task task, Map<String, Object> meta) implements McpResult {}
