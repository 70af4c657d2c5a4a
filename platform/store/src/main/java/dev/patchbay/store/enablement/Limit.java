package dev.patchbay.store.enablement;

import dev.patchbay.store.StoredText;
import org.jspecify.annotations.Nullable;

/**
 * How often something may be called.
 *
 * @param scope what is counted together
 * @param client the client's id for {@link Scope#CLIENT} and {@link Scope#CLIENT_TOOL}, which must exist; null otherwise
 * @param name the tool's name for {@link Scope#CLIENT_TOOL} and {@link Scope#TOOL}, the plugin's id for
 *        {@link Scope#PLUGIN}; null otherwise
 * @param callsPerMinute 1 or more
 */
public record Limit(Scope scope, @Nullable String client, @Nullable String name, int callsPerMinute) {
    /** What is counted together. */
    public enum Scope {
        /** The calls of a client. */
        CLIENT,
        /** The calls of a tool by a client. */
        CLIENT_TOOL,
        /** The calls of a tool, by whomever. */
        TOOL,
        /** The calls of a plugin, by whomever. */
        PLUGIN,
        /** All calls. */
        GLOBAL
    }

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a part is missing or not wanted for the scope, or cannot be kept
     */
    public Limit {
        checkPart(scope, "client", client, scope == Scope.CLIENT || scope == Scope.CLIENT_TOOL);
        checkPart(scope, "name", name, scope != Scope.CLIENT && scope != Scope.GLOBAL);
        if (client != null) {
            StoredText.name("client", client);
        }
        if (name != null) {
            StoredText.filled("the name of a limit", name, StoredText.MAX_ENTRY_NAME);
        }
        if (callsPerMinute < 1) {
            throw new IllegalArgumentException("a limit of " + callsPerMinute + " calls per minute: use 1 or more");
        }
    }

    private static void checkPart(Scope scope, String part, @Nullable String value, boolean wanted) {
        if ((value != null) != wanted) {
            throw new IllegalArgumentException(
                    "a limit of scope " + scope + (wanted ? " needs a " : " has no ") + part);
        }
    }
}
