package dev.patchbay.host;

import java.time.Instant;

/**
 * A decision that one administrator has taken and a second must take too.
 *
 * @param key names the decision: a hash of all that belongs to it
 * @param pluginId the plugin
 * @param decision what, in words
 * @param by who took it first
 * @param at when
 */
public record Proposal(String key, String pluginId, String decision, String by, Instant at) {}
