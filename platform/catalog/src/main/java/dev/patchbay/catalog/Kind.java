package dev.patchbay.catalog;

/** The four lists of the catalog, each with a revision of its own. */
public enum Kind {
    /** Tools. */
    TOOLS,
    /** Prompts. */
    PROMPTS,
    /** Resources. */
    RESOURCES,
    /** Resource templates. */
    TEMPLATES
}
