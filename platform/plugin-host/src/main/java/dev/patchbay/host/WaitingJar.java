package dev.patchbay.host;

import java.util.List;
import java.util.Optional;

/**
 * A JAR of the plugins folder that waits for approval.
 *
 * @param file its file name
 * @param pluginId the plugin in it
 * @param version the plugin's version
 * @param hash SHA-256 of the JAR, what an approval is for
 * @param provider who made it, as it says
 * @param description what it is for, as it says
 * @param grants what it asks to touch, a line for each kind
 * @param serving the version of the plugin that serves meanwhile
 */
public record WaitingJar(String file, String pluginId, String version, String hash, Optional<String> provider,
        Optional<String> description, List<String> grants, Optional<String> serving) {
    /** Copies the list. */
    public WaitingJar {
        grants = List.copyOf(grants);
    }
}
