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
    private final Queue young = new Queue();
    private final Queue old = new Queue();
    private boolean youngTicks;
    private boolean oldTicks;
    private volatile int size;
    private volatile boolean draining;

    OpenExchanges(XnioIoThread thread, long watchAfterNanos) {
        this.thread = thread;
        this.watchAfterNanos = watchAfterNanos;
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
        (exchange.isOld ? old : young).remove(exchange);
        size = size - 1;
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
