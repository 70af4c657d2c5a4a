package dev.patchbay.plugins.database.access;

import java.time.Duration;

/**
 * Bounds of one answer.
 *
 * @param chars how many characters of JSON all rows have at most
 * @param cell how many characters of a value are given
 * @param time how long a statement runs
 */
public record Limits(int chars, int cell, Duration time) {}
