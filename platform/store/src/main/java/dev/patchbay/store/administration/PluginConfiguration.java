package dev.patchbay.store.administration;

import dev.patchbay.store.StoredText;

/**
 * The configuration that an instance was last started with, as a hash.
 *
 * @param instance the instance
 * @param jar the hash of the JAR it was started from
 * @param sha256 the hash of the configuration, without its secrets
 */
public record PluginConfiguration(String instance, String jar, String sha256) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public PluginConfiguration {
        StoredText.filled("the instance of a configuration", instance, 200);
        PluginApproval.hash("the hash of a JAR", jar);
        PluginApproval.hash("the hash of a configuration", sha256);
    }
}
