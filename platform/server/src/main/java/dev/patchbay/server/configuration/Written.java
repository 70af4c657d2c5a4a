package dev.patchbay.server.configuration;

/**
 * A value that somebody wrote.
 *
 * @param text the value
 * @param place where
 */
record Written(String text, String place) {}
