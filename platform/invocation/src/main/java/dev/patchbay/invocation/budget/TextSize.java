package dev.patchbay.invocation.budget;

/**
 * How large text is for a model. Tokens are estimated without any model's vocabulary, rather too many than too few: an
 * ASCII character is a quarter of a token, one of the next alphabets (Latin with accents, Greek, Cyrillic, Hebrew, Arabic)
 * a half, and every other UTF-16 unit a whole one.
 *
 * @param chars UTF-16 units
 * @param quarters quarters of a token
 */
record TextSize(long chars, long quarters) {
    static final TextSize ZERO = new TextSize(0, 0);
    /** What a large picture costs a model that sees, however many bytes it has. */
    static final TextSize PICTURE = new TextSize(6400, 4 * 1600);

    static TextSize of(String text) {
        long quarters = text.length();
        for (int i = 0; i < text.length(); i++) {
            quarters += quarters(text.charAt(i)) - 1;
        }
        return new TextSize(text.length(), quarters);
    }

    static int quarters(char c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : 4;
    }

    static TextSize ofAscii(long length) {
        return new TextSize(length, length);
    }

    static TextSize ofBase64(int bytes) {
        return ofAscii((bytes + 2L) / 3 * 4);
    }

    TextSize plus(TextSize more) {
        return new TextSize(chars + more.chars, quarters + more.quarters);
    }

    TextSize minus(TextSize less) {
        return new TextSize(chars - less.chars, quarters - less.quarters);
    }

    boolean fitsIn(TextSize room) {
        return chars <= room.chars && quarters <= room.quarters;
    }

    long tokens() {
        return (quarters + 3) / 4;
    }

    @Override
    public String toString() {
        return chars + " characters, about " + tokens() + " tokens";
    }
}
