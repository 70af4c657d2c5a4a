package dev.patchbay.audit.chain;

/**
 * Something wrong in the chain.
 *
 * @param problem what
 * @param segment the file, empty if it is a matter of all
 * @param line the line in the file from 1, 0 if it is a matter of the whole file
 * @param seq the number of the record that it is about
 * @param text what it means, for people
 */
public record Finding(Problem problem, String segment, long line, long seq, String text) {}
