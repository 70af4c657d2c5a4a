package dev.patchbay.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The cursor of a paged list: it names the last entry sent, so that a walk survives a change of the list. Opaque to
 * clients; a mark at its head tells our cursors from garbage. The empty string is a valid cursor and means the start.
 *
 * @param lastSent the name (or URI) of the last entry sent; empty for the start
 */
public record Cursor(String lastSent) {
    public static final Cursor START = new Cursor("");

    private static final byte MARK = 'p';
    private static final int MAX_LENGTH = 16_384;

    public boolean isStart() {
        return lastSent.isEmpty();
    }

    /** The text that goes on the wire as {@code nextCursor}. */
    public String encode() {
        byte[] name = lastSent.getBytes(StandardCharsets.UTF_8);
        byte[] marked = new byte[name.length + 1];
        marked[0] = MARK;
        System.arraycopy(name, 0, marked, 1, name.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(marked);
    }

    /** The cursor a client sent back, or empty if it is none of ours. */
    public static Optional<Cursor> decode(String text) {
        if (text.isEmpty()) {
            return Optional.of(START);
        }
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] marked = Base64.getUrlDecoder().decode(text);
            if (marked.length < 2 || marked[0] != MARK) {
                return Optional.empty();
            }
            String name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(marked, 1, marked.length - 1))
                    .toString();
            Cursor cursor = new Cursor(name);
            return cursor.encode().equals(text) ? Optional.of(cursor) : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
