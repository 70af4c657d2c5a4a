package dev.patchbay.server.running;

/** The two ways to start. */
public enum Mode {
    /** For trying things: this machine only, without authentication, every plugin of the folder approved. */
    DEV("dev"),
    /** For real: nothing is anonymous, nothing unapproved. */
    SERVE("serve");

    private final String text;

    Mode(String text) {
        this.text = text;
    }

    /**
     * Returns the command that starts it.
     *
     * @return the word
     */
    public String text() {
        return text;
    }
}
