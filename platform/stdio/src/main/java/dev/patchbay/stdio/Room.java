package dev.patchbay.stdio;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * How much of what a client sent is held at once. A request that finds no room is refused; what has no answer waits for
 * room, which holds up only what the client sends next. Safe for all threads.
 */
final class Room {
    /** These end only when somebody ends them. */
    private static final Set<String> ENDLESS = Set.of("subscriptions/listen");
    /** What even the smallest message costs. */
    private static final int LEAST = 16 * 1024;

    private final int maxRequests;
    private final long maxBytes;
    private final Semaphore untold;
    private final Set<Call> calls = new HashSet<>();
    private long bytes;

    Room(int maxRequests, long maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
        this.untold = new Semaphore((int) Math.min(maxBytes, Integer.MAX_VALUE));
    }

    /** Whether there is room for a request; it is its until {@link #leave}, when its answer is written. */
    synchronized boolean enter(Call call) {
        if (calls.size() >= maxRequests || bytes + call.bytes() > maxBytes) {
            return false;
        }
        calls.add(call);
        bytes += call.bytes();
        return true;
    }

    synchronized void leave(Call call) {
        if (calls.remove(call)) {
            bytes -= call.bytes();
            notifyAll();
        }
    }

    /** Waits until there is room for a message without an answer; gives what {@link #told} is to give back. */
    int awaitUntold(int length) {
        int cost = (int) Math.min(Math.max(length, LEAST), maxBytes);
        untold.acquireUninterruptibly(cost);
        return cost;
    }

    void told(int cost) {
        untold.release(cost);
    }

    private synchronized boolean isIdle() {
        return calls.stream().allMatch(call -> ENDLESS.contains(call.method()));
    }

    /**
     * Waits until all that ends by itself has ended.
     *
     * @param start how long for there to be an endpoint at all
     * @param limit how long from then on
     * @param started whether there is one
     */
    synchronized void awaitIdle(Duration start, Duration limit, BooleanSupplier started) throws InterruptedException {
        long end = System.nanoTime() + start.toNanos();
        boolean runs = false;
        while (!isIdle()) {
            long now = System.nanoTime();
            if (!runs && started.getAsBoolean()) {
                runs = true;
                end = now + limit.toNanos();
            }
            if (now >= end) {
                return;
            }
            wait(10);
        }
    }
}
