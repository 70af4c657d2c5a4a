package dev.patchbay.invocation.budget;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures JSON as text without writing it: compact, and what indentation adds. Used once, by one thread. */
final class JsonSize {
    private static final int INDENT = 2;

    private final long most;
    private long chars;
    private long quarters;
    private long indentation;

    private JsonSize(long most) {
        this.most = most;
    }

    static TextSize compact(@Nullable Object json) {
        JsonSize size = new JsonSize(Long.MAX_VALUE);
        size.value(json, 0);
        return new TextSize(size.chars, size.quarters);
    }

    static TextSize indented(@Nullable Object json) {
        JsonSize size = new JsonSize(Long.MAX_VALUE);
        size.value(json, 0);
        return size.indented();
    }

    /** Whether JSON fits, in time that the room bounds and not the JSON. */
    static boolean fits(@Nullable Object json, TextSize room, boolean isIndented) {
        JsonSize size = new JsonSize(room.chars());
        size.value(json, 0);
        return (isIndented ? size.indented() : new TextSize(size.chars, size.quarters)).fitsIn(room);
    }

    private TextSize indented() {
        return new TextSize(chars + indentation, quarters + indentation);
    }

    private void ascii(long count) {
        chars += count;
        quarters += count;
    }

    private void value(@Nullable Object json, int depth) {
        if (chars > most) {
            return; // it does not fit in any case
        }
        switch (json) {
            case null -> ascii(4);
            case String text -> text(text);
            case Boolean bool -> ascii(bool ? 4 : 5);
            case Map<?, ?> map -> {
                separators(map.size(), depth);
                map.forEach((name, member) -> {
                    text(String.valueOf(name));
                    ascii(1);
                    indentation += 2;
                    value(member, depth + 1);
                });
            }
            case List<?> list -> {
                separators(list.size(), depth);
                for (Object item : list) {
                    if (chars > most) {
                        return;
                    }
                    value(item, depth + 1);
                }
            }
            default -> ascii(json.toString().length());
        }
    }

    private void separators(int members, int depth) {
        ascii(2L + Math.max(0, members - 1));
        if (members > 0) {
            indentation += (long) members * (1 + (depth + 1L) * INDENT) + 1 + (long) depth * INDENT;
        }
    }

    private void text(String text) {
        ascii(2);
        if (text.length() > most) {
            chars += text.length();
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t') {
                ascii(2);
            } else if (c < ' ') {
                ascii(6);
            } else {
                chars++;
                quarters += TextSize.quarters(c);
            }
        }
    }
}
