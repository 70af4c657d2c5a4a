package dev.patchbay.access.limit;

import dev.patchbay.store.enablement.Limit;
import java.util.List;

/**
 * A limit that counts a call.
 *
 * @param scope what is counted together
 * @param key the client, the tool, the instance: what the scope counts
 * @param callsPerMinute how many calls
 * @param origin where the number comes from, for people
 */
public record AppliedLimit(Limit.Scope scope, List<String> key, int callsPerMinute, String origin) {
    /** Copies the key. */
    public AppliedLimit {
        key = List.copyOf(key);
    }

    /** A changed limit counts anew; where it comes from does not matter. */
    Bucket bucket() {
        return new Bucket(scope, key, callsPerMinute);
    }

    /** What tells one counter from another. */
    record Bucket(Limit.Scope scope, List<String> key, int callsPerMinute) {}
}
