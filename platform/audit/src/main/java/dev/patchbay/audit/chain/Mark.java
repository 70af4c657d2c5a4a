package dev.patchbay.audit.chain;

/**
 * A place in the chain.
 *
 * @param segment the number of the segment
 * @param offset the byte behind the record
 * @param head the record
 */
public record Mark(int segment, long offset, Anchor head) {}
