package dev.patchbay.tasks;

import dev.patchbay.protocol.json.RawJson;

/**
 * A question of a task that has no answer yet.
 *
 * @param key the author's key
 * @param request the question as it goes to the client
 */
public record TaskQuestion(String key, RawJson request) {}
