package dev.patchbay.host.runtime;

import dev.patchbay.catalog.InstanceRuntime.Cause;
import dev.patchbay.catalog.InstanceRuntime.PluginWork;
import dev.patchbay.catalog.InstanceRuntime.RunningWork;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One piece of work in a pool. An interrupt never reaches the next task of the same thread: the thread ends the task
 * only when nobody is about to interrupt it, and then clears the flag.
 */
final class Task implements RunningWork {
    private static final Logger LOG = LoggerFactory.getLogger(Task.class);
    private static final int WAITING = 0;
    private static final int RUNNING = 1;
    private static final int INTERRUPTING = 2;
    private static final int DONE = 3;
    /** A fiftieth of the time: more than one of many that spin gets on a small machine, and no call that waits uses it. */
    private static final int SPINNING_SHARE = 50;
    private static final VarHandle STATE;
    private static final VarHandle GIVEN_UP;
    private static final VarHandle PLACE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Task.class, "state", int.class);
            GIVEN_UP = lookup.findVarHandle(Task.class, "givenUp", boolean.class);
            PLACE = lookup.findVarHandle(Task.class, "place", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final InstancePool pool;
    private final PluginWork work;
    private volatile long deadline;
    private final boolean call;
    private volatile int state;
    private volatile boolean givenUp;
    private volatile boolean place;
    private @Nullable Thread runner;
    /** Of the supervisor, like the next. */
    private long watchedNanos;
    private long watchedCpuNanos;

    private Task(InstancePool pool, PluginWork work, long deadline, boolean call) {
        this.pool = pool;
        this.work = work;
        this.deadline = deadline;
        this.call = call;
        this.place = call;
    }

    /** A call, which takes one of the places of the pool until its code has ended. */
    static Task ofCaller(InstancePool pool, PluginWork work, long deadline) {
        return new Task(pool, work, deadline, true);
    }

    /** Work of the host's own, which takes no place away. */
    static Task ofHost(InstancePool pool, PluginWork work, long deadline) {
        return new Task(pool, work, deadline, false);
    }

    boolean isCall() {
        return call;
    }

    /** Gives its place up; true the first time, if it had one. */
    boolean leavePlace() {
        return place && PLACE.compareAndSet(this, true, false);
    }

    String label() {
        try {
            return work.label();
        } catch (RuntimeException e) {
            return "unknown (" + e.getClass().getName() + ")";
        }
    }

    /** Nanoseconds by which the limit has passed at a time; negative before. */
    long overdue(long now) {
        return now - deadline;
    }

    /** From here on it is watched how much of the processor it uses. */
    void watch(Thread thread, long now) {
        watchedNanos = now;
        watchedCpuNanos = LostCalls.cpuNanos(thread);
    }

    /** Whether it has used the processor since it is watched, as far as the others let it. */
    boolean spins(Thread thread, long now) {
        return thread.getState() == Thread.State.RUNNABLE
                && (LostCalls.cpuNanos(thread) - watchedCpuNanos) * SPINNING_SHARE >= now - watchedNanos;
    }

    /** Its place is free; told once. */
    void placeFreed() {
        try {
            work.placeFreed();
        } catch (RuntimeException e) {
            LOG.error("{}: what waits for {} could not be told", pool.instance(), label(), e);
        }
    }

    boolean isGivenUp() {
        return givenUp;
    }

    boolean isDone() {
        return state == DONE;
    }

    /** Runs the work on the current thread, unless it was dropped before. */
    void run() {
        runner = Thread.currentThread();
        if (!STATE.compareAndSet(this, WAITING, RUNNING)) {
            return;
        }
        try {
            work.run();
        } catch (Throwable t) {
            LOG.error("{}: {} ended with an error that its caller should have caught: {}", pool.instance(), label(),
                    t.toString());
        } finally {
            end();
        }
    }

    private void end() {
        pool.freePlace(this);
        while (!STATE.compareAndSet(this, RUNNING, DONE)) {
            Thread.onSpinWait();
        }
        runner = null;
    }

    /** Marks waiting work as done; it will not run. */
    boolean drop() {
        return STATE.compareAndSet(this, WAITING, DONE);
    }

    void interrupt() {
        if (STATE.compareAndSet(this, RUNNING, INTERRUPTING)) {
            Thread thread = runner;
            if (thread != null) {
                thread.interrupt();
            }
            state = RUNNING;
        }
    }

    void giveUp(Cause cause) {
        if (GIVEN_UP.compareAndSet(this, false, true)) {
            try {
                work.giveUp(cause);
            } catch (RuntimeException e) {
                LOG.error("{}: could not give up {}", pool.instance(), label(), e);
            }
        }
    }

    @Override
    public void extend(Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
    }

    @Override
    public void cancel() {
        if (pool.takeOut(this)) {
            giveUp(Cause.CANCELLED);
        } else {
            interrupt();
        }
    }
}
