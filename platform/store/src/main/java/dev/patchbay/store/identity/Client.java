package dev.patchbay.store.identity;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One that calls: a person's tool, an agent, a service. Times are kept to the microsecond.
 *
 * @param id names the client, chosen by people
 * @param displayName how it is shown
 * @param roles names of existing roles
 * @param permissions granted directly, as {@code resource:action}
 * @param disabled whether every call of it is refused
 * @param searchMode whether its list shows the tools to search with instead of all its tools
 * @param callsPerMinute its own limit, 1 or more; null: the default
 * @param callsPerDay its quota, 1 or more; null: none
 * @param createdAt when it was created
 */
public record Client(String id, String displayName, Set<String> roles, Set<String> permissions, boolean disabled,
        boolean searchMode, @Nullable Integer callsPerMinute, @Nullable Long callsPerDay, Instant createdAt) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a name, a text or a number cannot be kept; the message says which
     */
    public Client {
        StoredText.name("client", id);
        StoredText.text("the display name of client " + id, displayName, StoredText.MAX_DESCRIPTION);
        roles = StoredText.texts("a role of client " + id, roles, 64);
        permissions = StoredText.texts("a permission of client " + id, permissions, StoredText.MAX_DESCRIPTION);
        if (callsPerMinute != null && callsPerMinute < 1) {
            throw new IllegalArgumentException("client " + id + " has " + callsPerMinute
                    + " calls per minute: use 1 or more, or none for the default");
        }
        if (callsPerDay != null && callsPerDay < 1) {
            throw new IllegalArgumentException("client " + id + " has " + callsPerDay
                    + " calls per day: use 1 or more, or none for no quota");
        }
        createdAt = Columns.kept(createdAt);
    }
}
