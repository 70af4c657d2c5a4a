package dev.patchbay.host;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The approval of a JAR: of its bytes, what it defines and what it may touch.
 *
 * @param hash SHA-256 of the JAR, in hexadecimal
 * @param pluginId the plugin in it
 * @param version the plugin's version
 * @param definitions the hash of what it defines; empty in an approval of an earlier Patchbay
 * @param grants what of its requests is given; empty in an approval of an earlier Patchbay: all of it
 * @param by who approved it
 * @param second the second who did, where two are needed
 * @param at when
 */
public record ApprovedJar(String hash, String pluginId, String version, Optional<String> definitions,
        Optional<Set<String>> grants, String by, Optional<String> second, Instant at) {
    /** Copies the grants. */
    public ApprovedJar {
        grants = grants.map(Set::copyOf);
    }
}
