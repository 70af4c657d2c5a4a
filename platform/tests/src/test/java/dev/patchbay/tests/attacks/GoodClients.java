package dev.patchbay.tests.attacks;

import dev.patchbay.tests.product.ModernCaller;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** Clients that mean well and call all the time, with what went wrong and how long it took. */
final class GoodClients implements AutoCloseable {
    private static final int CLIENTS = 4;

    private final AtomicBoolean enough = new AtomicBoolean();
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads;

    GoodClients(String url) {
        threads = IntStream.range(0, CLIENTS).mapToObj(i -> Thread.ofPlatform().start(() -> work(url))).toList();
    }

    private void work(String url) {
        try (ModernCaller caller = new ModernCaller(url)) {
            while (!enough.get()) {
                long begin = System.nanoTime();
                ModernCaller.Answer answer = caller.call("hello", Map.of("name", "Ann"));
                nanos.add(System.nanoTime() - begin);
                answer.failure().ifPresent(failures::add);
            }
        }
    }

    /** How many calls were answered so far. */
    int calls() {
        return nanos.size();
    }

    /** Stops and returns what went wrong. */
    List<String> failures() {
        stop();
        return List.copyOf(failures);
    }

    /** Stops and returns the time in which 99 of 100 calls were answered, in milliseconds. */
    double p99() {
        stop();
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) (sorted.length * 0.99)] / 1e6;
    }

    private void stop() {
        enough.set(true);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        stop();
    }
}
