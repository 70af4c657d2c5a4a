package dev.patchbay.host;

import java.time.Instant;

/**
 * The approval of something that an instance contributes at run time.
 *
 * @param instance the instance
 * @param kind such as {@code tool}
 * @param name the name within the plugin
 * @param hash SHA-256 of the canonical definition
 * @param json the canonical definition
 * @param by who approved it
 * @param at when
 */
public record ApprovedDefinition(String instance, String kind, String name, String hash, String json, String by,
        Instant at) {}
