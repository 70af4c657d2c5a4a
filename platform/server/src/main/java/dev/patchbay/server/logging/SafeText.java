package dev.patchbay.server.logging;

/**
 * Makes text of strangers harmless for terminals and log files: control characters, line separators and characters that
 * turn the direction of writing are shown as escapes.
 */
public final class SafeText {
    private SafeText() {}

    /**
     * Makes text of one line.
     *
     * @param text any text
     * @return the text without anything that ends a line or steers a terminal
     */
    public static String line(String text) {
        return escape(text, false);
    }

    /**
     * Makes text that may have several lines.
     *
     * @param text any text
     * @return the text with its line feeds and tabs, without anything else that steers a terminal
     */
    public static String lines(String text) {
        return escape(text, true);
    }

    private static String escape(String text, boolean keepLines) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean kept = !steers(c) || (keepLines && (c == '\n' || c == '\t'));
            if (!kept && safe == null) {
                safe = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (safe != null) {
                if (kept) {
                    safe.append(c);
                } else {
                    append(safe, c);
                }
            }
        }
        return safe == null ? text : safe.toString();
    }

    private static void append(StringBuilder safe, char c) {
        switch (c) {
            case '\n' -> safe.append("\\n");
            case '\r' -> safe.append("\\r");
            case '\t' -> safe.append("\\t");
            default -> safe.append(String.format("\\u%04x", (int) c));
        }
    }

    private static boolean steers(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || c == '\u200e' || c == '\u200f'
                || (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }
}
