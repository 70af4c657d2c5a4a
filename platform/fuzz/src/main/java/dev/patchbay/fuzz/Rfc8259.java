package dev.patchbay.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Whether a text is JSON, by the grammar of RFC 8259, without halves of surrogate pairs, which its section 8.2 warns of;
 * shares no code with what is tested.
 */
final class Rfc8259 {
    private static final int MAX_DEPTH = 2000;

    private final String text;
    private int at;
    private boolean isHex;

    private Rfc8259(String text) {
        this.text = text;
    }

    static boolean isJson(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return false;
        }
        Rfc8259 grammar = new Rfc8259(text.startsWith("\ufeff") ? text.substring(1) : text); // readers may skip it
        grammar.space();
        boolean valid = grammar.value(0);
        grammar.space();
        return valid && grammar.at == grammar.text.length();
    }

    private boolean value(int depth) {
        if (at >= text.length() || depth > MAX_DEPTH) {
            return false;
        }
        return switch (text.charAt(at)) {
            case '{' -> members(depth);
            case '[' -> elements(depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private boolean members(int depth) {
        at++;
        space();
        if (take('}')) {
            return true;
        }
        do {
            space();
            if (at >= text.length() || text.charAt(at) != '"' || !string()) {
                return false;
            }
            space();
            if (!take(':')) {
                return false;
            }
            space();
            if (!value(depth + 1)) {
                return false;
            }
            space();
        } while (take(','));
        return take('}');
    }

    private boolean elements(int depth) {
        at++;
        space();
        if (take(']')) {
            return true;
        }
        do {
            space();
            if (!value(depth + 1)) {
                return false;
            }
            space();
        } while (take(','));
        return take(']');
    }

    private boolean string() {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return true;
            }
            if (c < ' ' || (c == '\\' && !escape())) {
                return false;
            }
        }
        return false;
    }

    private boolean escape() {
        if (at >= text.length()) {
            return false;
        }
        char c = text.charAt(at++);
        if (c != 'u') {
            return "\"\\/bfnrt".indexOf(c) >= 0;
        }
        char unit = unit();
        if (Character.isHighSurrogate(unit)) {
            return text.startsWith("\\u", at) && skip(2) && Character.isLowSurrogate(unit());
        }
        return isHex && !Character.isLowSurrogate(unit);
    }

    /** Four digits; whether they are some is in {@link #isHex}. */
    private char unit() {
        int unit = 0;
        isHex = at + 4 <= text.length();
        for (int i = 0; isHex && i < 4; i++) {
            int digit = Character.digit(text.charAt(at++), 16);
            isHex = digit >= 0 && text.charAt(at - 1) < 128;
            unit = unit * 16 + digit;
        }
        return isHex ? (char) unit : 0;
    }

    private boolean skip(int count) {
        at += count;
        return true;
    }

    private boolean number() {
        take('-');
        if (!take('0') && !digits()) {
            return false;
        }
        if (take('.') && !digits()) {
            return false;
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            return digits();
        }
        return true;
    }

    private boolean digits() {
        int begin = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at > begin;
    }

    private boolean word(String word) {
        boolean there = text.startsWith(word, at);
        at += there ? word.length() : 0;
        return there;
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void space() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
