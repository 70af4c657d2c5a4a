package dev.patchbay.invocation.budget;

/**
 * Where a text is cut: between paragraphs if one ends in the second half of what fits, else between lines; inside a line
 * only when told to, then between code points.
 */
final class TextCut {
    private TextCut() {}

    /**
     * Returns the end of the piece that begins somewhere.
     *
     * @param text the text
     * @param from where the piece begins
     * @param room what fits
     * @param insideLine whether a line that is too long by itself is cut
     * @return where the piece ends; where it begins if nothing fits
     */
    static int end(String text, int from, TextSize room, boolean insideLine) {
        int line = from;
        int paragraph = from;
        boolean isBlank = false;
        long quarters = 0;
        int last = (int) Math.min(text.length(), from + Math.max(0, room.chars()));
        int i = from;
        for (; i < last; i++) {
            char c = text.charAt(i);
            quarters += TextSize.quarters(c);
            if (quarters > room.quarters()) {
                break;
            }
            if (c == '\n') {
                line = i + 1;
                paragraph = isBlank ? line : paragraph;
                isBlank = true;
            } else if (c != '\r') {
                isBlank = false;
            }
        }
        if (i == text.length()) {
            return i;
        }
        if (paragraph - from > (i - from) / 2) {
            return paragraph;
        }
        if (line > from || !insideLine) {
            return line;
        }
        return i > from && Character.isHighSurrogate(text.charAt(i - 1)) && Character.isLowSurrogate(text.charAt(i))
                ? i - 1
                : i;
    }
}
