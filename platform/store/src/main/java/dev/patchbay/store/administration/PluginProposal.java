package dev.patchbay.store.administration;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.time.Instant;

/**
 * A decision that one administrator has taken and a second must take too. The time is kept to the microsecond.
 *
 * @param sha256 names the decision: the hash of all that belongs to it
 * @param pluginId the plugin
 * @param decision what, in words
 * @param by who took it first
 * @param at when
 */
public record PluginProposal(String sha256, String pluginId, String decision, String by, Instant at) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public PluginProposal {
        PluginApproval.hash("the hash of a decision", sha256);
        StoredText.filled("the plugin of a decision", pluginId, 200);
        StoredText.text("a decision", decision, 4_000);
        StoredText.filled("who took a decision", by, 200);
        at = Columns.kept(at);
    }
}
