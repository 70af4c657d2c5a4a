package dev.patchbay.store.administration;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says that a JAR may run. The time is kept to the microsecond.
 *
 * @param sha256 the JAR's hash, as 64 lower-case hexadecimal digits
 * @param pluginId the plugin in it
 * @param version the plugin's version
 * @param definitions the hash of what it defines; null in an approval of an earlier Patchbay
 * @param grants what of its requests was approved; null in an approval of an earlier Patchbay: all of it
 * @param approvedBy the administrator's name
 * @param secondedBy the second administrator, where two are needed
 * @param approvedAt when it was approved
 */
public record PluginApproval(String sha256, String pluginId, String version, @Nullable String definitions,
        @Nullable Set<String> grants, String approvedBy, @Nullable String secondedBy, Instant approvedAt) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public PluginApproval {
        hash("the hash of an approved JAR", sha256);
        if (definitions != null) {
            hash("the hash of the definitions of an approved JAR", definitions);
        }
        StoredText.filled("the id of an approved plugin", pluginId, 200);
        StoredText.filled("the version of plugin " + pluginId, version, 200);
        StoredText.filled("who approved plugin " + pluginId, approvedBy, 200);
        approvedAt = Columns.kept(approvedAt);
        if (grants != null) {
            grants = Set.copyOf(grants);
        }
    }

    /** Checks that a text is a hash. */
    static String hash(String what, String text) {
        if (!HASH.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " is not 64 lower-case hexadecimal digits");
        }
        return text;
    }
}
