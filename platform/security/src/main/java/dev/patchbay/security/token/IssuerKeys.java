package dev.patchbay.security.token;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one issuer, fetched when first needed, again in the background when they are some minutes old, and when a
 * token names a key that is not among them, but not more often than twice a minute, whatever tokens say. If the issuer
 * does not answer, the last good keys serve for an hour.
 *
 * <p>Threads: safe for all; never blocks.
 */
final class IssuerKeys {
    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration LAST_GOOD = Duration.ofHours(1);
    static final Duration BETWEEN = Duration.ofSeconds(30);
    /** As long as there are no keys nobody of this issuer can be served, so it is asked sooner. */
    static final Duration BETWEEN_WITHOUT = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    private final IssuerSettings settings;
    private final Fetcher fetcher;
    private final Ticker ticker;
    private final Object lock = new Object();
    private volatile @Nullable Held held;
    private @Nullable CompletableFuture<KeySet> running;
    private boolean tried;
    private long triedAt;

    private record Held(KeySet keys, long since) {}

    IssuerKeys(IssuerSettings settings, Fetcher fetcher, Ticker ticker) {
        this.settings = settings;
        this.fetcher = fetcher;
        this.ticker = ticker;
    }

    /** The keys that are known; empty if there are none, or none that are young enough. */
    Optional<KeySet> known() {
        Held now = held;
        if (now == null) {
            return Optional.empty();
        }
        long age = ticker.read() - now.since();
        if (age > FRESH.toNanos()) {
            fetch();
        }
        return age > LAST_GOOD.toNanos() ? Optional.empty() : Optional.of(now.keys());
    }

    /** Asks the issuer, or joins who is asking; empty if it was asked just before. Fails with IOException only. */
    Optional<CompletableFuture<KeySet>> fetch() {
        CompletableFuture<Boolean> start = new CompletableFuture<>();
        CompletableFuture<KeySet> fetched;
        synchronized (lock) {
            if (running != null) {
                return Optional.of(running);
            }
            long now = ticker.read();
            Held have = held;
            boolean without = have == null || now - have.since() > LAST_GOOD.toNanos();
            Duration between = without ? BETWEEN_WITHOUT : BETWEEN;
            if (tried && now - triedAt < between.toNanos()) {
                return Optional.empty();
            }
            tried = true;
            triedAt = now;
            fetched = start.thenCompose(started -> place()).thenCompose(fetcher::get).thenCompose(IssuerKeys::parse)
                    .whenComplete(this::settle);
            running = fetched;
        }
        start.complete(true);
        return Optional.of(fetched);
    }

    private CompletableFuture<URI> place() {
        return settings.keys().map(CompletableFuture::completedFuture)
                .orElseGet(() -> IssuerMetadata.keys(settings.issuer(), fetcher));
    }

    private void settle(@Nullable KeySet keys, @Nullable Throwable problem) {
        synchronized (lock) {
            running = null;
            if (keys != null) {
                held = new Held(keys, ticker.read());
            }
        }
        if (keys == null) {
            LOG.warn("The keys of {} cannot be fetched: {}", settings.issuer(), root(problem));
        } else {
            LOG.info("Fetched {} keys of {}", keys.size(), settings.issuer());
        }
    }

    private static CompletableFuture<KeySet> parse(byte[] json) {
        try {
            return CompletableFuture.completedFuture(KeySet.parse(json));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    static String root(@Nullable Throwable problem) {
        if (problem == null) {
            return "no reason known";
        }
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof IOException && root.getMessage() != null ? root.getMessage() : root.toString();
    }
}
