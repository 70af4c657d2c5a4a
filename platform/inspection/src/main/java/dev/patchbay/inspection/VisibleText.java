package dev.patchbay.inspection;

/**
 * Makes texts of strangers visible: what a terminal or a reader would not show, or show as something else, becomes
 * {@code \}{@code u{202e}}.
 *
 * <p>Threads: pure functions.
 */
public final class VisibleText {
    private VisibleText() {}

    /**
     * Returns a text in which everything can be seen.
     *
     * @param text any text
     * @return the text with what is invisible escaped; line breaks and tabs stay
     */
    public static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t' || !isHidden(c)) {
                visible.appendCodePoint(c);
            } else {
                visible.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        });
        return visible.toString();
    }

    /**
     * Returns a text in which everything can be seen, on one line and not longer than a number of characters.
     *
     * @param text any text
     * @param max how long
     * @return the beginning, with an ellipsis if there is more
     */
    public static String line(String text, int max) {
        String visible = of(text).replace("\n", "\\n").replace("\t", "\\t");
        return visible.length() <= max
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, Math.min(max,
                        visible.codePointCount(0, visible.length())) - 1)) + "…";
    }

    /**
     * Returns whether a character shows nothing of its own, or changes how others show.
     *
     * @param c the code point
     * @return whether it does, line breaks and tabs included
     */
    public static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                    Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> c != ' ';
            default -> isVariationSelector(c) || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0
                    || c == 0x034F || c == 0x2800;
        };
    }

    /**
     * Returns whether a character chooses among the forms of the one before.
     *
     * @param c the code point
     * @return whether it does
     */
    public static boolean isVariationSelector(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x180B && c <= 0x180F);
    }
}
