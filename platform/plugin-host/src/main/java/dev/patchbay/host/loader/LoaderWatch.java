package dev.patchbay.host.loader;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches whether the class loaders of stopped generations are collected.
 *
 * <p>Threads: all methods.
 */
public final class LoaderWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LoaderWatch.class);
    private static final int STACK_DEPTH = 20;

    private final InstantSource clock;
    private final Duration allowed;
    private final Runnable collect;
    private final List<Closed> closed = new ArrayList<>();

    private static final class Closed {
        final String instance;
        final String version;
        final WeakReference<ClassLoader> loader;
        final ThreadGroup group;
        final Instant at;
        boolean collectedFor;
        boolean leaks;

        Closed(String instance, String version, ClassLoader loader, ThreadGroup group, Instant at) {
            this.instance = instance;
            this.version = version;
            this.loader = new WeakReference<>(loader);
            this.group = group;
            this.at = at;
        }
    }

    /**
     * Creates a watch.
     *
     * @param clock the time
     * @param allowed how long a loader may live after its close
     * @param collect runs the garbage collector, because a quiet host may not run it for hours
     */
    public LoaderWatch(InstantSource clock, Duration allowed, Runnable collect) {
        this.clock = clock;
        this.allowed = allowed;
        this.collect = collect;
    }

    synchronized void add(String instance, String version, ClassLoader loader, ThreadGroup group) {
        closed.add(new Closed(instance, version, loader, group, clock.instant()));
    }

    /** Looks whether loaders are overdue; asks for one collection before it says so. To be called now and then. */
    public synchronized void check() {
        closed.removeIf(entry -> entry.loader.refersTo(null));
        Instant now = clock.instant();
        List<Closed> overdue = closed.stream().filter(entry -> entry.at.plus(allowed).isBefore(now)).toList();
        if (overdue.stream().anyMatch(entry -> !entry.collectedFor)) {
            overdue.forEach(entry -> entry.collectedFor = true);
            collect.run();
            return;
        }
        for (Closed entry : overdue) {
            if (!entry.leaks) {
                entry.leaks = true;
                LOG.warn("The class loader of {} {} is still in memory {} s after its close; held by threads {}",
                        entry.instance, entry.version, allowed.toSeconds(),
                        threads(entry).stream().map(LoaderLeak.HoldingThread::name).toList());
            }
        }
    }

    /**
     * Returns the loaders that live too long.
     *
     * @return the leaks, oldest first
     */
    public synchronized List<LoaderLeak> leaks() {
        return closed.stream().filter(entry -> entry.leaks && !entry.loader.refersTo(null))
                .map(entry -> new LoaderLeak(entry.instance, entry.version, entry.at, threads(entry))).toList();
    }

    /**
     * Returns how many loaders of stopped generations are in memory, overdue or not.
     *
     * @return the number
     */
    public synchronized int alive() {
        closed.removeIf(entry -> entry.loader.refersTo(null));
        return closed.size();
    }

    private static List<LoaderLeak.HoldingThread> threads(Closed entry) {
        ClassLoader loader = entry.loader.get();
        if (loader == null) {
            return List.of();
        }
        return PluginThreads.of(loader, entry.group).stream().map(thread -> new LoaderLeak.HoldingThread(
                thread.getName(),
                Arrays.stream(thread.getStackTrace()).limit(STACK_DEPTH).map(Object::toString).toList())).toList();
    }
}
