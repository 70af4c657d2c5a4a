package dev.patchbay.host;

import java.time.Instant;

/**
 * A plugin of which nothing may run until an administrator ends that.
 *
 * @param pluginId the plugin
 * @param reason why, in words; may be empty
 * @param by who stopped it
 * @param at when
 */
public record QuarantinedPlugin(String pluginId, String reason, String by, Instant at) {}
