package dev.patchbay.store.enablement;

import dev.patchbay.store.StoredText;
import java.util.Set;

/**
 * A role, to enable things for many clients at once and to give them permissions.
 *
 * @param name names the role, chosen by people
 * @param description what it is for
 * @param permissions what its clients may, as {@code resource:action}
 */
public record Role(String name, String description, Set<String> permissions) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public Role {
        StoredText.name("role", name);
        StoredText.text("the description of role " + name, description, StoredText.MAX_DESCRIPTION);
        permissions = StoredText.texts("a permission of role " + name, permissions, StoredText.MAX_DESCRIPTION);
    }
}
