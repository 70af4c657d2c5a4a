package dev.patchbay.store.administration;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.time.Instant;

/**
 * What an instance is given beyond what its JAR was approved with, or what is taken from it. The time is kept to the microsecond.
 *
 * @param instance the instance
 * @param text the grant, such as {@code hosts: api.example.com}
 * @param given whether it is given; else it is taken
 * @param by the administrator's name
 * @param at when
 */
public record PluginGrant(String instance, String text, boolean given, String by, Instant at) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public PluginGrant {
        StoredText.filled("the instance of a grant", instance, 200);
        StoredText.filled("a grant", text, 1_000);
        StoredText.filled("who decided on a grant", by, 200);
        at = Columns.kept(at);
    }
}
