package dev.patchbay.store.enablement;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a toolset shows a tool differently. Numbers in {@code fixed} come back from the store as Long or BigInteger when they
 * are integers and as BigDecimal otherwise.
 *
 * @param name another name; null: the tool's own
 * @param title another title; null: the tool's own
 * @param description another description; null: the tool's own
 * @param fixed arguments with values that the caller cannot choose: maps, lists, texts, numbers, booleans, null
 * @param hidden arguments that are not shown and cannot be sent
 */
public record ToolOverride(@Nullable String name, @Nullable String title, @Nullable String description,
        Map<String, Object> fixed, Set<String> hidden) {
    /**
     * Checks and copies, down to the last list.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public ToolOverride {
        if (name != null) {
            StoredText.filled("the name in an override", name, StoredText.MAX_ENTRY_NAME);
        }
        if (title != null) {
            StoredText.text("the title in an override", title, StoredText.MAX_DESCRIPTION);
        }
        if (description != null) {
            StoredText.text("the description in an override", description, 100_000);
        }
        fixed = Columns.copied(fixed);
        hidden = StoredText.texts("a hidden argument", hidden, StoredText.MAX_ENTRY_NAME);
    }

    /** Returns the JSON that is kept. */
    String json() {
        Map<String, Object> parts = new LinkedHashMap<>();
        putIfAny(parts, "name", name);
        putIfAny(parts, "title", title);
        putIfAny(parts, "description", description);
        putIfAny(parts, "fixed", fixed.isEmpty() ? null : fixed);
        putIfAny(parts, "hidden", hidden.isEmpty() ? null : hidden);
        return StoredText.text("an override with its fixed arguments, as JSON,", Columns.tree(parts), 1_000_000);
    }

    private static void putIfAny(Map<String, Object> parts, String key, @Nullable Object value) {
        if (value != null) {
            parts.put(key, value);
        }
    }

    static ToolOverride of(String json) {
        Map<String, Object> parts = Columns.tree(json);
        return new ToolOverride((String) parts.get("name"), (String) parts.get("title"),
                (String) parts.get("description"), Columns.subtree(parts, "fixed"), Columns.textsOf(parts, "hidden"));
    }
}
