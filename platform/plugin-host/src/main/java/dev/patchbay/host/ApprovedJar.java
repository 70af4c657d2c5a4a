package dev.patchbay.host;

import java.time.Instant;

/**
 * The approval of a JAR.
 *
 * @param hash SHA-256 of the JAR, in hexadecimal
 * @param pluginId the plugin in it
 * @param version the plugin's version
 * @param by who approved it
 * @param at when
 */
public record ApprovedJar(String hash, String pluginId, String version, String by, Instant at) {}
