package dev.patchbay.ask;

/**
 * HTML, written piece by piece. Texts come from plugins and from whoever sends a form, so all of them are escaped, and
 * what could make them look like something else (controls, marks that turn the direction of writing, invisible
 * characters) is shown as a replacement character. Belongs to one thread.
 */
final class Html {
    private static final char SHOWN_INSTEAD = '\uFFFD';

    private final StringBuilder text = new StringBuilder(4096);

    /** Markup of our own, as it is. */
    Html markup(String ours) {
        text.append(ours);
        return this;
    }

    /** Anybody's text, for the content of an element or a quoted attribute. */
    Html text(String anybodys) {
        for (int i = 0; i < anybodys.length(); i++) {
            char c = anybodys.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                case '\n' -> text.append('\n');
                case '\t' -> text.append(' ');
                default -> {
                    if (Character.isHighSurrogate(c) && i + 1 < anybodys.length()
                            && Character.isLowSurrogate(anybodys.charAt(i + 1))) {
                        int point = Character.toCodePoint(c, anybodys.charAt(++i));
                        text.appendCodePoint(isHarmless(point) ? point : SHOWN_INSTEAD);
                    } else {
                        text.append(isHarmless(c) ? c : SHOWN_INSTEAD);
                    }
                }
            }
        }
        return this;
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                    Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
