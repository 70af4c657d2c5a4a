package dev.patchbay.protocol.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The form of a value in an MCP header: as it is where a header can carry it, else base64 of its UTF-8 between {@code
 * =?base64?} and {@code ?=}. Pure functions. Source: MCP 2026-07-28, Transports, Streamable HTTP, value encoding.
 */
public final class HeaderValue {
    private static final String HEAD = "=?base64?";
    private static final String TAIL = "?=";

    private HeaderValue() {}

    /** The text for the header. */
    public static String encode(String value) {
        return isPlain(value)
                ? value
                : HEAD + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + TAIL;
    }

    /** An empty header could be taken for none, so the empty text is not plain. */
    private static boolean isPlain(String value) {
        return !value.isEmpty() && !isSpace(value.charAt(0)) && !isSpace(value.charAt(value.length() - 1))
                && !isMarked(value) && hasHeaderCharactersOnly(value);
    }

    /** The value a header stands for, or empty if it is malformed. White space around it does not count. */
    public static Optional<String> decode(String header) {
        String text = trim(header);
        if (!isMarked(text)) {
            return hasHeaderCharactersOnly(text) ? Optional.of(text) : Optional.empty();
        }
        String base64 = text.substring(HEAD.length(), text.length() - TAIL.length());
        try {
            byte[] utf8 = Base64.getDecoder().decode(base64);
            if (!Base64.getEncoder().encodeToString(utf8).equals(base64)) {
                // The JDK takes text without padding; only the canonical form is allowed.
                return Optional.empty();
            }
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Without the optional white space (RFC 9110: space and tab) at both ends. */
    public static String trim(String header) {
        int begin = 0;
        int end = header.length();
        while (begin < end && isSpace(header.charAt(begin))) {
            begin++;
        }
        while (end > begin && isSpace(header.charAt(end - 1))) {
            end--;
        }
        return header.substring(begin, end);
    }

    private static boolean isMarked(String text) {
        return text.length() >= HEAD.length() + TAIL.length() && text.startsWith(HEAD) && text.endsWith(TAIL);
    }

    private static boolean hasHeaderCharactersOnly(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\t' && (c < ' ' || c > '~')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
