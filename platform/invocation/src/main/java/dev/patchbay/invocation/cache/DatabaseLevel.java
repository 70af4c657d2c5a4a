package dev.patchbay.invocation.cache;

import dev.patchbay.invocation.cache.KeptResults.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the table: reads wait for it on virtual threads, a short while at most, and writes are gathered. Where
 * the database is slow or away, nothing is found there, and no call fails.
 *
 * <p>Threads: any; nothing here blocks but {@link #close}.
 */
final class DatabaseLevel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseLevel.class);
    private static final int READS_AT_ONCE = 8;
    private static final int MAX_WAITING = 1000;
    private static final int MAX_CHANGED = 10_000;
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration GATHER = Duration.ofMillis(100);
    private static final Duration PURGE_EVERY = Duration.ofMinutes(1);

    private final KeptResults table;
    private final CacheOptions options;
    private final LongSupplier clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore reads = new Semaphore(READS_AT_ONCE);
    private final Semaphore work = new Semaphore(0);
    private final Thread writer;
    private List<Supplier<Optional<Kept>>> waiting = new ArrayList<>();
    private Set<String> changed = new HashSet<>();
    private boolean isAllChanged;
    private boolean closed;
    private volatile long pausedUntil;

    DatabaseLevel(KeptResults table, CacheOptions options, LongSupplier clock) {
        this.table = table;
        this.options = options;
        this.clock = clock;
        this.writer = Thread.ofVirtual().name("patchbay-cache-writer").start(this::write);
    }

    /** Looks a result up; the consumer is told once, on a thread that must not be held long. */
    void find(String key, String owner, Consumer<Optional<Kept>> next) {
        if (clock.getAsLong() < pausedUntil || !reads.tryAcquire()) {
            next.accept(Optional.empty());
            return;
        }
        var _ = CompletableFuture.supplyAsync(() -> read(key, owner), threads)
                .completeOnTimeout(Optional.empty(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(next);
    }

    private Optional<Kept> read(String key, String owner) {
        try {
            return table.find(key, owner);
        } catch (RuntimeException e) {
            failed("read", e);
            return Optional.empty();
        } finally {
            reads.release();
        }
    }

    private void failed(String what, RuntimeException e) {
        pausedUntil = clock.getAsLong() + PAUSE.toMillis();
        LOG.warn("Kept results cannot be {}, the database is left alone for {} s: {}", what, PAUSE.toSeconds(),
                e.toString());
    }

    /** Keeps a result soon, unless the supplier says by then that it is not worth it any more. */
    synchronized void store(Supplier<Optional<Kept>> result) {
        if (waiting.size() < MAX_WAITING && !closed) {
            waiting.add(result);
            work.release();
        }
    }

    /** Removes soon what was built from something. */
    synchronized void changed(Collection<String> names) {
        if (changed.size() + names.size() > MAX_CHANGED) {
            isAllChanged = true;
            changed = new HashSet<>();
        } else {
            changed.addAll(names);
        }
        work.release();
    }

    private record Work(List<Supplier<Optional<Kept>>> results, Set<String> changed, boolean isAllChanged) {
        boolean isEmpty() {
            return results.isEmpty() && changed.isEmpty() && !isAllChanged;
        }
    }

    private synchronized Work take() {
        Work taken = new Work(waiting, changed, isAllChanged);
        waiting = new ArrayList<>();
        changed = new HashSet<>();
        isAllChanged = false;
        return taken;
    }

    private boolean await() throws InterruptedException {
        if (work.tryAcquire(PURGE_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
        synchronized (this) {
            return !closed;
        }
    }

    private void write() {
        long purgeAt = 0;
        try {
            while (await()) {
                write(take());
                if (clock.getAsLong() >= purgeAt) {
                    purgeAt = clock.getAsLong() + PURGE_EVERY.toMillis();
                    purge();
                }
                Thread.sleep(GATHER);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        write(take());
    }

    private void write(Work taken) {
        if (taken.isEmpty()) {
            return;
        }
        try {
            if (taken.isAllChanged()) {
                table.remove(Optional.empty(), Optional.empty());
            } else if (!taken.changed().isEmpty()) {
                table.removeBuiltFrom(taken.changed());
            }
        } catch (RuntimeException e) {
            failed("removed", e);
            again(taken); // else they would be found by the next run of the server
            return;
        }
        try {
            List<Kept> results = taken.results().stream().map(Supplier::get).flatMap(Optional::stream).toList();
            if (!results.isEmpty()) {
                table.keep(results);
            }
        } catch (RuntimeException e) {
            failed("written", e);
        }
    }

    private synchronized void again(Work taken) {
        isAllChanged |= taken.isAllChanged();
        changed.addAll(taken.changed());
    }

    private void purge() {
        try {
            table.purge(clock.getAsLong(), options.databaseRows(), options.databaseBytes());
        } catch (RuntimeException e) {
            failed("purged", e);
        }
    }

    /** Blocks. */
    List<KeptResults.Link> links(int max) {
        try {
            return table.links(max);
        } catch (RuntimeException e) {
            failed("read", e);
            return List.of();
        }
    }

    /** Blocks. */
    int remove(Optional<String> instance, Optional<String> name) {
        return table.remove(instance, name);
    }

    /** Blocks; empty where the database does not answer. */
    KeptResults.@Nullable Size size() {
        try {
            return table.size();
        } catch (RuntimeException e) {
            failed("counted", e);
            return null;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            work.release();
        }
        try {
            writer.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
    }
}
