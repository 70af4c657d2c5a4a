package dev.patchbay.tests.plugins;

import dev.patchbay.tests.product.ModernCaller;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of plugins that behave: calls one after the other, with a pause, and notes what failed and how long it took. */
final class Neighbours implements AutoCloseable {
    private static final int MOST = 1_000_000;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final ModernCaller caller;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final long[] nanos = new long[MOST];
    private final Thread thread;
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean ending;

    Neighbours(String url) {
        caller = new ModernCaller(url);
        thread = Thread.ofPlatform().name("neighbours").daemon().start(this::callInTurn);
    }

    private void callInTurn() {
        while (!ending && count.get() < MOST) {
            long start = System.nanoTime();
            try {
                caller.call("hello", Map.of("name", "Ada")).failure().ifPresent(failures::add);
                nanos[count.get()] = System.nanoTime() - start;
                count.incrementAndGet();
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                failures.add(e.toString());
            }
        }
    }

    void callFor(Duration time) throws InterruptedException {
        thread.join(time);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    int calls() {
        return count.get();
    }

    /** The time within which 99 of 100 calls so far were answered. */
    long p99() {
        long[] all = Arrays.copyOf(nanos, count.get());
        Arrays.sort(all);
        return all.length == 0 ? 0 : all[(int) Math.ceil(all.length * 0.99) - 1];
    }

    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        caller.close();
    }
}
