package dev.patchbay.protocol.task;

import java.util.Map;

/** The name of the extension, as both sides declare it. */
public final class TasksExtension {
    public static final String ID = "io.modelcontextprotocol/tasks";

    /** What {@code -32021} names as required, and what a client declares: a ClientCapabilities object. */
    public static final Map<String, Object> REQUIRED = Map.of("extensions", Map.of(ID, Map.of()));

    private TasksExtension() {}
}
