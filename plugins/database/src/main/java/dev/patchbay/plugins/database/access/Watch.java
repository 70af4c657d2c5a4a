package dev.patchbay.plugins.database.access;

import dev.patchbay.api.call.Call;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Cancels statements that take too long, or that nobody waits for any more. Not every database keeps to the time limit of a
 * statement; SQLite does not, but all can be cancelled by another thread.
 *
 * <p>Threads: any.
 */
public final class Watch implements AutoCloseable {
    private static final Duration MARGIN = Duration.ofMillis(500);

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("statement-watch").factory());

    /** Creates it; it has no thread before its first statement. */
    public Watch() {
        clock.setRemoveOnCancelPolicy(true);
    }

    /** One statement that is watched. */
    public static final class Watched implements AutoCloseable {
        private final Statement statement;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile boolean tooLong;
        private volatile boolean unwanted;
        private @org.jspecify.annotations.Nullable ScheduledFuture<?> alarm;

        private Watched(Statement statement) {
            this.statement = statement;
        }

        private void cancel(boolean byTime) {
            if (ended.get()) {
                return;
            }
            if (byTime) {
                tooLong = true;
            } else {
                unwanted = true;
            }
            try {
                statement.cancel();
            } catch (SQLException e) {
                // it has ended by itself
            }
        }

        /**
         * Returns whether it was cancelled because of its time.
         *
         * @return whether it took too long
         */
        public boolean tookTooLong() {
            return tooLong;
        }

        /**
         * Returns whether it was cancelled because nobody waited.
         *
         * @return whether it was
         */
        public boolean wasUnwanted() {
            return unwanted;
        }

        @Override
        public void close() {
            ended.set(true);
            if (alarm != null) {
                alarm.cancel(false);
            }
        }
    }

    /**
     * Watches a statement until the result is closed.
     *
     * @param statement the statement, before it runs
     * @param call the call that it runs for
     * @param limit how long it may take
     * @return the watched statement
     */
    public Watched watch(Statement statement, Call call, Duration limit) {
        Watched watched = new Watched(statement);
        Duration left = call.remaining().minus(MARGIN);
        long millis = Math.max(1, Math.min(limit.toMillis(), left.toMillis()));
        watched.alarm = clock.schedule(() -> watched.cancel(true), millis, TimeUnit.MILLISECONDS);
        call.cancellation().onCancel(() -> watched.cancel(false));
        return watched;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
