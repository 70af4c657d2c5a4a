package dev.patchbay.host.names;

/** What is named; names of different kinds do not meet. */
public enum NameKind {
    /** Tools. */
    TOOL("tools"),
    /** Prompts. */
    PROMPT("prompts"),
    /** URI schemes. */
    SCHEME("schemes");

    private final String key;

    NameKind(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
