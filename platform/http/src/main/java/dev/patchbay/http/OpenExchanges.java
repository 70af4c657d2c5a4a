package dev.patchbay.http;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;

/**
 * The exchanges of one I/O thread that were not answered on the spot. Those that stay open are looked at from time to
 * time; at full load that costs one look at the oldest one, every few milliseconds. Confined to the I/O thread except
 * for {@link #size()} and {@link #isDraining()}.
 */
final class OpenExchanges {
    private static final long OLD_TICK_MS = 250;

    private final XnioIoThread thread;
    private final long watchAfterNanos;
    final BodyBudget bodies;
    private final long maxUnsent;
    private long unsent;
    private final Queue young = new Queue();
    private final Queue old = new Queue();
    private boolean youngTicks;
    private boolean oldTicks;
    private volatile int size;
    private volatile boolean draining;

    /**
     * Makes the list of one thread.
     *
     * @param thread alone touches it
     * @param watchAfterNanos from which age on an exchange is looked at
     * @param maxUnsent how many bytes may wait for slow readers
     * @param bodies counts the bodies that are coming
     */
    OpenExchanges(XnioIoThread thread, long watchAfterNanos, long maxUnsent, BodyBudget bodies) {
        this.bodies = bodies;
        this.thread = thread;
        this.watchAfterNanos = watchAfterNanos;
        this.maxUnsent = maxUnsent;
    }

    int size() {
        return size;
    }

    boolean isDraining() {
        return draining;
    }

    void drain() {
        draining = true;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread, read by others
    void add(HttpExchange exchange) {
        if (exchange.listed) {
            return;
        }
        exchange.listed = true;
        exchange.listedAt = System.nanoTime();
        exchange.isOld = false;
        young.add(exchange);
        size = size + 1;
        if (!youngTicks) {
            youngTicks = true;
            schedule(this::tickYoung, TimeUnit.NANOSECONDS.toMillis(watchAfterNanos) / 2);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread, read by others
    void remove(HttpExchange exchange) {
        if (!exchange.listed) {
            return;
        }
        exchange.listed = false;
        waits(exchange, 0);
        (exchange.isOld ? old : young).remove(exchange);
        size = size - 1;
    }

    /** Says how many bytes of an answer lie in memory and wait for its reader; 0 when none do any more. */
    void waits(HttpExchange exchange, int bytes) {
        boolean more = bytes > exchange.unsent;
        unsent += bytes - exchange.unsent;
        exchange.unsent = bytes;
        if (more && unsent > maxUnsent) {
            cutOff(exchange);
        }
    }

    /** Ends those that have read nothing for longest until the others fit; the last one to come is spared. */
    private void cutOff(HttpExchange spared) {
        for (Queue queue : new Queue[]{old, young}) {
            HttpExchange exchange = queue.first;
            while (exchange != null && unsent > maxUnsent) {
                HttpExchange following = exchange.after;
                if (exchange.unsent > 0 && exchange != spared) {
                    exchange.abort();
                }
                exchange = following;
            }
        }
    }

    private void tickYoung() {
        long now = System.nanoTime();
        HttpExchange exchange = young.first;
        while (exchange != null && now - exchange.listedAt >= watchAfterNanos) {
            young.remove(exchange);
            exchange.isOld = true;
            old.add(exchange);
            exchange.tick(now);
            exchange = young.first;
        }
        if (old.first != null && !oldTicks) {
            oldTicks = true;
            schedule(this::tickOld, OLD_TICK_MS);
        }
        youngTicks = young.first != null;
        if (youngTicks) {
            schedule(this::tickYoung, TimeUnit.NANOSECONDS.toMillis(watchAfterNanos) / 2);
        }
    }

    private void tickOld() {
        long now = System.nanoTime();
        HttpExchange exchange = old.first;
        while (exchange != null) {
            HttpExchange following = exchange.after;
            exchange.tick(now);
            exchange = following;
        }
        oldTicks = old.first != null;
        if (oldTicks) {
            schedule(this::tickOld, OLD_TICK_MS);
        }
    }

    private void schedule(Runnable tick, long delayMs) {
        thread.executeAfter(tick, Math.max(1, delayMs), TimeUnit.MILLISECONDS);
    }

    /** A list that an exchange leaves without a search. */
    private static final class Queue {
        @Nullable HttpExchange first;
        private @Nullable HttpExchange last;

        void add(HttpExchange exchange) {
            exchange.before = last;
            exchange.after = null;
            if (last == null) {
                first = exchange;
            } else {
                last.after = exchange;
            }
            last = exchange;
        }

        void remove(HttpExchange exchange) {
            HttpExchange before = exchange.before;
            HttpExchange after = exchange.after;
            if (before == null) {
                first = after;
            } else {
                before.after = after;
            }
            if (after == null) {
                last = before;
            } else {
                after.before = before;
            }
            exchange.before = null;
            exchange.after = null;
        }
    }
}
