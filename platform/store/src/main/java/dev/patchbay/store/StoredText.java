package dev.patchbay.store;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a text must be like to be kept the same by both databases: well-formed Unicode without U+0000, short enough for
 * its column. The records of the store check theirs with this.
 *
 * <p>Threads: safe for all; nothing here blocks.
 */
public final class StoredText {
    /** The longest description, label or message, in characters. */
    public static final int MAX_DESCRIPTION = 4_000;
    /** The longest name, URI or pattern of an entry, in bytes of UTF-8. */
    public static final int MAX_ENTRY_NAME = 2_000;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private StoredText() {}

    /**
     * Checks a name that people choose, as of a client, a role or a toolset.
     *
     * @param what what is named, in words, for the message
     * @param value the name
     * @return the name
     * @throws IllegalArgumentException if it is not 1 to 64 of {@code a-z 0-9 . _ -}, starting with a letter or a digit
     */
    public static String name(String what, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " '" + shortened(value) + "' is not a name: use 1 to 64 of a-z,"
                    + " 0-9, '.', '_' and '-', with a letter or a digit first");
        }
        return value;
    }

    /**
     * Checks a text.
     *
     * @param what what the text is, in words, for the message; the text is not repeated there
     * @param value the text
     * @param maxBytes how long it may be in UTF-8
     * @return the text
     * @throws IllegalArgumentException if it is longer, not well-formed or holds U+0000
     */
    public static String text(String what, String value, int maxBytes) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " must not hold the character U+0000");
        }
        int bytes;
        try {
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value)).remaining();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(what + " is not well-formed Unicode text", e);
        }
        if (bytes > maxBytes) {
            throw new IllegalArgumentException(what + " has " + bytes + " bytes; at most " + maxBytes + " can be kept");
        }
        return value;
    }

    /**
     * Checks a text that must not be empty.
     *
     * @param what what the text is, in words
     * @param value the text
     * @param maxBytes how long it may be in UTF-8
     * @return the text
     * @throws IllegalArgumentException if it is empty or not a text that can be kept
     */
    public static String filled(String what, String value, int maxBytes) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        return text(what, value, maxBytes);
    }

    /**
     * Checks the name, URI or pattern of an entry: exact, or a prefix that ends in {@code *}.
     *
     * @param what what is named, in words
     * @param value the name or pattern
     * @return the same
     * @throws IllegalArgumentException if it is empty, too long or has a {@code *} that is not its last character
     */
    public static String pattern(String what, String value) {
        filled(what, value, MAX_ENTRY_NAME);
        int star = value.indexOf('*');
        if (star >= 0 && star < value.length() - 1) {
            throw new IllegalArgumentException(what + " '" + shortened(value)
                    + "': '*' stands for any rest and can only be the last character");
        }
        return value;
    }

    /**
     * Checks texts and copies them in their order.
     *
     * @param what what one of them is, in words
     * @param values the texts
     * @param maxBytes how long each may be in UTF-8
     * @return an unmodifiable set
     * @throws IllegalArgumentException if one is empty or not a text that can be kept
     */
    public static Set<String> texts(String what, Collection<String> values, int maxBytes) {
        Set<String> copy = new LinkedHashSet<>();
        values.forEach(value -> copy.add(filled(what, value, maxBytes)));
        return Collections.unmodifiableSet(copy);
    }

    /**
     * Makes a text of any origin one that can be kept: cut at a length, U+0000 and lone surrogates replaced.
     *
     * @param value the text
     * @param maxChars how many characters are kept
     * @return the text, or what is left of it
     */
    public static String fitted(String value, int maxChars) {
        String cut = value.length() <= maxChars ? value : value.substring(0, maxChars);
        // Encoding replaces a lone surrogate, also one that the cut made
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '?');
    }

    private static String shortened(String value) {
        return value.length() <= 80 ? value : value.substring(0, 80) + "...";
    }
}
