package dev.patchbay.connector;

import java.util.Optional;

/** Gets pages of a list from a service. */
@FunctionalInterface
public interface PageSource {
    /**
     * Gets a page.
     *
     * @param at what {@link UpstreamPage#next} of the page before said; absent for the first page. It comes back from the
     *            client and may be forged: use it as the value of a parameter, never as a URL
     * @param size how many items a page has; the same for all pages of a list
     * @return the page
     */
    UpstreamPage page(Optional<String> at, int size);
}
