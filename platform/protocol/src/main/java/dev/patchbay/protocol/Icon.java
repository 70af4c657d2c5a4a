package dev.patchbay.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture that stands for a thing.
 *
 * @param src an http, https or data URI
 * @param mimeType overrides the type the source gives
 * @param sizes such as "48x48" or "any"; empty if not told
 * @param theme "light" or "dark"
 */
public record Icon(String src, @Nullable String mimeType, List<String> sizes, @Nullable String theme) {
    public Icon {
        sizes = List.copyOf(sizes);
    }
}
