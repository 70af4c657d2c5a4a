package dev.patchbay.stdio;

import java.util.Optional;

/** Finds the endpoint behind a pipe, or starts one. Called by one thread at a time; may block. */
@FunctionalInterface
public interface Upstreams {
    /**
     * Finds an endpoint.
     *
     * @param lost the one that was used until now and does not answer, or does not know us, any more; empty at first
     * @return where to send messages; the same as the lost one if there is no other
     * @throws NoUpstreamException if there is none; it is asked again with the next message
     * @throws InterruptedException if the thread is interrupted
     */
    Upstream connect(Optional<Upstream> lost) throws NoUpstreamException, InterruptedException;
}
