package dev.patchbay.security.key;

import dev.patchbay.security.Authentication;
import dev.patchbay.security.Authentication.Reason;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.HeaderCheck;
import dev.patchbay.security.Identities;
import dev.patchbay.security.IdentityDirectory;
import dev.patchbay.security.Presented;
import dev.patchbay.store.identity.ApiKey;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks API keys: {@code Authorization: Bearer pb_<id>.<secret>}. The code of the whole text is computed, whatever it is,
 * and looked for among the codes of all keys: so a key that does not exist costs the same as one whose secret is wrong, and
 * is told the same. That a key has expired is told only to who has the whole of it.
 *
 * <p>Threads: safe for all; never blocks, all it needs is in memory.
 */
public final class KeyCheck implements HeaderCheck {
    private static final Authentication INVALID = new Authentication.Refused("invalid_api_key", "Invalid API key",
            Reason.INVALID);
    private static final Authentication EXPIRED = new Authentication.Refused("api_key_expired", "API key expired",
            Reason.INVALID);

    private final Identities identities;
    private final Function<String, byte[]> hash;
    private final KeyUse use;
    private final InstantSource clock;

    /**
     * Makes the check.
     *
     * @param identities who has which key
     * @param hash what is stored of a key
     * @param use where it is noted that a key was used
     * @param clock the time
     */
    public KeyCheck(Identities identities, KeyHash hash, KeyUse use, InstantSource clock) {
        this(identities, hash::of, use, clock);
    }

    KeyCheck(Identities identities, Function<String, byte[]> hash, KeyUse use, InstantSource clock) {
        this.identities = identities;
        this.hash = hash;
        this.use = use;
        this.clock = clock;
    }

    @Override
    public Optional<Authentication> check(Presented presented) {
        if (!presented.scheme().equals("bearer") || !presented.value().startsWith(KeyText.PREFIX)) {
            return Optional.empty();
        }
        return Optional.of(authentication(presented.value()));
    }

    private Authentication authentication(String text) {
        IdentityDirectory directory = identities.current();
        byte[] code = hash.apply(text);
        Optional<ApiKey> found = directory.key(code);
        if (found.isEmpty()) {
            return INVALID;
        }
        ApiKey key = found.get();
        if (!MessageDigest.isEqual(key.hmac(), code) || !KeyText.id(text).equals(Optional.of(key.id()))) {
            return INVALID;
        }
        Instant now = clock.instant();
        Instant end = key.expiresAt();
        if (end != null && !now.isBefore(end)) {
            return EXPIRED;
        }
        Optional<ClientIdentity> caller = directory.identity(key);
        if (caller.isEmpty()) {
            return INVALID;
        }
        use.used(key.id(), now);
        return new Authentication.Known(caller.get());
    }
}
