package dev.patchbay.host.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a host that watches the limits of all running work: it looks at every pool some times a second,
 * instead of a timer for each call.
 *
 * <p>Threads: all methods.
 */
public final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final long BUSY_NANOS = 20_000_000;
    private static final long IDLE_NANOS = 100_000_000;

    private final Set<InstancePool> pools = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;

    /** Starts the thread. */
    public Supervisor() {
        thread = Thread.ofPlatform().name("patchbay-supervisor").daemon(true).start(this::run);
    }

    /**
     * Adds a pool.
     *
     * @param pool the pool
     */
    public void watch(InstancePool pool) {
        pools.add(pool);
    }

    /**
     * Takes a pool out.
     *
     * @param pool the pool
     */
    public void forget(InstancePool pool) {
        pools.remove(pool);
    }

    private void run() {
        while (!closed) {
            boolean working = false;
            for (InstancePool pool : pools) {
                try {
                    working |= pool.supervise(System.nanoTime());
                } catch (RuntimeException | Error e) { // whatever a plugin does to the process, this thread goes on
                    LOG.error("Could not look after {}", pool.instance(), e);
                }
            }
            LockSupport.parkNanos(working ? BUSY_NANOS : IDLE_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
