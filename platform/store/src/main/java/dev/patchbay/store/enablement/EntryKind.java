package dev.patchbay.store.enablement;

/** What kind of entry of the catalog is meant. */
public enum EntryKind {
    /** A tool, by its name. */
    TOOL,
    /** A prompt, by its name. */
    PROMPT,
    /** A resource, by its URI. */
    RESOURCE,
    /** A resource template, by its URI template. */
    TEMPLATE
}
