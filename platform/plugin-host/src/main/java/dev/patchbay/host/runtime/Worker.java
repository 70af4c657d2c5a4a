package dev.patchbay.host.runtime;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread of a pool. Its fields other than {@link #parked} and {@link #current} belong to the lock of the pool. */
final class Worker implements Runnable {
    private final InstancePool pool;
    private final OwnThread thread;
    private final ClassLoader loader;
    volatile boolean parked;
    volatile @Nullable Task current;
    boolean started;
    boolean searching;
    boolean busy;
    /** Whether what it is busy with is a call, not work of the host's own. */
    boolean calls;
    boolean lost;

    /** Knows its worker. */
    private static final class OwnThread extends Thread {
        private final Worker worker;

        OwnThread(ThreadGroup group, String name, Worker worker) {
            super(group, worker, name, 0, false);
            this.worker = worker;
            setDaemon(true);
        }
    }

    Worker(InstancePool pool, ThreadGroup group, String name, ClassLoader loader) {
        this.pool = pool;
        this.loader = loader;
        this.thread = new OwnThread(group, name, this);
        this.thread.setContextClassLoader(loader);
        AgentGuard.attribute(thread, loader);
    }

    /** Returns the task of a pool that runs on the current thread; null on any other thread. */
    static @Nullable Task currentOf(InstancePool pool) {
        return Thread.currentThread() instanceof OwnThread own && own.worker.pool == pool ? own.worker.current : null;
    }

    Thread thread() {
        return thread;
    }

    /** Makes the thread look for work. Not under the lock of the pool, because it enters the kernel. */
    void wake(boolean first) {
        if (!first) {
            LockSupport.unpark(thread);
            return;
        }
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            pool.notStarted(this, e);
        }
    }

    /** Waits until it is woken; returns false if it was idle for the whole time. */
    boolean park(long nanos) {
        long end = System.nanoTime() + nanos;
        while (parked) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            LockSupport.parkNanos(pool, left);
            Thread.interrupted();
        }
        return true;
    }

    @Override
    public void run() {
        try {
            Task task = pool.next(this);
            while (task != null) {
                task.run();
                cleanUp();
                task = pool.next(this);
            }
        } finally {
            pool.ended(this);
        }
    }

    /** Takes back what plugin code may have left on the thread. */
    private void cleanUp() {
        current = null;
        Thread.interrupted();
        thread.setContextClassLoader(loader);
    }
}
