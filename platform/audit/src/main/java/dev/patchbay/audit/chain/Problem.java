package dev.patchbay.audit.chain;

/** What {@code verify} can find wrong. */
public enum Problem {
    /** A record does not follow from the one before: it or that one was changed. */
    CHANGED,
    /** Records that must be there are not. */
    REMOVED,
    /** There is a record too many: its number is there twice. */
    INSERTED,
    /** A record stands in the wrong place. */
    MOVED,
    /** A line is no record. */
    DAMAGED,
    /** A whole file is missing. */
    SEGMENT_MISSING,
    /** A file does not begin as it must: it was renamed, or its head was taken off. */
    SEGMENT_CHANGED,
    /** A record has another hash than the anchor says: the chain was written anew. */
    REWRITTEN,
    /** The chain ends before a record that an anchor names. */
    CUT
}
