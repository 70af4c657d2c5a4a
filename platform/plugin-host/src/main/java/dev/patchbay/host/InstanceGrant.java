package dev.patchbay.host;

import java.time.Instant;

/**
 * What was decided about one grant of an instance, beside the approval of its JAR.
 *
 * @param instance the instance
 * @param text the grant, such as {@code hosts: api.example.com}
 * @param given whether it is given; else it is taken
 * @param by who decided
 * @param at when
 */
public record InstanceGrant(String instance, String text, boolean given, String by, Instant at) {}
