package dev.patchbay.audit.chain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form of a line: {@code {"seq":17,"at":"…","kind":"…",…,"hash":"…"}}. The hash is the SHA-256 of the hash before it
 * (its 64 digits) and the line without its hash member.
 */
final class Line {
    static final int HASH_DIGITS = 64;
    /** {@code ,"hash":"} and the digits and the end. */
    static final int TAIL = 9 + HASH_DIGITS + 2;
    static final byte[] HEAD = ascii("{\"seq\":");
    static final byte[] HASH_NAME = ascii(",\"hash\":\"");

    private static final byte[] AT_NAME = ascii(",\"at\":\"");
    private static final int AT_LENGTH = 27;
    private static final int MAX_DIGITS = 18;

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final long seq;
    private final int afterSeq;

    private Line(byte[] bytes, int from, int to, long seq, int afterSeq) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.seq = seq;
        this.afterSeq = afterSeq;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the line if it has the form of a record, without checking the hash; null if not. */
    static @Nullable Line of(byte[] bytes, int from, int to) {
        if (to - from < HEAD.length + TAIL + 2 || !startsWith(bytes, from, HEAD)
                || !startsWith(bytes, to - TAIL, HASH_NAME) || bytes[to - 2] != '"' || bytes[to - 1] != '}') {
            return null;
        }
        int at = from + HEAD.length;
        long seq = 0;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            seq = seq * 10 + bytes[at++] - '0';
            if (at - from - HEAD.length > MAX_DIGITS) {
                return null;
            }
        }
        if (at == from + HEAD.length || bytes[at] != ',' || seq == 0) {
            return null;
        }
        for (int i = from; i < to; i++) {
            if ((bytes[i] >= 0 && bytes[i] < ' ') || bytes[i] == 0x7F) {
                return null;
            }
        }
        for (int i = to - 2 - HASH_DIGITS; i < to - 2; i++) {
            if ((bytes[i] < '0' || bytes[i] > '9') && (bytes[i] < 'a' || bytes[i] > 'f')) {
                return null;
            }
        }
        return new Line(bytes, from, to, seq, at);
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] what) {
        return from >= 0 && from + what.length <= bytes.length
                && Arrays.equals(bytes, from, from + what.length, what, 0, what.length);
    }

    long seq() {
        return seq;
    }

    String hash() {
        return new String(bytes, to - 2 - HASH_DIGITS, HASH_DIGITS, StandardCharsets.US_ASCII);
    }

    String text() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Returns the hash that the line must have after another. */
    String hashAfter(String previous, MessageDigest digest) {
        digest.update(ascii(previous));
        digest.update(bytes, from, to - TAIL - from);
        digest.update((byte) '}');
        byte[] hex = new byte[HASH_DIGITS];
        LineWriter.hex(digest.digest(), hex, 0);
        return new String(hex, StandardCharsets.US_ASCII);
    }

    /** Returns the instant as it is written, the empty text if there is none in its place. */
    String at() {
        int value = afterSeq + AT_NAME.length;
        return startsWith(bytes, afterSeq, AT_NAME) && value + AT_LENGTH < to
                ? new String(bytes, value, AT_LENGTH, StandardCharsets.US_ASCII)
                : "";
    }

    /** Returns the kind; it stands behind the instant. */
    String kind() {
        int from = afterSeq + AT_NAME.length + AT_LENGTH + 1;
        byte[] name = ascii(",\"kind\":\"");
        if (!startsWith(bytes, from, name)) {
            return "";
        }
        int end = from + name.length;
        while (end < to && bytes[end] != '"') {
            end++;
        }
        return new String(bytes, from + name.length, end - from - name.length, StandardCharsets.UTF_8);
    }

    /**
     * Returns a member of a record that only the file itself writes, where no text of others can stand.
     */
    Optional<String> ownMember(String name) {
        String text = text();
        int start = text.indexOf(",\"" + name + "\":");
        if (start < 0) {
            return Optional.empty();
        }
        start += name.length() + 4;
        int end = start;
        while (end < text.length() && text.charAt(end) != ',' && text.charAt(end) != '}') {
            end++;
        }
        String value = text.substring(start, end);
        return Optional
                .of(value.length() > 1 && value.startsWith("\"") ? value.substring(1, value.length() - 1) : value);
    }
}
