package dev.patchbay.vault;

import java.time.Instant;

/**
 * What may be known of a secret: all but its value.
 *
 * @param name names it
 * @param version 1 for the first value under this name, one more for each later one
 * @param setAt when it got this value
 * @param setBy from which administrator
 */
public record SecretInfo(String name, long version, Instant setAt, String setBy) {}
