package dev.patchbay.access.explain;

import java.util.Locale;

/**
 * Why a step passed or did not. The words never change; new ones may come. Listed with their meaning in
 * {@code docs/explain.md}.
 */
public enum ReasonCode {
    /** There is such a client, and it is not disabled. */
    CLIENT_ACTIVE,
    /** There is no such client. */
    CLIENT_UNKNOWN,
    /** The client is disabled. */
    CLIENT_DISABLED,
    /** A key of the client is valid, or an identity is linked to it. */
    CREDENTIAL_VALID,
    /** Keys of the client exist, but all are expired or revoked. */
    CREDENTIAL_ENDED,
    /** The client has no key and no linked identity. */
    CREDENTIAL_NONE,
    /** The catalog has the entry. */
    ENTRY_FOUND,
    /** The catalog does not have the entry. */
    ENTRY_UNKNOWN,
    /** The plugin's instance serves. */
    PLUGIN_SERVING,
    /** The plugin's instance does not serve: stopped or failed. */
    PLUGIN_NOT_SERVING,
    /** The JAR of the plugin, or a changed one, waits for approval. */
    PLUGIN_PENDING,
    /** An administrator has refused the JAR of the plugin. */
    PLUGIN_REJECTED,
    /** The plugin is stopped: by an administrator, or because its calls do not end. */
    PLUGIN_QUARANTINED,
    /** Calls fail, and its circuit breaker lets none through for a while. */
    BREAKER_OPEN,
    /** Something else of the plugin's instance is not called now, or calls of it do not end. */
    PLUGIN_DEGRADED,
    /** The definition waits for approval; if there was an earlier one, that is served. */
    DEFINITION_WAITING,
    /** The plugin asks to touch what it is not given. */
    GRANT_MISSING,
    /** Something enables the entry for the client. */
    ENABLED,
    /** Nothing enables the entry for the client. */
    NOT_ENABLED,
    /** A toolset shows the tool under another name. */
    RENAMED,
    /** A rule hides the entry from the client. */
    HIDDEN_BY_RULE,
    /** Something else that the client sees has the name. */
    NAME_TAKEN,
    /** A toolset's override cannot be applied to the tool as it is now. */
    UNUSABLE_OVERRIDE,
    /** The name is reserved for the tools that search. */
    RESERVED_NAME,
    /** The URI has dot segments, backslashes, control characters or needless escapes. */
    URI_NOT_PLAIN,
    /** The client searches its tools: this one can be called, but is not listed. */
    SEARCH_MODE,
    /** The operation needs no scope, the token has them, or the caller has no token. */
    SCOPES_HELD,
    /** The token lacks a scope. */
    INSUFFICIENT_SCOPE,
    /** The client has the permissions of the operation, or it needs none. */
    PERMISSION_HELD,
    /** The client lacks a permission. */
    PERMISSION,
    /** A rule allows the call. */
    RULE_ALLOWS,
    /** A rule is about other calls. */
    RULE_NOT_APPLICABLE,
    /** A rule reads arguments, and none were given to explain with. */
    RULE_NEEDS_ARGUMENTS,
    /** A rule refuses the call. */
    RULE,
    /** A rule cannot be evaluated for this call, so it refuses. */
    RULE_FAILED,
    /** No limit is used up. */
    LIMITS_LEFT,
    /** A limit of calls per minute is used up now. */
    RATE_LIMITED,
    /** The quota of the day is used up. */
    QUOTA_EXCEEDED,
    /** Results of the tool are given again for a while. */
    RESULTS_KEPT,
    /** Nothing stands against the call. */
    ALLOWED;

    /**
     * Returns the word for programs.
     *
     * @return the name in snake_case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
