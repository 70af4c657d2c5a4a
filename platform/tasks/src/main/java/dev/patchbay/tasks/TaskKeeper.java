package dev.patchbay.tasks;

import dev.patchbay.invocation.RunningCall;
import dev.patchbay.invocation.TaskRefusedException;
import dev.patchbay.protocol.json.RawJson;
import dev.patchbay.protocol.task.TaskStatus;
import dev.patchbay.security.state.InvalidStateException;
import dev.patchbay.security.state.StoredSeal;
import dev.patchbay.store.Columns;
import dev.patchbay.store.state.TaskRow;
import dev.patchbay.store.state.TaskRows.Counts;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tasks: creates them, changes them, removes them when they expire, and knows which of them run in this process.
 * A task that works and does not run here was interrupted by a restart.
 *
 * <p>Threads: safe for all. What needs the store is done on virtual threads, and told by the future on one of those.
 */
public final class TaskKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskKeeper.class);
    private static final int ID_BYTES = 24;
    private static final int KEY_BYTES = 12;
    private static final int ATTEMPTS = 20;
    private static final int LOCKS = 64;
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    private final TaskStore store;
    private final TaskForm form;
    private final TaskOptions options;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Map<String, TaskRun> running = new ConcurrentHashMap<>();
    private final List<Consumer<KeptTask>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("patchbay-task-", 0).factory());
    private final ScheduledThreadPoolExecutor expiry = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("patchbay-task-expiry").factory());
    private final ReentrantLock[] locks = Stream.generate(ReentrantLock::new).limit(LOCKS)
            .toArray(ReentrantLock[]::new);
    private final Object creating = new Object();
    private final AtomicBoolean closing = new AtomicBoolean();

    /**
     * Creates a keeper.
     *
     * @param store where tasks are kept
     * @param seal seals what is kept
     * @param options what an administrator can set
     * @param clock tells the time
     * @param random makes ids
     */
    public TaskKeeper(TaskStore store, StoredSeal seal, TaskOptions options, InstantSource clock,
            SecureRandom random) {
        this.store = store;
        this.form = new TaskForm(seal);
        this.options = options;
        this.clock = clock;
        this.random = random;
        var _ = expiry.scheduleWithFixedDelay(this::removeExpired, LOOK.toMillis(), LOOK.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Returns what an administrator set. */
    public TaskOptions options() {
        return options;
    }

    /** Sets who is told of every change, on a virtual thread. */
    public void onChange(Consumer<KeptTask> listener) {
        listeners.add(listener);
    }

    /**
     * Creates a task of a call that runs.
     *
     * @param owner the id of the client
     * @param call the call
     * @param replay what earlier runs left behind
     * @param run the running call
     * @return the task, once it is durable; ends with a {@link TaskRefusedException} if there are too many
     */
    public CompletableFuture<KeptTask> create(String owner, TaskCall call, RawJson replay, RunningCall run) {
        return async(() -> {
            Instant now = Columns.kept(clock.instant());
            KeptTask task = new KeptTask(token(ID_BYTES), owner, call, TaskStatus.WORKING, "", 1, now, now,
                    now.plus(options.timeToLive()), replay, Map.of(), Map.of(), Optional.empty());
            TaskRow row = form.row(task);
            TaskRun registered = new TaskRun();
            registered.begin(run);
            synchronized (creating) {
                Counts counts = store.count(owner);
                if (counts.ofOwner() >= options.mostOfClient()) {
                    throw tooMany("This client has " + counts.ofOwner() + " tasks, which is the most");
                }
                if (counts.all() >= options.most()) {
                    throw tooMany("This server keeps " + counts.all() + " tasks, which is the most");
                }
                running.put(task.id(), registered);
                try {
                    store.add(row);
                } catch (RuntimeException e) {
                    running.remove(task.id());
                    throw e;
                }
            }
            return task;
        });
    }

    private static TaskRefusedException tooMany(String what) {
        return new TaskRefusedException("too_many_tasks", what
                + ". Tasks are removed some time after they have ended. Try again later.", TRY_AGAIN);
    }

    /** Returns a key under which a client is asked; never used before. */
    public String newKey() {
        return token(KEY_BYTES);
    }

    private String token(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Finds a task of a client. Blocks.
     *
     * @param owner the id of the client
     * @param id the id of the task
     * @return empty if there is none, it is somebody else's, or it has expired
     */
    public Optional<KeptTask> findNow(String owner, String id) {
        return read(id).filter(task -> task.owner().equals(owner));
    }

    private Optional<KeptTask> read(String id) {
        return store.find(id).filter(row -> row.expiresAt().isAfter(clock.instant())).flatMap(this::opened);
    }

    private Optional<KeptTask> opened(TaskRow row) {
        try {
            return Optional.of(form.task(row));
        } catch (InvalidStateException e) {
            LOG.warn("A task of {} cannot be read: it was kept under another key", row.tool());
            return Optional.empty();
        }
    }

    /** What a change did. */
    public record Change(KeptTask before, KeptTask after) {
        /** Whether it changed anything. */
        public boolean isOne() {
            return before.version() != after.version();
        }
    }

    /**
     * Changes a task. Blocks. The change may be computed again when another came between.
     *
     * @param id the id of the task
     * @param change gives the next state, or empty to leave it
     * @return what was changed, empty if there is no such task
     */
    public Optional<Change> changeNow(String id, Function<KeptTask, Optional<KeptTask>> change) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<KeptTask> before = read(id);
            if (before.isEmpty()) {
                return Optional.empty();
            }
            Optional<KeptTask> changed = change.apply(before.get());
            if (changed.isEmpty()) {
                return Optional.of(new Change(before.get(), before.get()));
            }
            KeptTask next = changed.get().next(Columns.kept(clock.instant()));
            if (store.replace(form.row(next))) {
                tell(next);
                return Optional.of(new Change(before.get(), next));
            }
        }
        throw new IllegalStateException("A task changes all the time");
    }

    private void tell(KeptTask task) {
        for (Consumer<KeptTask> listener : listeners) {
            try {
                listener.accept(task);
            } catch (RuntimeException e) {
                LOG.error("A change of a task could not be told", e);
            }
        }
    }

    /**
     * Cancels a task that has not ended, also its run. Blocks.
     *
     * @param id the id of the task
     */
    public void cancelNow(String id) {
        exclusively(id, () -> {
            changeNow(id, task -> task.status().isFinal()
                    ? Optional.empty()
                    : Optional.of(task.ended(TaskStatus.CANCELLED, "The client cancelled it.", Optional.empty())));
            TaskRun run = running.remove(id);
            if (run != null) {
                run.cancel();
            }
        });
    }

    /**
     * Does something with a task that nobody else may do at the same time, such as starting a run. Blocks.
     *
     * @param id the id of the task
     * @param work what is done
     */
    public void exclusively(String id, Runnable work) {
        ReentrantLock lock = locks[Math.floorMod(id.hashCode(), locks.length)];
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a task runs in this process. */
    public boolean isRunning(String id) {
        return running.containsKey(id);
    }

    /**
     * Takes a task for a run; only {@link #exclusively}.
     *
     * @param id the id of the task
     * @return what takes the running call, empty if the task runs already
     */
    public Optional<TaskRun> take(String id) {
        TaskRun run = new TaskRun();
        return running.putIfAbsent(id, run) == null ? Optional.of(run) : Optional.empty();
    }

    /**
     * Gives a task back that was taken for a run that does not begin.
     *
     * @param id the id of the task
     * @param run what was taken
     */
    public void release(String id, TaskRun run) {
        running.remove(id, run);
    }

    /**
     * Notes the end of a run.
     *
     * @param id the id of the task
     * @param change gives the next state of a task that has not ended
     * @return whether that was kept, once it is
     */
    public CompletableFuture<Boolean> ended(String id, UnaryOperator<KeptTask> change) {
        return async(() -> {
            exclusively(id, () -> {
                try {
                    changeNow(id, task -> task.status().isFinal() ? Optional.empty() : Optional.of(change.apply(task)));
                } finally {
                    running.remove(id);
                }
            });
            return true;
        }).exceptionally(problem -> {
            LOG.error("The end of a run of a task could not be kept", problem);
            return false;
        });
    }

    void removeExpired() {
        try {
            for (String id : store.removeExpired(clock.instant())) {
                TaskRun run = running.remove(id);
                if (run != null) {
                    run.cancel();
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("Expired tasks could not be removed", e);
        }
    }

    /**
     * Does something on a virtual thread.
     *
     * @param work what may block
     * @return what it gives
     */
    public <T> CompletableFuture<T> async(Supplier<T> work) {
        CompletableFuture<T> future = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    future.complete(work.get());
                } catch (RuntimeException | Error e) { // whoever waits is told
                    future.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            future.completeExceptionally(e);
        }
        return future;
    }

    /** Says that the server stops: a run that is broken off from here on is taken up after the restart. */
    public void stopping() {
        closing.set(true);
    }

    /** Whether the server stops. */
    public boolean isStopping() {
        return closing.get();
    }

    @Override
    public void close() {
        stopping();
        expiry.shutdownNow();
        threads.close();
    }
}
