package dev.patchbay.host.runtime;

import dev.patchbay.catalog.HandedSecrets;
import dev.patchbay.catalog.InstanceHealth;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.InstanceUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bounded pool of platform threads of one generation of an instance. Threads are made on demand and end when idle.
 *
 * <p>At most one thread is on its way from being woken to its first task. While there is one, a submission wakes no
 * other; whoever takes a task and leaves others behind wakes the next. So a burst of short calls is done by few threads
 * with few switches, and a call that blocks still leaves no other waiting.
 *
 * <p>Threads: all methods; nothing but {@link #awaitIdle} blocks.
 */
public final class InstancePool implements InstanceRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(InstancePool.class);

    private final String instance;
    private final String pluginId;
    private final String pluginVersion;
    private final PoolSettings settings;
    private final ClassLoader loader;
    private final ThreadGroup group;
    private final LostCalls lostCalls;
    private final HandedSecrets secrets = new HandedSecrets(64);
    private final Object lock = new Object();
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    private final ArrayDeque<Worker> idle = new ArrayDeque<>();
    private final Set<Worker> workers = new LinkedHashSet<>();
    /** Calls that wait or whose code runs; grows under the lock, so that it never passes the bound. */
    private final AtomicInteger places = new AtomicInteger();
    private PoolMode mode = PoolMode.OPEN;
    private int busy;
    private int calls;
    private int searching;
    private int threadNumber;
    private String quarantine = "";
    private volatile InstanceHealth health = InstanceHealth.GOOD;
    private volatile Consumer<String> toolRule = InstanceRuntime.super::requireTool;
    private volatile String code = InstanceRuntime.super.code();

    /**
     * Creates a pool without a thread.
     *
     * @param instance the name of the instance
     * @param pluginId the plugin's id
     * @param pluginVersion the plugin's version
     * @param settings its bounds
     * @param loader the context class loader of its threads
     */
    public InstancePool(String instance, String pluginId, String pluginVersion, PoolSettings settings,
            ClassLoader loader) {
        this.instance = instance;
        this.pluginId = pluginId;
        this.pluginVersion = pluginVersion;
        this.settings = settings;
        this.loader = loader;
        this.group = new ThreadGroup("patchbay-" + instance);
        this.lostCalls = new LostCalls(settings);
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public String pluginId() {
        return pluginId;
    }

    @Override
    public String pluginVersion() {
        return pluginVersion;
    }

    @Override
    public String code() {
        return code;
    }

    /** Returns the group of its threads, which the threads that a plugin starts join. */
    public ThreadGroup group() {
        return group;
    }

    @Override
    public RunningWork submit(PluginWork work, Duration limit) throws InstanceUnavailableException {
        Task task = Task.ofCaller(this, work, System.nanoTime() + limit.toNanos());
        Wake wake;
        synchronized (lock) {
            if (mode != PoolMode.OPEN || places.get() >= settings.threads() + settings.queue()) {
                throw mode.refusal(instance, settings, quarantine);
            }
            places.incrementAndGet();
            waiting.addLast(task);
            wake = wakeForCall();
        }
        wake.goBy(settings.wakes());
        return task;
    }

    @Override
    public void codeEnded() {
        Task task = Worker.currentOf(this);
        if (task != null) {
            freePlace(task);
        }
    }

    @Override
    public HandedSecrets secrets() {
        return secrets;
    }

    @Override
    public void requireTool(String name) {
        toolRule.accept(name);
    }

    /** Says what names its code and configuration, and which tools its calls may call: the rule throws for others. */
    public void bind(String name, Consumer<String> rule) {
        code = name;
        toolRule = rule;
    }

    /** Lets another call take the place of one. */
    void freePlace(Task task) {
        if (task.leavePlace()) {
            places.decrementAndGet();
            task.placeFreed();
        }
    }

    @Override
    public void health(InstanceHealth told) {
        health = told;
    }

    @Override
    public void quarantine(String why) {
        synchronized (lock) {
            if (mode != PoolMode.OPEN) {
                return;
            }
            mode = PoolMode.QUARANTINED;
            quarantine = why;
        }
        LOG.error("{} is quarantined: {}", instance, why);
        dropWaiting(Cause.QUARANTINED);
    }

    /**
     * Runs work of the host's own, such as the stop of the plugin: before all that waits, whatever the state, and on a
     * thread beyond the bound if all are busy.
     */
    RunningWork submitFirst(PluginWork work, Duration limit) throws PluginFailure {
        Task task = Task.ofHost(this, work, System.nanoTime() + limit.toNanos());
        Wake wake;
        synchronized (lock) {
            if (mode == PoolMode.ENDED) {
                throw new PluginFailure("This version of " + instance + " has ended");
            }
            waiting.addFirst(task);
            wake = wakeOne();
        }
        wake.go();
        return task;
    }

    /**
     * Chooses who takes a call that waits, unless somebody looks already or all threads for calls work: each takes the
     * next when it is done. Under the lock.
     */
    private Wake wakeForCall() {
        return waiting.isEmpty() || searching > 0 || calls >= settings.threads() ? Wake.NOBODY : wakeOne();
    }

    /** Chooses who looks for work next; under the lock. */
    private Wake wakeOne() {
        Worker worker = idle.pollLast();
        boolean first = worker == null;
        if (worker == null) {
            threadNumber++;
            worker = new Worker(this, group, instance + "-" + threadNumber, loader);
            workers.add(worker);
        }
        worker.parked = false;
        worker.searching = true;
        searching++;
        return new Wake(worker, first);
    }

    /** Returns the next task of a worker, waiting for it; null when the worker shall end. */
    @Nullable
    Task next(Worker worker) {
        while (true) {
            Wake wake = Wake.NOBODY;
            Task task;
            synchronized (lock) {
                leave(worker);
                if (worker.lost) {
                    return null;
                }
                task = take(worker);
                if (task != null) {
                    wake = wakeForCall();
                } else if (mode == PoolMode.ENDED) {
                    return null;
                } else {
                    worker.parked = true;
                    idle.addLast(worker);
                }
            }
            wake.go();
            if (task != null) {
                return task;
            }
            if (!worker.park(settings.keepAlive().toNanos()) && endIfIdle(worker)) {
                return null;
            }
        }
    }

    /** Takes what waits first, unless that is a call and all threads for calls work; under the lock. */
    private @Nullable Task take(Worker worker) {
        Task task = waiting.peekFirst();
        if (task == null || (task.isCall() && calls >= settings.threads())) {
            return null;
        }
        waiting.removeFirst();
        busy++;
        worker.busy = true;
        worker.calls = task.isCall();
        calls += worker.calls ? 1 : 0;
        worker.current = task;
        return task;
    }

    /** Takes a worker out of the counts; under the lock. */
    private void leave(Worker worker) {
        if (worker.searching) {
            worker.searching = false;
            searching--;
        }
        if (worker.busy) {
            worker.busy = false;
            busy--;
            calls -= worker.calls ? 1 : 0;
            if (busy == 0 && waiting.isEmpty()) {
                lock.notifyAll();
            }
        }
    }

    private boolean endIfIdle(Worker worker) {
        synchronized (lock) {
            return idle.remove(worker) && workers.remove(worker);
        }
    }

    /** Called by a worker as the last thing on its thread, however it ends. */
    void ended(Worker worker) {
        Wake wake;
        synchronized (lock) {
            leave(worker);
            idle.remove(worker);
            workers.remove(worker);
            wake = wakeForCall();
        }
        lostCalls.ended(worker);
        wake.go();
    }

    void notStarted(Worker worker, OutOfMemoryError error) {
        LOG.error("{}: no thread could be started: {}", instance, error.getMessage());
        synchronized (lock) {
            leave(worker);
            workers.remove(worker);
        }
    }

    /** Takes a task that waits out of the queue; false if it no longer waits. */
    boolean takeOut(Task task) {
        synchronized (lock) {
            if (!task.drop()) {
                return false;
            }
            waiting.remove(task);
            if (busy == 0 && waiting.isEmpty()) {
                lock.notifyAll();
            }
        }
        freePlace(task); // whoever gets the place goes on with a call, to which no lock of this pool belongs
        return true;
    }

    /** One look of the supervisor; returns whether there is anything to watch closely. */
    boolean supervise(long now) {
        List<Task> expired = new ArrayList<>();
        List<Worker> working = new ArrayList<>();
        boolean starving;
        synchronized (lock) {
            for (Task task : waiting) {
                if (task.overdue(now) >= 0) {
                    expired.add(task);
                }
            }
            for (Worker worker : workers) {
                if (worker.busy) {
                    working.add(worker);
                }
            }
            starving = !waiting.isEmpty() && working.isEmpty() && searching == 0;
        }
        for (Task task : expired) {
            if (takeOut(task)) {
                task.giveUp(Cause.DEADLINE);
            }
        }
        for (Worker worker : working) {
            overlook(worker, now);
        }
        if (starving) {
            nudge();
        }
        if (lostCalls.tooMany()) {
            quarantine("too many of its calls did not end after their limit");
        }
        return !working.isEmpty() || lostCalls.active() > 0;
    }

    private void overlook(Worker worker, long now) {
        Task task = worker.current;
        if (task == null || task.overdue(now) < 0) {
            return;
        }
        if (!task.isGivenUp()) {
            task.watch(worker.thread(), now);
            task.giveUp(Cause.DEADLINE);
            task.interrupt();
        } else if (task.overdue(now) >= settings.lostAfter().toNanos()) {
            lose(worker, task, settings.lostAfter(), false);
        } else if (task.overdue(now) >= settings.spinsAfter().toNanos() && task.spins(worker.thread(), now)) {
            lose(worker, task, settings.spinsAfter(), true);
        }
    }

    /** Gives a thread up whose call does not end, and lets another take its place. */
    private void lose(Worker worker, Task task, Duration after, boolean spinning) {
        Wake wake;
        synchronized (lock) {
            if (worker.current != task || task.isDone() || worker.lost) {
                return;
            }
            worker.lost = true;
            workers.remove(worker);
            leave(worker);
            lostCalls.add(worker, task, spinning);
            wake = wakeForCall();
        }
        freePlace(task);
        LOG.warn("{}: {} is lost, it did not end {} ms after its limit; its thread {} is replaced", instance,
                task.label(), after.toMillis(), worker.thread().getName());
        wake.go();
    }

    /** After a thread could not be started: tries again. */
    private void nudge() {
        Wake wake;
        synchronized (lock) {
            wake = wakeForCall();
        }
        wake.go();
    }

    private void dropWaiting(Cause cause) {
        List<Task> dropped;
        synchronized (lock) {
            dropped = List.copyOf(waiting);
        }
        for (Task task : dropped) {
            if (takeOut(task)) {
                task.giveUp(cause);
            }
        }
    }

    /** Refuses all further work; what was handed over goes on. */
    public void retire() {
        synchronized (lock) {
            if (mode == PoolMode.OPEN || mode == PoolMode.QUARANTINED) {
                mode = PoolMode.RETIRED;
            }
        }
    }

    /**
     * Waits until nothing runs and nothing waits; lost calls do not count.
     *
     * @param limit how long at most
     * @return whether it is idle
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        synchronized (lock) {
            while (busy > 0 || !waiting.isEmpty()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                lock.wait(left / 1_000_000 + 1);
            }
            return true;
        }
    }

    /**
     * Returns how long it takes at most until all that runs or waits now has ended or is lost.
     *
     * @return the time, zero if there is nothing
     */
    public Duration remaining() {
        long now = System.nanoTime();
        long longest = 0;
        synchronized (lock) {
            for (Task task : waiting) {
                longest = Math.max(longest, -task.overdue(now));
            }
            for (Worker worker : workers) {
                Task task = worker.current;
                if (worker.busy && task != null) {
                    longest = Math.max(longest, Math.max(1, -task.overdue(now)));
                }
            }
        }
        return longest == 0 ? Duration.ZERO : Duration.ofNanos(longest).plus(settings.lostAfter());
    }

    /** Ends the pool: work that waits or runs is given up, threads are interrupted and end as soon as they can. */
    public void end() {
        List<Worker> all;
        synchronized (lock) {
            mode = PoolMode.ENDED;
            all = List.copyOf(workers);
            idle.forEach(worker -> worker.parked = false);
            idle.clear();
        }
        dropWaiting(Cause.STOPPED);
        for (Worker worker : all) {
            Task task = worker.current;
            if (task != null) {
                task.giveUp(Cause.STOPPED);
                task.interrupt();
            }
            worker.wake(false);
        }
    }

    /**
     * Returns how the pool is doing.
     *
     * @return a snapshot
     */
    public PoolReport report() {
        synchronized (lock) {
            return new PoolReport(workers.size(), busy, waiting.size(),
                    mode == PoolMode.QUARANTINED ? Optional.of(quarantine) : Optional.empty(), health,
                    lostCalls.total(),
                    lostCalls.list());
        }
    }
}
