package dev.patchbay.stdio;

/** Says why no endpoint serves the pipe, and what to do; the message is for people. */
public final class NoUpstreamException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Creates the exception.
     *
     * @param code a word for programs
     * @param message what is wrong and what to do
     */
    public NoUpstreamException(String code, String message) {
        super(message);
        this.code = code;
    }

    /**
     * Returns the reason for programs.
     *
     * @return a word
     */
    public String code() {
        return code;
    }

    /**
     * Returns what is wrong and what to do.
     *
     * @return sentences
     */
    public String text() {
        return String.valueOf(getMessage());
    }
}
