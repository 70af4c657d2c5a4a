package dev.patchbay.access.limit;

import dev.patchbay.store.StoreException;
import dev.patchbay.store.state.QuotaUse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the calls of a day, in UTC, by client. Counted in memory and written to the store every few seconds and at the
 * end: a crash loses the count of those seconds, never more.
 *
 * <p>Threads: any for counting, which does not block; {@link #write()} blocks on the database.
 */
public final class Quotas implements AutoCloseable {
    /** How often the counts are written. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int KEPT_DAYS = 40;
    private static final Logger LOG = LoggerFactory.getLogger(Quotas.class);

    private final Storage storage;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("patchbay-quotas").daemon().factory());
    /** Held while the database is written, so never taken where calls are counted. */
    private final Object writer = new Object();
    private final Queue<Day> ended = new ConcurrentLinkedQueue<>();
    private volatile Day day;
    private @Nullable Future<?> regular;

    /** Where counts are kept; the store's table, or nothing. */
    interface Storage {
        /** Returns the counts of a day. */
        Map<String, Long> load(LocalDate day);

        /** Adds to the counts of a day. */
        void add(LocalDate day, Map<String, Long> calls);

        /** Forgets days. */
        void forgetBefore(LocalDate day);
    }

    private static final class Day {
        private final LocalDate date;
        private final Map<String, Count> counts = new ConcurrentHashMap<>();

        Day(LocalDate date) {
            this.date = date;
        }

        Count count(String client) {
            return counts.computeIfAbsent(client, id -> new Count());
        }
    }

    /** The calls of a client on a day: all of them, and how many of those are written. */
    private static final class Count {
        private final AtomicLong calls = new AtomicLong();
        private final AtomicLong written = new AtomicLong();
    }

    Quotas(Storage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
        this.day = new Day(today());
        storage.load(day.date).forEach((client, calls) -> {
            day.count(client).calls.set(calls);
            day.count(client).written.set(calls);
        });
    }

    /**
     * Opens the counts of today and begins to write them.
     *
     * @param use the store's table
     * @param clock the time
     * @return the counts
     */
    public static Quotas of(QuotaUse use, InstantSource clock) {
        Quotas quotas = new Quotas(new Storage() {
            @Override
            public Map<String, Long> load(LocalDate day) {
                return use.load(day);
            }

            @Override
            public void add(LocalDate day, Map<String, Long> calls) {
                use.add(day, calls);
            }

            @Override
            public void forgetBefore(LocalDate day) {
                use.forgetBefore(day);
            }
        }, clock);
        quotas.begin();
        return quotas;
    }

    /**
     * Counts in memory only.
     *
     * @param clock the time
     * @return the counts, all 0
     */
    public static Quotas unwritten(InstantSource clock) {
        return new Quotas(new Storage() {
            @Override
            public Map<String, Long> load(LocalDate day) {
                return Map.of();
            }

            @Override
            public void add(LocalDate day, Map<String, Long> calls) {
                // kept nowhere
            }

            @Override
            public void forgetBefore(LocalDate day) {
                // nothing is kept
            }
        }, clock);
    }

    private void begin() {
        regular = thread.scheduleWithFixedDelay(this::write, INTERVAL.toMillis(), INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private Day day() {
        Day known = day;
        return known.date.equals(today()) ? known : turned();
    }

    private synchronized Day turned() {
        LocalDate today = today();
        // Not back to yesterday when the clock is set back by a second: what was counted stays counted
        if (today.isAfter(day.date)) {
            ended.add(day);
            day = new Day(today);
        }
        return day;
    }

    /**
     * Counts a call, unless the client has none left.
     *
     * @param client the client
     * @param perDay how many it has in a day
     * @return whether it was counted
     */
    boolean count(String client, long perDay) {
        AtomicLong calls = day().count(client).calls;
        long before = calls.getAndUpdate(known -> known < perDay ? known + 1 : known);
        return before < perDay;
    }

    /**
     * Returns how many calls a client made today.
     *
     * @param client the client
     * @return the number
     */
    public long used(String client) {
        Count count = day().counts.get(client);
        return count == null ? 0 : count.calls.get();
    }

    /**
     * Returns when the counts begin anew.
     *
     * @return the next midnight in UTC
     */
    public Instant resetsAt() {
        return day().date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Writes what is not written yet; what cannot be written now is tried again. Blocks. */
    public void write() {
        synchronized (writer) {
            boolean isTurned = !ended.isEmpty();
            ended.removeIf(this::isWritten);
            Day today = day();
            isWritten(today);
            if (isTurned) {
                forget(today.date);
            }
        }
    }

    private boolean isWritten(Day which) {
        Map<String, Long> fresh = new HashMap<>();
        which.counts.forEach((client, count) -> {
            long calls = count.calls.get() - count.written.get();
            if (calls > 0) {
                fresh.put(client, calls);
            }
        });
        if (fresh.isEmpty()) {
            return true;
        }
        try {
            storage.add(which.date, fresh);
            fresh.forEach((client, calls) -> which.count(client).written.addAndGet(calls));
            return true;
        } catch (StoreException | IllegalArgumentException e) {
            LOG.warn("The counts of calls per day could not be written and are kept: {}", e.getMessage());
            return false;
        }
    }

    private void forget(LocalDate today) {
        try {
            storage.forgetBefore(today.minusDays(KEPT_DAYS));
        } catch (StoreException e) {
            LOG.warn("Old counts of calls per day could not be deleted: {}", e.getMessage());
        }
    }

    /** Writes the counts and ends. Blocks. */
    @Override
    public void close() {
        Future<?> running = regular;
        if (running != null) {
            running.cancel(false);
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Writing the counts of calls per day takes long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        write();
    }
}
