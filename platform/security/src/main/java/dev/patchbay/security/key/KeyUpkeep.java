package dev.patchbay.security.key;

import dev.patchbay.security.Identities;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be done about keys while nobody asks: writing their use once a minute, telling each second what expired. */
public final class KeyUpkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUpkeep.class);
    private static final Duration WRITE = Duration.ofMinutes(1);
    private static final Duration TELL = Duration.ofSeconds(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final KeyUse use;
    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> writing;
    private final ScheduledFuture<?> telling;

    /**
     * Starts it.
     *
     * @param identities who tells what expired
     * @param use what is written
     */
    public KeyUpkeep(Identities identities, KeyUse use) {
        this.use = use;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("patchbay-keys").factory());
        this.writing = every(WRITE, use::write);
        this.telling = every(TELL, identities::tellExpired);
    }

    private ScheduledFuture<?> every(Duration interval, Runnable task) {
        return thread.scheduleWithFixedDelay(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("The upkeep of the API keys failed; it goes on", e);
            }
        }, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends it and writes what is left; waits a few seconds at most for what runs. */
    @Override
    public void close() {
        writing.cancel(false);
        telling.cancel(false);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The upkeep of the API keys does not end; the last minute of their use is lost");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        use.write();
    }
}
