package dev.patchbay.testkit;

import dev.patchbay.host.loader.InstanceClassLoader;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Watches the class loaders of the plugins that run in this process until they are collected. */
final class Unloading {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int STACK_DEPTH = 12;

    private final List<WeakReference<ClassLoader>> loaders;

    private Unloading(List<WeakReference<ClassLoader>> loaders) {
        this.loaders = loaders;
    }

    /** The instance's own threads tell its loader: they have it as their context. */
    static Unloading ofLoaded() {
        return new Unloading(Thread.getAllStackTraces()
                .keySet()
                .stream()
                .map(Thread::getContextClassLoader)
                .filter(InstanceClassLoader.class::isInstance)
                .distinct()
                .map(WeakReference::new)
                .toList());
    }

    void assertDone(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (isLoaded()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("The plugin is stopped, but its classes are still in memory after "
                        + limit.toMillis() + " ms. Close in close() whatever the plugin has opened: threads, pools,"
                        + " listeners, shutdown hooks. Threads of the plugin that go on:\n" + threads());
            }
            System.gc();
            pause();
        }
    }

    private boolean isLoaded() {
        return loaders.stream().anyMatch(loader -> !loader.refersTo(null));
    }

    private String threads() {
        String found = Thread.getAllStackTraces()
                .entrySet()
                .stream()
                .filter(thread -> loaders.stream()
                        .anyMatch(loader -> loader.refersTo(thread.getKey().getContextClassLoader())))
                .map(Unloading::description)
                .collect(Collectors.joining("\n"));
        return found.isEmpty() ? "none; look for statics of the JDK or of the host that hold an object of the plugin"
                : found;
    }

    private static String description(Map.Entry<Thread, StackTraceElement[]> thread) {
        return Stream.concat(Stream.of(thread.getKey().getName()),
                Stream.of(thread.getValue()).limit(STACK_DEPTH).map(frame -> "    at " + frame))
                .collect(Collectors.joining("\n"));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for the plugin's classes to be collected", e);
        }
    }
}
