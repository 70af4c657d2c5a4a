package dev.patchbay.host;

import java.time.Instant;

/**
 * The refusal of a JAR.
 *
 * @param hash SHA-256 of the JAR
 * @param pluginId the plugin in it
 * @param version the plugin's version
 * @param reason why, in words; may be empty
 * @param by who refused it
 * @param at when
 */
public record RejectedJar(String hash, String pluginId, String version, String reason, String by, Instant at) {}
