package dev.patchbay.invocation.budget;

/**
 * How much of a result a client gets at once. Tokens are estimated, see {@link TextSize}.
 *
 * @param maxChars how many characters, as UTF-16 counts them
 * @param maxTokens how many tokens
 */
public record Budget(int maxChars, int maxTokens) {
    /** The least that can be set: less has no room for anything beside the link to the rest. */
    public static final int MIN_CHARS = 2000;
    /** The least number of tokens that can be set. */
    public static final int MIN_TOKENS = 500;
    /** The most that can be set of either, which is more than the pipeline lets through in any case. */
    public static final int MAX = 1_000_000_000;
    /** 100,000 characters and 25,000 tokens, more than which Claude Code refuses unless told otherwise. */
    public static final Budget DEFAULT = new Budget(100_000, 25_000);
    /** No limit. */
    public static final Budget NONE = new Budget(MAX, MAX);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number cannot be used
     */
    public Budget {
        if (maxChars < MIN_CHARS || maxChars > MAX || maxTokens < MIN_TOKENS || maxTokens > MAX) {
            throw new IllegalArgumentException("A result may have from " + MIN_CHARS + " characters and " + MIN_TOKENS
                    + " tokens up to " + MAX + ", not " + maxChars + " and " + maxTokens);
        }
    }

    /** Whether a result of so many bytes in UTF-8 fits, however its characters count. */
    boolean fitsSurely(long bytes) {
        // A character of one byte is a quarter of a token, one of two bytes a half, and of three or four two or fewer
        return bytes <= maxChars && bytes <= 2L * maxTokens;
    }

    TextSize room() {
        return new TextSize(maxChars, 4L * maxTokens);
    }

    @Override
    public String toString() {
        return maxChars + " characters, " + maxTokens + " tokens by estimate";
    }
}
