package dev.patchbay.stdio;

import dev.patchbay.protocol.rpc.RequestId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The requests of one era that wait for their responses, by id. Safe for all threads. */
final class Running {
    /** These end only when somebody ends them. */
    private static final Set<String> ENDLESS = Set.of("subscriptions/listen");

    private final Map<Object, Call> calls = new LinkedHashMap<>();

    /** Whether there was none of that id. */
    synchronized boolean begin(RequestId id, Call call) {
        return calls.putIfAbsent(id, call) == null;
    }

    /** A batch, which has no id of its own. */
    synchronized void begin(Call batch) {
        calls.put(batch, batch);
    }

    synchronized void end(Call call) {
        calls.remove(call.id().isPresent() ? call.id().get() : call, call);
        notifyAll();
    }

    synchronized Optional<Call> remove(RequestId id) {
        Optional<Call> found = Optional.ofNullable(calls.remove(id));
        notifyAll();
        return found;
    }

    synchronized Optional<Call> find(RequestId id) {
        return Optional.ofNullable(calls.get(id));
    }

    synchronized List<Call> all() {
        return List.copyOf(calls.values());
    }

    synchronized int size() {
        return calls.size();
    }

    synchronized long bytes() {
        return calls.values().stream().mapToLong(Call::bytes).sum();
    }

    private synchronized boolean isIdle() {
        return calls.values().stream().allMatch(call -> ENDLESS.contains(call.method()));
    }

    /**
     * Waits until all that ends by itself has ended.
     *
     * @param limit how long
     * @param started whether the time runs; until it does, at most ten times as long is waited
     */
    synchronized void awaitIdle(Duration limit, BooleanSupplier started) throws InterruptedException {
        long begin = System.nanoTime();
        long end = begin + limit.toNanos() * 10;
        boolean runs = false;
        while (!isIdle()) {
            long now = System.nanoTime();
            if (!runs && started.getAsBoolean()) {
                runs = true;
                end = Math.min(end, now + limit.toNanos());
            }
            if (now >= end) {
                return;
            }
            wait(10);
        }
    }
}
