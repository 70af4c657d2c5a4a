package dev.patchbay.host.runtime;

import dev.patchbay.catalog.HandedSecrets;
import dev.patchbay.catalog.InstanceHealth;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.InstanceUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    private final LostCalls lostCalls;
    private final HandedSecrets secrets = new HandedSecrets(64);
    private final Crew crew;
    /** Calls that wait or whose code runs; grows under the lock, so that it never passes the bound. */
    private final AtomicInteger places = new AtomicInteger();
    private PoolMode mode = PoolMode.OPEN;
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
        this.crew = new Crew(this, instance, loader, settings.threads());
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
        return crew.group();
    }

    @Override
    public RunningWork submit(PluginWork work, Duration limit) throws InstanceUnavailableException {
        Task task = Task.ofCaller(this, work, System.nanoTime() + limit.toNanos());
        Wake wake;
        synchronized (crew) {
            if (mode != PoolMode.OPEN || places.get() >= settings.threads() + settings.queue()) {
                throw mode.refusal(instance, settings, quarantine);
            }
            places.incrementAndGet();
            wake = crew.add(task);
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

    /** Says that something else names what results are made by from now on. */
    public void nowMadeBy(String name) {
        code = name;
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
        synchronized (crew) {
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
        synchronized (crew) {
            if (mode == PoolMode.ENDED) {
                throw new PluginFailure("This version of " + instance + " has ended");
            }
            wake = crew.addFirst(task);
        }
        wake.go();
        return task;
    }

    /** Returns the next task of a worker, waiting for it; null when the worker shall end. */
    @Nullable
    Task next(Worker worker) {
        while (true) {
            Wake wake = Wake.NOBODY;
            Task task;
            synchronized (crew) {
                crew.leave(worker);
                if (worker.lost) {
                    return null;
                }
                task = crew.take(worker);
                if (task != null) {
                    wake = crew.wakeForCall();
                } else if (mode == PoolMode.ENDED) {
                    return null;
                } else {
                    crew.park(worker);
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

    private boolean endIfIdle(Worker worker) {
        synchronized (crew) {
            return crew.dismissIdle(worker);
        }
    }

    /** Called by a worker as the last thing on its thread, however it ends. */
    void ended(Worker worker) {
        Wake wake;
        synchronized (crew) {
            crew.dismiss(worker);
            wake = crew.wakeForCall();
        }
        lostCalls.ended(worker);
        wake.go();
    }

    void notStarted(Worker worker, OutOfMemoryError error) {
        LOG.error("{}: no thread could be started: {}", instance, error.getMessage());
        synchronized (crew) {
            crew.dismiss(worker);
        }
    }

    /** Takes a task that waits out of the queue; false if it no longer waits. */
    boolean takeOut(Task task) {
        synchronized (crew) {
            if (!task.drop()) {
                return false;
            }
            crew.remove(task);
        }
        freePlace(task); // whoever gets the place goes on with a call, to which no lock of this pool belongs
        return true;
    }

    /** One look of the supervisor; returns whether there is anything to watch closely. */
    boolean supervise(long now) {
        List<Task> expired;
        List<Worker> working;
        boolean starving;
        synchronized (crew) {
            expired = crew.expired(now);
            working = crew.working();
            starving = crew.isStarving();
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
        synchronized (crew) {
            if (worker.current != task || task.isDone() || worker.lost) {
                return;
            }
            worker.lost = true;
            crew.dismiss(worker);
            lostCalls.add(worker, task, spinning);
            wake = crew.wakeForCall();
        }
        freePlace(task);
        LOG.warn("{}: {} is lost, it did not end {} ms after its limit; its thread {} is replaced", instance,
                task.label(), after.toMillis(), worker.thread().getName());
        wake.go();
    }

    /** After a thread could not be started: tries again. */
    private void nudge() {
        Wake wake;
        synchronized (crew) {
            wake = crew.wakeForCall();
        }
        wake.go();
    }

    private void dropWaiting(Cause cause) {
        List<Task> dropped;
        synchronized (crew) {
            dropped = crew.waiting();
        }
        for (Task task : dropped) {
            if (takeOut(task)) {
                task.giveUp(cause);
            }
        }
    }

    /** Refuses all further work; what was handed over goes on. */
    public void retire() {
        synchronized (crew) {
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
        synchronized (crew) {
            while (crew.hasWork()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                crew.wait(left / 1_000_000 + 1);
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
        long longest;
        synchronized (crew) {
            longest = crew.remainingNanos(System.nanoTime());
        }
        return longest == 0 ? Duration.ZERO : Duration.ofNanos(longest).plus(settings.lostAfter());
    }

    /** Ends the pool: work that waits or runs is given up, threads are interrupted and end as soon as they can. */
    public void end() {
        List<Worker> all;
        synchronized (crew) {
            mode = PoolMode.ENDED;
            all = crew.unparkAll();
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
        synchronized (crew) {
            return new PoolReport(crew.size(), crew.busyCount(), crew.waitingCount(),
                    mode == PoolMode.QUARANTINED ? Optional.of(quarantine) : Optional.empty(), health,
                    lostCalls.total(),
                    lostCalls.list());
        }
    }
}
