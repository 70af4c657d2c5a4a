package dev.patchbay.access.policy;

/**
 * What is wrong with a line of a toolset.
 *
 * @param entry the name in the line
 * @param text what is wrong and what to do
 */
public record ToolsetProblem(String entry, String text) {}
