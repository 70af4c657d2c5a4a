package dev.patchbay.plugins.database.schema;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON of JDK types as text, which is what the contents of a resource are. */
final class Json {
    private final StringBuilder text = new StringBuilder();

    private Json() {}

    static String text(Object value) {
        Json json = new Json();
        json.write(value, "");
        return json.text.toString();
    }

    private void write(@Nullable Object value, String indent) {
        switch (value) {
            case null -> text.append("null");
            case Map<?, ?> map -> object(map, indent);
            case Collection<?> list -> array(list, indent);
            case Boolean flag -> text.append(flag);
            case Number number -> text.append(number);
            default -> string(value.toString());
        }
    }

    private void object(Map<?, ?> map, String indent) {
        text.append('{');
        String separator = "\n";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(separator).append(indent).append("  ");
            string(String.valueOf(entry.getKey()));
            text.append(": ");
            write(entry.getValue(), indent + "  ");
            separator = ",\n";
        }
        text.append(map.isEmpty() ? "}" : "\n" + indent + "}");
    }

    private void array(Collection<?> list, String indent) {
        text.append('[');
        for (Iterator<?> items = list.iterator(); items.hasNext();) {
            write(items.next(), indent + "  ");
            text.append(items.hasNext() ? ", " : "");
        }
        text.append(']');
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c) && isAlone(value, i)) {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static boolean isAlone(String value, int at) {
        return Character.isHighSurrogate(value.charAt(at))
                ? at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1))
                : at == 0 || !Character.isHighSurrogate(value.charAt(at - 1));
    }
}
