package dev.patchbay.store.administration;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.time.Instant;

/**
 * Says that a JAR may not run. The time is kept to the microsecond.
 *
 * @param sha256 the JAR's hash
 * @param pluginId the plugin in it
 * @param version the plugin's version
 * @param reason why, in words; may be empty
 * @param by the administrator's name
 * @param at when
 */
public record PluginRejection(String sha256, String pluginId, String version, String reason, String by, Instant at) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public PluginRejection {
        PluginApproval.hash("the hash of a rejected JAR", sha256);
        StoredText.filled("the id of a rejected plugin", pluginId, 200);
        StoredText.filled("the version of plugin " + pluginId, version, 200);
        StoredText.text("the reason", reason, StoredText.MAX_DESCRIPTION);
        StoredText.filled("who rejected plugin " + pluginId, by, 200);
        at = Columns.kept(at);
    }
}
