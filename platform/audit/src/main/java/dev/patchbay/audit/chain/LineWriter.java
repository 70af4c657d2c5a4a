package dev.patchbay.audit.chain;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Writes the members of a record as JSON into a buffer that is used again and again. What could act on a terminal or in
 * a log reader is escaped: control characters of C0 and C1, marks of direction, characters that do not show, and the
 * <code>$</code> of <code>${</code>; so every record is one line, whatever a caller sends.
 *
 * <p>Threads: not safe; each producer has its own.
 */
public final class LineWriter {
    /** The longest text of a member, in characters; the rest is left out, and an ellipsis says so. */
    public static final int MAX_TEXT = 2048;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes = new byte[2048];
    private int length;
    private long second = Long.MIN_VALUE;
    private final byte[] secondText = new byte[19];

    LineWriter() {}

    void begin(Instant at, String kind) {
        length = 0;
        raw("\"at\":\"");
        instant(at);
        raw("\",\"kind\":");
        string(kind);
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    /**
     * Writes a member.
     *
     * @param name a name of our own, plain ASCII
     * @param value any text, null to leave the member out
     * @return this writer
     */
    public LineWriter text(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            if (value.length() <= MAX_TEXT) {
                string(value);
            } else {
                int cut = Character.isHighSurrogate(value.charAt(MAX_TEXT - 2)) ? MAX_TEXT - 2 : MAX_TEXT - 1;
                string(value.substring(0, cut) + "…");
            }
        }
        return this;
    }

    /**
     * Writes a member.
     *
     * @param name a name of our own, plain ASCII
     * @param value the number
     * @return this writer
     */
    public LineWriter number(String name, long value) {
        name(name);
        raw(value);
        return this;
    }

    /**
     * Writes a member.
     *
     * @param name a name of our own, plain ASCII
     * @param value the value
     * @return this writer
     */
    public LineWriter truth(String name, boolean value) {
        name(name);
        raw(value ? "true" : "false");
        return this;
    }

    /**
     * Writes a list of texts, at most 64 of them.
     *
     * @param name a name of our own, plain ASCII
     * @param values any texts; the member is left out if there is none
     * @return this writer
     */
    public LineWriter texts(String name, Collection<String> values) {
        if (!values.isEmpty()) {
            name(name);
            int written = 0;
            for (String value : values) {
                if (written == 64) {
                    break;
                }
                raw(written++ == 0 ? '[' : ',');
                string(value.length() <= 256 ? value : value.substring(0, 255) + "…");
            }
            raw(']');
        }
        return this;
    }

    /**
     * Begins a member; its value follows.
     *
     * @param name a name of our own, plain ASCII
     */
    public void name(String name) {
        raw(",\"");
        raw(name);
        raw("\":");
    }

    /**
     * Returns how much was written.
     *
     * @return bytes
     */
    public int length() {
        return length;
    }

    /**
     * Takes back what was written after a place.
     *
     * @param earlier what {@link #length()} was there
     */
    public void rollBack(int earlier) {
        length = Math.min(length, earlier);
    }

    /**
     * Writes bytes as they are.
     *
     * @param ascii JSON of plain ASCII
     */
    public void raw(String ascii) {
        int more = ascii.length();
        ensure(more);
        for (int i = 0; i < more; i++) {
            bytes[length + i] = (byte) ascii.charAt(i);
        }
        length += more;
    }

    /**
     * Writes one byte as it is.
     *
     * @param ascii a character of JSON
     */
    public void raw(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
    }

    private void raw(long number) {
        if (number < 0) {
            raw(Long.toString(number));
            return;
        }
        ensure(20);
        length = digits(number, bytes, length);
    }

    /** Writes a number that is not negative, and returns where it ends. */
    static int digits(long number, byte[] into, int from) {
        int end = from + 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            end++;
        }
        long rest = number;
        for (int i = end - 1; i >= from; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    static void hex(byte[] hash, byte[] into, int from) {
        int at = from;
        for (byte b : hash) {
            into[at++] = HEX[(b >> 4) & 0xF];
            into[at++] = HEX[b & 0xF];
        }
    }

    /**
     * Writes a text in quotation marks, whole, escaped.
     *
     * @param text any text; half a surrogate pair becomes the replacement character
     */
    public void string(String text) {
        raw('"');
        int size = text.length();
        ensure(size);
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c < 0x7F) {
                if (c >= ' ' && c != '"' && c != '\\' && c != '$') {
                    if (length == bytes.length) {
                        ensure(size - i);
                    }
                    bytes[length++] = (byte) c;
                } else {
                    ascii(c, i + 1 < size ? text.charAt(i + 1) : ' ');
                }
            } else if (Character.isHighSurrogate(c) && i + 1 < size && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                wide(Character.toCodePoint(c, text.charAt(i)));
            } else {
                wide(Character.isSurrogate(c) ? 0xFFFD : c);
            }
        }
        raw('"');
    }

    private void ascii(char c, char next) {
        if (c == '"' || c == '\\') {
            raw('\\');
            raw(c);
        } else if (c >= ' ' && next != '{') {
            raw(c);
        } else {
            escape(c);
        }
    }

    private void wide(int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED -> {
                if (c < 0x10000) {
                    escape((char) c);
                } else {
                    escape(Character.highSurrogate(c));
                    escape(Character.lowSurrogate(c));
                }
            }
            default -> utf8(c);
        }
    }

    private void escape(char c) {
        raw("\\u");
        ensure(4);
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(c >> shift) & 0xF];
        }
    }

    private void utf8(int c) {
        ensure(4);
        if (c < 0x800) {
            bytes[length++] = (byte) (0xC0 | (c >> 6));
        } else if (c < 0x10000) {
            bytes[length++] = (byte) (0xE0 | (c >> 12));
            bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        } else {
            bytes[length++] = (byte) (0xF0 | (c >> 18));
            bytes[length++] = (byte) (0x80 | ((c >> 12) & 0x3F));
            bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        }
        bytes[length++] = (byte) (0x80 | (c & 0x3F));
    }

    /** Writes the instant in UTC with six digits behind the second; the calendar is asked once a second only. */
    private void instant(Instant at) {
        if (at.getEpochSecond() != second) {
            second = at.getEpochSecond();
            String text = Instant.ofEpochSecond(second).toString();
            for (int i = 0; i < secondText.length; i++) {
                secondText[i] = (byte) text.charAt(i);
            }
        }
        ensure(secondText.length + 8);
        System.arraycopy(secondText, 0, bytes, length, secondText.length);
        length += secondText.length;
        bytes[length] = '.';
        int micros = at.getNano() / 1000;
        for (int i = 6; i > 0; i--) {
            bytes[length + i] = (byte) ('0' + micros % 10);
            micros /= 10;
        }
        bytes[length + 7] = 'Z';
        length += 8;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
