package dev.patchbay.invocation;

/** Texts of a plugin beside its results: messages of failures, log lines, progress, questions. */
final class PluginText {
    /** How many characters of such a text go to a client. */
    static final int MAX_CHARACTERS = 16 * 1024;

    private PluginText() {}

    /** Returns the text, neutral and cut where it is longer than a client should get. */
    static String bounded(String original) {
        String text = NeutralText.of(original);
        if (text.length() <= MAX_CHARACTERS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_CHARACTERS - 1)) ? MAX_CHARACTERS - 1 : MAX_CHARACTERS;
        return text.substring(0, end) + " … (cut, it had " + text.length() + " characters)";
    }
}
