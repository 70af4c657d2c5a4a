package dev.patchbay.store.identity;

import dev.patchbay.store.StoredText;

/**
 * Gives a role to callers whose token says something.
 *
 * @param kind whether a scope or a claim is looked at
 * @param issuer the token's issuer
 * @param claim the claim's name; empty for a scope
 * @param value the scope, or a value of the claim
 * @param role the name of an existing role
 */
public record RoleMapping(Kind kind, String issuer, String claim, String value, String role) {
    /** What of a token is looked at. */
    public enum Kind {
        /** Whether the token has a scope. */
        SCOPE,
        /** Whether a claim is, or holds, a value. */
        CLAIM
    }

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a part cannot be kept or a claim has no name; the message says which
     */
    public RoleMapping {
        StoredText.filled("the issuer of a role mapping", issuer, 1_000);
        StoredText.text("the claim of a role mapping", claim, 500);
        StoredText.filled("the value of a role mapping", value, 500);
        StoredText.name("role", role);
        if ((kind == Kind.CLAIM) == claim.isEmpty()) {
            throw new IllegalArgumentException(kind == Kind.CLAIM
                    ? "a role mapping by claim needs the claim's name"
                    : "a role mapping by scope has no claim: leave it empty");
        }
    }
}
