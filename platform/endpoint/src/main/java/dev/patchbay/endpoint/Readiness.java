package dev.patchbay.endpoint;

import java.util.Optional;

/** Whether requests can be served now. Asked by {@code GET /health/ready} on an I/O thread, so it must not block. */
@FunctionalInterface
public interface Readiness {
    /**
     * Returns why not.
     *
     * @return what is missing, or empty if all is there
     */
    Optional<String> notReady();
}
