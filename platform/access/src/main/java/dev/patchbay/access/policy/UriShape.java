package dev.patchbay.access.policy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The shape that a URI must have to match a prefix or a template. One with dot segments, backslashes, control characters
 * or broken escapes, plain or percent-encoded however often, names something else for whoever decodes it one more time;
 * and one with a letter, a digit, or one of {@code - . _ ~} percent-encoded would slip past what is said about the same
 * URI written plainly. Source: RFC 3986, 2.3 and 6.2.2.
 */
public final class UriShape {
    private static final int MAX_DECODINGS = 8;

    private UriShape() {}

    /**
     * Returns whether a URI is what it looks like.
     *
     * @param uri the URI
     * @return whether it may match a prefix or a template
     */
    public static boolean isPlain(String uri) {
        String text = uri;
        for (int i = 0; i < MAX_DECODINGS; i++) {
            if (hasTrick(text)) {
                return false;
            }
            // A percent sign that was encoded itself may stand alone after that
            Optional<String> decoded = decoded(text, i > 0, true);
            if (decoded.isEmpty() || decoded.get().equals(text)) {
                return decoded.isPresent();
            }
            text = decoded.get();
        }
        return false;
    }

    /**
     * Returns how a URI can be read: as it is written and, where it has escapes, decoded. What forbids something holds if
     * it holds for one of them, since a plugin may decode before it looks.
     *
     * @param uri the URI
     * @return one text or two
     */
    public static List<String> readings(String uri) {
        String text = uri;
        for (int i = 0; i < MAX_DECODINGS && text.indexOf('%') >= 0; i++) {
            String before = text;
            text = decoded(text, true, false).orElse(before);
            if (text.equals(before)) {
                break;
            }
        }
        return text.equals(uri) ? List.of(uri) : List.of(uri, text);
    }

    private static boolean hasTrick(String text) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '/';
            if (c == '\\' || Character.isISOControl(c)) {
                return true;
            }
            if (c == '/' || c == '?' || c == '#' || c == ';' || c == ':' || c == '&' || c == '=') {
                if (isDots(text, start, i)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }

    private static boolean isDots(String text, int start, int end) {
        int length = end - start;
        return (length == 1 || length == 2) && text.charAt(start) == '.' && text.charAt(end - 1) == '.';
    }

    private static Optional<String> decoded(String text, boolean isLenient, boolean refusesNeedless) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
                if (refusesNeedless && low >= 0 && isUnreserved(high << 4 | low)) {
                    return Optional.empty();
                } else if (low >= 0) {
                    bytes.write(high << 4 | low);
                    i += 2;
                } else if (isLenient) {
                    bytes.write(c);
                } else {
                    return Optional.empty();
                }
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                int point = text.codePointAt(i);
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(point) - 1;
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty(); // not UTF-8, such as an overlong form of a dot
        }
    }
}
