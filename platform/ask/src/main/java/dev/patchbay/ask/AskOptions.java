package dev.patchbay.ask;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What an administrator can set about pages.
 *
 * @param base the URL under which browsers reach this server, without a slash at the end; empty for the address that is
 *            listened on
 * @param maxPages pages of all clients
 * @param maxPagesPerClient pages of one client; one more ends its oldest
 * @param patience how long a call that asks again waits for its user before it says so, so that a client that calls again
 *            at once needs no second look
 */
public record AskOptions(Optional<URI> base, int maxPages, int maxPagesPerClient, Duration patience) {
    /** What holds unless configured otherwise. */
    public static AskOptions defaults() {
        return new AskOptions(Optional.empty(), 10_000, 100, Duration.ofSeconds(20));
    }

    public AskOptions withBase(URI url) {
        return new AskOptions(Optional.of(url), maxPages, maxPagesPerClient, patience);
    }

    public AskOptions withMaxPages(int all, int perClient) {
        return new AskOptions(base, all, perClient, patience);
    }

    public AskOptions withPatience(Duration time) {
        return new AskOptions(base, maxPages, maxPagesPerClient, time);
    }
}
