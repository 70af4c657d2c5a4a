package dev.patchbay.ask;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a browser sends of a form: {@code application/x-www-form-urlencoded}, read in one way or not at all.
 *
 * <p>Source: URL Standard, section 5.1; bytes that are no UTF-8 are refused, not replaced.
 */
final class FormBody {
    private static final int MAX_FIELDS = 200;

    private final Map<String, List<String>> fields;

    private FormBody(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /** The form; empty if the bytes are none. */
    static Optional<FormBody> parse(byte[] body) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        String text = new String(body, StandardCharsets.ISO_8859_1);
        if (text.isEmpty()) {
            return Optional.of(new FormBody(fields));
        }
        String[] parts = text.split("&", -1);
        if (parts.length > MAX_FIELDS) {
            return Optional.empty();
        }
        for (String part : parts) {
            int equal = part.indexOf('=');
            if (equal <= 0) {
                return Optional.empty();
            }
            Optional<String> name = decoded(part.substring(0, equal));
            Optional<String> value = decoded(part.substring(equal + 1));
            if (name.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            fields.computeIfAbsent(name.get(), any -> new ArrayList<>()).add(value.get());
        }
        return Optional.of(new FormBody(fields));
    }

    private static Optional<String> decoded(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '+') {
                bytes.put((byte) ' ');
            } else if (c == '%') {
                if (i + 2 >= text.length() || !HexFormat.isHexDigit(text.charAt(i + 1))
                        || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                    return Optional.empty();
                }
                bytes.put((byte) HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else if (c <= ' ' || c > '~') {
                return Optional.empty();
            } else {
                bytes.put((byte) c);
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** All values of a field; none if it was not sent. */
    List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** The one value of a field; the empty string if it was not sent, or twice. */
    String one(String name) {
        List<String> values = all(name);
        return values.size() == 1 ? values.getFirst() : "";
    }
}
