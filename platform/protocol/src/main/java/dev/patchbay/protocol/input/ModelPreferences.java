package dev.patchbay.protocol.input;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Wishes about the model, each from 0 to 1, null if there is none.
 *
 * @param hints names or parts of names of models, in order of preference
 */
public record ModelPreferences(List<String> hints, @Nullable Double costPriority, @Nullable Double speedPriority,
        @Nullable Double intelligencePriority) {
    public ModelPreferences {
        hints = List.copyOf(hints);
    }
}
