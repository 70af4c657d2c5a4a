package dev.patchbay.protocol;

/** Who may share a cached result: anyone, or only the one whose request it answered. */
public enum CacheScope {
    PUBLIC("public"), PRIVATE("private");

    private final String text;

    CacheScope(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
