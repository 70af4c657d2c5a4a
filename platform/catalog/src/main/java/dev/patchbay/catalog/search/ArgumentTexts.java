package dev.patchbay.catalog.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names and descriptions of arguments, as an input schema has them. */
final class ArgumentTexts {
    private static final int MAX_DEPTH = 4;
    private static final int MAX_TEXTS = 500;

    private final List<String> texts = new ArrayList<>();

    private ArgumentTexts() {}

    static List<String> of(Map<String, ?> schema) {
        ArgumentTexts found = new ArgumentTexts();
        found.read(schema, 0);
        return found.texts;
    }

    private void read(Map<?, ?> schema, int depth) {
        if (depth == MAX_DEPTH) {
            return;
        }
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> {
                add(name);
                if (property instanceof Map<?, ?> described) {
                    add(described.get("description"));
                    read(described, depth + 1);
                }
            });
        }
        if (schema.get("items") instanceof Map<?, ?> items) {
            read(items, depth + 1);
        }
    }

    private void add(@Nullable Object text) {
        if (text instanceof String words && texts.size() < MAX_TEXTS) {
            texts.add(words);
        }
    }
}
