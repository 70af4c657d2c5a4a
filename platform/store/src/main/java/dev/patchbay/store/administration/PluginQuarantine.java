package dev.patchbay.store.administration;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.time.Instant;

/**
 * Says that nothing of a plugin may run. The time is kept to the microsecond.
 *
 * @param pluginId the plugin
 * @param reason why, in words; may be empty
 * @param by the administrator's name
 * @param at when
 */
public record PluginQuarantine(String pluginId, String reason, String by, Instant at) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public PluginQuarantine {
        StoredText.filled("the id of a plugin in quarantine", pluginId, 200);
        StoredText.text("the reason", reason, StoredText.MAX_DESCRIPTION);
        StoredText.filled("who quarantined plugin " + pluginId, by, 200);
        at = Columns.kept(at);
    }
}
