package dev.patchbay.tasks;

import java.util.Map;

/**
 * The call that became a task.
 *
 * @param tool the tool, as its client names it
 * @param original the tool as the catalog names it
 * @param definition the hash of its definition
 * @param arguments the arguments
 * @param capabilities what the client declared it can be asked for, as the transport writes it down
 * @param repeatable whether the tool is declared idempotent, so that an interrupted run may be made again
 */
public record TaskCall(String tool, String original, String definition, Map<String, Object> arguments,
        Map<String, Object> capabilities, boolean repeatable) {}
