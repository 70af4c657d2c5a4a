package dev.patchbay.api.spi;

import dev.patchbay.api.Contributions;
import dev.patchbay.api.Internal;

/** A started instance as its glue knows it. */
@Internal
public interface StartedPlugin {
    /**
     * Returns what the annotated methods contribute; what every {@code definitions.json} lists.
     *
     * @return the static contributions
     */
    Contributions declared();

    /**
     * Returns what the contributors add at the start.
     *
     * @return the dynamic contributions at the start, empty if no class is a contributor
     */
    Contributions dynamic();

    /**
     * Asks every health check.
     *
     * @throws Exception if one of them fails
     */
    void checkHealth() throws Exception;

    /**
     * Closes every contributing object that can be closed, last first, all of them even if one throws.
     *
     * @throws Exception the first exception, with the others suppressed
     */
    void stop() throws Exception;
}
