package dev.patchbay.connector;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list as the service gives it.
 *
 * @param items the items, lean; the same page gives the same items in the same order
 * @param next where the next page is, in words of the source; absent after the last one
 * @param total how many items there are in all, if the service says so
 */
public record UpstreamPage(List<Map<String, @Nullable Object>> items, Optional<String> next, Optional<Long> total) {
    /** Copies the list. */
    public UpstreamPage {
        items = Collections.unmodifiableList(List.copyOf(items));
    }

    /**
     * Returns a page that is followed by another one, or by none.
     *
     * @param items the items
     * @param next where the next page is
     * @return the page
     */
    public static UpstreamPage of(List<Map<String, @Nullable Object>> items, Optional<String> next) {
        return new UpstreamPage(items, next, Optional.empty());
    }
}
