package dev.patchbay.protocol.task;

import dev.patchbay.protocol.McpResult;
import java.util.Map;

/** The result of {@code tasks/get}. */
public record GetTaskResult(DetailedTask task, Map<String, Object> meta) implements McpResult {}
