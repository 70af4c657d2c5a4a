package dev.patchbay.invocation.budget;

import dev.patchbay.api.spi.JsonText;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON with a line for every member and item, so that it can be cut between lines. */
final class JsonLines {
    private final StringBuilder out = new StringBuilder();

    private JsonLines() {}

    static String of(@Nullable Object json) {
        JsonLines lines = new JsonLines();
        lines.write(json, "\n");
        return lines.out.toString();
    }

    private void write(@Nullable Object json, String line) {
        switch (json) {
            case Map<?, ?> map when !map.isEmpty() -> {
                out.append('{');
                for (Iterator<? extends Map.Entry<?, ?>> members = map.entrySet().iterator(); members.hasNext();) {
                    Map.Entry<?, ?> member = members.next();
                    out.append(line).append("  ").append(JsonText.of(member.getKey())).append(": ");
                    write(member.getValue(), line + "  ");
                    out.append(members.hasNext() ? "," : "");
                }
                out.append(line).append('}');
            }
            case List<?> list when !list.isEmpty() -> {
                out.append('[');
                for (Iterator<?> items = list.iterator(); items.hasNext();) {
                    out.append(line).append("  ");
                    write(items.next(), line + "  ");
                    out.append(items.hasNext() ? "," : "");
                }
                out.append(line).append(']');
            }
            case null, default -> out.append(JsonText.of(json));
        }
    }
}
