package dev.patchbay.plugins.database.gate;

import java.util.Locale;

/**
 * A part of a statement.
 *
 * @param kind what it is
 * @param text a word or a symbol as written, what is in a quoted name, nothing for a literal
 */
record Token(Kind kind, String text) {
    enum Kind {
        WORD, QUOTED, LITERAL, SYMBOL
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    String name() {
        return text.toLowerCase(Locale.ROOT);
    }
}
