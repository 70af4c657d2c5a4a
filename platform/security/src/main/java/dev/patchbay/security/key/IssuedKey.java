package dev.patchbay.security.key;

import dev.patchbay.store.identity.ApiKey;

/**
 * A key that was just made; the only time its text is seen.
 *
 * @param key what is stored of it
 * @param text the key itself, for its client; never logged
 */
public record IssuedKey(ApiKey key, String text) {
    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "IssuedKey[" + key + ", text=***]";
    }
}
