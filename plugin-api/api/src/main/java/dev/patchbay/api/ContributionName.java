package dev.patchbay.api;

/**
 * The rule for names of tools and prompts: 1 to 64 characters of {@code A-Z a-z 0-9 _ . -}, so that with a namespace in
 * front they stay within MCP's 128. Used by definitions and by generated code.
 *
 * <p>Source: MCP 2026-07-28, server features, tools, tool names.
 */
@Internal
public final class ContributionName {
    private static final int MAX_LENGTH = 64;

    private ContributionName() {}

    /**
     * Returns whether a name is legal.
     *
     * @param name the name
     * @return whether it is legal
     */
    public static boolean isLegal(String name) {
        return !name.isEmpty() && name.length() <= MAX_LENGTH && name.chars().allMatch(ContributionName::isLegal);
    }

    /**
     * Returns a legal name.
     *
     * @param kind what is named, for the text of the error
     * @param name the name
     * @return the name
     * @throws IllegalArgumentException if it is illegal
     */
    public static String check(String kind, String name) {
        if (!isLegal(name)) {
            throw new IllegalArgumentException("'" + name + "' is not a legal name for a " + kind
                    + "; use 1 to 64 characters of A-Z a-z 0-9 _ . -");
        }
        return name;
    }

    /**
     * Returns a description that says something.
     *
     * @param what what is described, for the text of the error
     * @param description the description
     * @return the description
     * @throws IllegalArgumentException if it is blank
     */
    public static String checkDescription(String what, String description) {
        if (description.isBlank()) {
            throw new IllegalArgumentException("The description of " + what + " is blank; say what it does");
        }
        return description;
    }

    private static boolean isLegal(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "_.-".indexOf(c) >= 0;
    }
}
