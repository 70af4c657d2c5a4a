package dev.patchbay.api;

/**
 * Implemented by a class marked {@link Contributes} that can tell whether it is able to serve. The host asks after the
 * start and before the first call is let through: a new version that is not healthy never replaces one that serves.
 */
@Stable
@FunctionalInterface
public interface HealthCheck {
    /**
     * Returns normally when the plugin can serve. Called once after the start, on a thread of the instance, within the
     * host's start deadline (30 s by default). What is slow or may be down for a while (a remote service) does not
     * belong here: connect at the first call.
     *
     * @throws Exception if it cannot; the instance is shown as failed, with the message as the cause
     */
    void check() throws Exception;
}
