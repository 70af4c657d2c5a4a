package dev.patchbay.inspection.lint;

/**
 * Something in a definition that is not for the tool.
 *
 * @param code a word for programs, such as {@code instruction_secrecy}
 * @param severity how much it matters
 * @param where the place, such as {@code tool search: inputSchema.properties.q.description}
 * @param excerpt the text around it, everything in it visible
 * @param text what it is, for people
 */
public record Finding(String code, Severity severity, String where, String excerpt, String text) {}
