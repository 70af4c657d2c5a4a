package dev.patchbay.security.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer at one time. Immutable.
 *
 * <p>Source: RFC 7517, section 5.
 */
final class KeySet {
    private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);
    private static final int MAX_KEYS = 64;
    /** How many keys are tried for a token that names none. */
    private static final int MAX_TRIED = 4;

    private final List<VerificationKey> keys;

    private KeySet(List<VerificationKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Reads a key set; keys that are of no use here are left out, as RFC 7517 asks. */
    static KeySet parse(byte[] json) throws IOException {
        Map<String, Object> set = StrictJson.object(json).orElseThrow(() -> new IOException("its key set is no JSON"));
        if (!(set.get("keys") instanceof List<?> members) || members.size() > MAX_KEYS) {
            throw new IOException("its key set has no list of at most " + MAX_KEYS + " keys");
        }
        List<VerificationKey> keys = new ArrayList<>();
        for (Object member : members) {
            if (member instanceof Map<?, ?> object) {
                add(object, keys);
            }
        }
        return new KeySet(keys);
    }

    private static void add(Map<?, ?> object, List<VerificationKey> keys) {
        Map<String, Object> named = new LinkedHashMap<>();
        object.forEach((name, value) -> named.put(String.valueOf(name), value));
        try {
            VerificationKey.of(JWK.parse(named)).ifPresent(keys::add);
        } catch (ParseException | JOSEException | GeneralSecurityException | IllegalArgumentException e) {
            LOG.debug("A key of a kind that is not known here, or a broken one, is left out", e);
        }
    }

    int size() {
        return keys.size();
    }

    /** The keys that may have signed a token. */
    List<VerificationKey> candidates(@Nullable String id, String algorithm) {
        return keys.stream()
                .filter(key -> key.algorithms().contains(algorithm) && (id == null || id.equals(key.id())))
                .limit(MAX_TRIED)
                .toList();
    }
}
