package dev.patchbay.host.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a pool, the work that waits for them, and who of them does what. Everything here is under the lock of
 * the pool, which is this object.
 */
final class Crew {
    private final InstancePool pool;
    private final String instance;
    private final ThreadGroup group;
    private final ClassLoader loader;
    private final int threadsForCalls;
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    private final ArrayDeque<Worker> idle = new ArrayDeque<>();
    private final Set<Worker> workers = new LinkedHashSet<>();
    private int busy;
    private int calls;
    private int searching;
    private int threadNumber;

    Crew(InstancePool pool, String instance, ClassLoader loader, int threadsForCalls) {
        this.pool = pool;
        this.instance = instance;
        this.group = new ThreadGroup("patchbay-" + instance);
        this.loader = loader;
        this.threadsForCalls = threadsForCalls;
    }

    ThreadGroup group() {
        return group;
    }

    /** Lets a call wait behind all others, and chooses who takes it. */
    Wake add(Task call) {
        waiting.addLast(call);
        return wakeForCall();
    }

    /** Lets work of the host's own wait before all others, and chooses who takes it. */
    Wake addFirst(Task work) {
        waiting.addFirst(work);
        return wakeOne();
    }

    /**
     * Chooses who takes a call that waits, unless somebody looks already or all threads for calls work: each takes the
     * next when it is done.
     */
    Wake wakeForCall() {
        return waiting.isEmpty() || searching > 0 || calls >= threadsForCalls ? Wake.NOBODY : wakeOne();
    }

    /** Chooses who looks for work next. */
    private Wake wakeOne() {
        Worker worker = idle.pollLast();
        boolean first = worker == null;
        if (worker == null) {
            threadNumber++;
            worker = new Worker(pool, group, instance + "-" + threadNumber, loader);
            workers.add(worker);
        }
        worker.parked = false;
        worker.searching = true;
        searching++;
        return new Wake(worker, first);
    }

    /** Takes what waits first, unless that is a call and all threads for calls work. */
    @Nullable
    Task take(Worker worker) {
        Task task = waiting.peekFirst();
        if (task == null || (task.isCall() && calls >= threadsForCalls)) {
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

    /** Takes a task out of those that wait. */
    void remove(Task task) {
        waiting.remove(task);
        tellIfNothingIsLeft();
    }

    /** Lets a worker wait until it is chosen. */
    void park(Worker worker) {
        worker.parked = true;
        idle.addLast(worker);
    }

    /** Takes a worker out of the counts: it looks for nothing and does nothing. */
    void leave(Worker worker) {
        if (worker.searching) {
            worker.searching = false;
            searching--;
        }
        if (worker.busy) {
            worker.busy = false;
            busy--;
            calls -= worker.calls ? 1 : 0;
            tellIfNothingIsLeft();
        }
    }

    /** Takes a worker out altogether. */
    void dismiss(Worker worker) {
        leave(worker);
        idle.remove(worker);
        workers.remove(worker);
    }

    /** Takes a worker out if it waits to be chosen; whether it did. */
    boolean dismissIdle(Worker worker) {
        return idle.remove(worker) && workers.remove(worker);
    }

    /** Chooses all who wait to be chosen, and returns all workers. */
    List<Worker> unparkAll() {
        idle.forEach(worker -> worker.parked = false);
        idle.clear();
        return List.copyOf(workers);
    }

    private void tellIfNothingIsLeft() {
        if (!hasWork()) {
            notifyAll();
        }
    }

    /** Whether anything runs or waits. */
    boolean hasWork() {
        return busy > 0 || !waiting.isEmpty();
    }

    /** Whether something waits and nobody will take it. */
    boolean isStarving() {
        return !waiting.isEmpty() && busy == 0 && searching == 0;
    }

    List<Task> waiting() {
        return List.copyOf(waiting);
    }

    /** Those that wait although their time is over. */
    List<Task> expired(long now) {
        List<Task> expired = new ArrayList<>();
        for (Task task : waiting) {
            if (task.overdue(now) >= 0) {
                expired.add(task);
            }
        }
        return expired;
    }

    List<Worker> working() {
        List<Worker> working = new ArrayList<>();
        for (Worker worker : workers) {
            if (worker.busy) {
                working.add(worker);
            }
        }
        return working;
    }

    /** How long what runs or waits may still take; 0 if there is nothing. */
    long remainingNanos(long now) {
        long longest = 0;
        for (Task task : waiting) {
            longest = Math.max(longest, -task.overdue(now));
        }
        for (Worker worker : workers) {
            Task task = worker.current;
            if (worker.busy && task != null) {
                longest = Math.max(longest, Math.max(1, -task.overdue(now)));
            }
        }
        return longest;
    }

    int size() {
        return workers.size();
    }

    int busyCount() {
        return busy;
    }

    int waitingCount() {
        return waiting.size();
    }
}
