package dev.patchbay.host.runtime;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lost calls of a pool, and whether they spin or wait. */
final class LostCalls {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long SAMPLE_NANOS = 400_000_000;
    private static final long SPINNING_NANOS = 8_000_000;
    private static final int STACK_DEPTH = 40;

    private final PoolSettings settings;
    private final Map<Worker, Lost> calls = new LinkedHashMap<>();
    private long total;

    private static final class Lost {
        final LostCall call;
        long sampledAt;
        long cpuNanos;
        boolean spinning;

        Lost(LostCall call, long sampledAt, long cpuNanos) {
            this.call = call;
            this.spinning = call.spinning();
            this.sampledAt = sampledAt;
            this.cpuNanos = cpuNanos;
        }
    }

    LostCalls(PoolSettings settings) {
        this.settings = settings;
    }

    static long cpuNanos(Thread thread) {
        return THREADS.getThreadCpuTime(thread.threadId());
    }

    synchronized void add(Worker worker, Task task, boolean spinning) {
        Thread thread = worker.thread();
        List<String> stack = Arrays.stream(thread.getStackTrace()).limit(STACK_DEPTH).map(Object::toString).toList();
        LostCall call = new LostCall(task.label(), thread.getName(), Instant.now(), spinning, stack);
        calls.put(worker, new Lost(call, System.nanoTime(), cpuNanos(thread)));
        total++;
    }

    synchronized void ended(Worker worker) {
        calls.remove(worker);
    }

    synchronized int active() {
        return calls.size();
    }

    synchronized long total() {
        return total;
    }

    synchronized boolean tooMany() {
        if (calls.isEmpty()) {
            return false;
        }
        calls.forEach(LostCalls::sample);
        long spinning = calls.values().stream().filter(lost -> lost.spinning).count();
        return spinning >= settings.maxSpinning() || calls.size() >= settings.maxLost();
    }

    private static void sample(Worker worker, Lost lost) {
        long now = System.nanoTime();
        if (now - lost.sampledAt < SAMPLE_NANOS) {
            return;
        }
        long cpuNanos = cpuNanos(worker.thread());
        lost.spinning = worker.thread().getState() == Thread.State.RUNNABLE
                && cpuNanos - lost.cpuNanos >= SPINNING_NANOS;
        lost.sampledAt = now;
        lost.cpuNanos = cpuNanos;
    }

    synchronized List<LostCall> list() {
        return calls.values().stream()
                .map(lost -> new LostCall(lost.call.label(), lost.call.thread(), lost.call.since(),
                        lost.spinning, lost.call.stack()))
                .toList();
    }
}
