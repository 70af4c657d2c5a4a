package dev.patchbay.store.enablement;

import dev.patchbay.store.StoredText;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call of an entry needs besides being enabled.
 *
 * @param kind what is called
 * @param name an exact name, URI or URI template, or a prefix that ends in {@code *}
 * @param scopes what a caller with a token must have, all of them
 * @param permission what the caller must be granted, as {@code resource:action}; null: nothing
 */
public record Requirement(EntryKind kind, String name, Set<String> scopes, @Nullable String permission) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public Requirement {
        StoredText.pattern("what has a requirement", name);
        scopes = StoredText.texts("a scope that '" + name + "' requires", scopes, StoredText.MAX_DESCRIPTION);
        if (permission != null) {
            StoredText.filled("the permission that '" + name + "' requires", permission, StoredText.MAX_DESCRIPTION);
        }
    }
}
