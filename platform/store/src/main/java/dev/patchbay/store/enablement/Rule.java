package dev.patchbay.store.enablement;

import dev.patchbay.store.StoredText;
import org.jspecify.annotations.Nullable;

/**
 * A rule in CEL, as it was written; whether it is one is not checked here.
 *
 * @param name names the rule, chosen by people
 * @param description what it is for
 * @param when to which calls it applies; null: to all
 * @param allow what must be true of them
 * @param message what a caller is told that it refuses
 * @param disabled whether it is left out
 * @param position rules with lower numbers come first
 */
public record Rule(String name, String description, @Nullable String when, String allow, String message,
        boolean disabled, int position) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public Rule {
        StoredText.name("rule", name);
        StoredText.text("the description of rule " + name, description, StoredText.MAX_DESCRIPTION);
        if (when != null) {
            StoredText.filled("the condition of rule " + name, when, 100_000);
        }
        StoredText.filled("what rule " + name + " allows", allow, 100_000);
        StoredText.text("the message of rule " + name, message, StoredText.MAX_DESCRIPTION);
    }
}
