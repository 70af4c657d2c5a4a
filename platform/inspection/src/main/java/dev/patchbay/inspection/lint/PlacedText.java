package dev.patchbay.inspection.lint;

/**
 * A text of an offer and its place.
 *
 * @param where the place
 * @param role what it is there for
 * @param value the text
 */
record PlacedText(String where, Role role, String value) {
    /** What a text is there for. */
    enum Role {
        /** Names something that is called. */
        NAME,
        /** A short name for people. */
        TITLE,
        /** Describes something. */
        DESCRIPTION,
        /** Any other string of a schema: an example, a default, a pattern, a value of an enumeration. */
        VALUE,
        /** The name of a property. */
        KEY
    }
}
