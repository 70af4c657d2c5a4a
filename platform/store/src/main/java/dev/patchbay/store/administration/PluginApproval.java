package dev.patchbay.store.administration;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Says that a JAR may run. The time is kept to the microsecond.
 *
 * @param sha256 the JAR's hash, as 64 lower-case hexadecimal digits
 * @param pluginId the plugin in it
 * @param version the plugin's version
 * @param approvedBy the administrator's name
 * @param approvedAt when it was approved
 */
public record PluginApproval(String sha256, String pluginId, String version, String approvedBy, Instant approvedAt) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public PluginApproval {
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("the hash of an approved JAR is not 64 lower-case hexadecimal digits");
        }
        StoredText.filled("the id of an approved plugin", pluginId, 200);
        StoredText.filled("the version of plugin " + pluginId, version, 200);
        StoredText.filled("who approved plugin " + pluginId, approvedBy, 200);
        approvedAt = Columns.kept(approvedAt);
    }
}
