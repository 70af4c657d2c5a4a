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
 * @param maxResultChars how many characters of a result it gets at once, {@value #MIN_RESULT_CHARS} or more; null: the
 *            default
 * @param maxResultTokens how many tokens by estimate, {@value #MIN_RESULT_TOKENS} or more; null: the default
 * @param createdAt when it was created
 */
public record Client(String id, String displayName, Set<String> roles, Set<String> permissions, boolean disabled,
        boolean searchMode, @Nullable Integer callsPerMinute, @Nullable Long callsPerDay,
        @Nullable Integer maxResultChars,
        @Nullable Integer maxResultTokens, Instant createdAt) {
    /** The least number of characters of a result: with less there is room for nothing but the link to the rest. */
    public static final int MIN_RESULT_CHARS = 2000;
    /** The least number of tokens of a result. */
    public static final int MIN_RESULT_TOKENS = 500;
    /** The greatest of either, which is as good as none. */
    public static final int MAX_RESULT = 1_000_000_000;

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
        checkResult(id, "characters", maxResultChars, MIN_RESULT_CHARS);
        checkResult(id, "tokens", maxResultTokens, MIN_RESULT_TOKENS);
        createdAt = Columns.kept(createdAt);
    }

    /**
     * Creates a client that gets as much of a result at once as the default says.
     *
     * @param id names the client
     * @param displayName how it is shown
     * @param roles names of existing roles
     * @param permissions granted directly
     * @param disabled whether every call of it is refused
     * @param searchMode whether its list shows the tools to search with
     * @param callsPerMinute its own limit; null: the default
     * @param callsPerDay its quota; null: none
     * @param createdAt when it was created
     */
    public Client(String id, String displayName, Set<String> roles, Set<String> permissions, boolean disabled,
            boolean searchMode, @Nullable Integer callsPerMinute, @Nullable Long callsPerDay, Instant createdAt) {
        this(id, displayName, roles, permissions, disabled, searchMode, callsPerMinute, callsPerDay, null, null,
                createdAt);
    }

    private static void checkResult(String id, String what, @Nullable Integer value, int least) {
        if (value != null && (value < least || value > MAX_RESULT)) {
            throw new IllegalArgumentException("client " + id + " has " + value + " " + what
                    + " of a result: use from " + least + " to " + MAX_RESULT + ", or none for the default");
        }
    }

    /**
     * Returns the client with other roles and permissions.
     *
     * @param otherRoles names of existing roles
     * @param otherPermissions granted directly
     * @return the changed client
     */
    public Client with(Set<String> otherRoles, Set<String> otherPermissions) {
        return new Client(id, displayName, otherRoles, otherPermissions, disabled, searchMode, callsPerMinute,
                callsPerDay, maxResultChars, maxResultTokens, createdAt);
    }
}
