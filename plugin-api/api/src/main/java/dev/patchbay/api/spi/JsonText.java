package dev.patchbay.api.spi;

import dev.patchbay.api.Internal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON of JDK types as text, compact, members in their order. Source: RFC 8259.
 */
@Internal
public final class JsonText {
    private JsonText() {}

    /**
     * Writes JSON.
     *
     * @param json JSON of JDK types
     * @return the text
     * @throws IllegalArgumentException if something in it is not JSON
     */
    public static String of(@Nullable Object json) {
        StringBuilder out = new StringBuilder();
        write(json, out);
        return out.toString();
    }

    private static void write(@Nullable Object json, StringBuilder out) {
        switch (json) {
            case null -> out.append("null");
            case String text -> quote(text, out);
            case Boolean bool -> out.append(bool);
            case Double number -> out.append(JsonNumbers.finite(number));
            case Number number -> out.append(number);
            case Map<?, ?> map -> writeObject(map, out);
            case List<?> list -> writeList(list, out);
            default ->
                    throw new IllegalArgumentException("Not a JSON value: an object of " + json.getClass().getName());
        }
    }

    private static void writeObject(Map<?, ?> map, StringBuilder out) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            quote(String.valueOf(entry.getKey()), out);
            out.append(':');
            write(entry.getValue(), out);
            out.append(entries.hasNext() ? "," : "");
        }
        out.append('}');
    }

    private static void writeList(List<?> list, StringBuilder out) {
        out.append('[');
        Iterator<?> items = list.iterator();
        while (items.hasNext()) {
            write(items.next(), out);
            out.append(items.hasNext() ? "," : "");
        }
        out.append(']');
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || (Character.isSurrogate(c) && isLone(text, i))) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isLone(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }
}
