package dev.patchbay.store.administration;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.time.Instant;

/**
 * Something that an instance contributes at run time and may show. The time is kept to the microsecond.
 *
 * @param instance the instance
 * @param kind such as {@code tool}
 * @param name its name within the plugin
 * @param sha256 the hash of the canonical definition
 * @param definition the canonical definition, as JSON
 * @param by the administrator's name, or what approved it
 * @param at when
 */
public record PluginDefinition(String instance, String kind, String name, String sha256, String definition, String by,
        Instant at) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public PluginDefinition {
        StoredText.filled("the instance of a definition", instance, 200);
        StoredText.filled("the kind of a definition", kind, 32);
        StoredText.filled("the name of a definition", name, 1_000);
        PluginApproval.hash("the hash of a definition", sha256);
        StoredText.text("the definition of " + kind + " '" + name + "'", definition, 1_000_000);
        StoredText.filled("who approved a definition", by, 200);
        at = Columns.kept(at);
    }
}
