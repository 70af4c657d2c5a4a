package dev.patchbay.invocation.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Tells of resources that have changed because of something else; what changes often is told of in turns. */
final class News {
    private static final int MAX = 10_000;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Consumer<String> listener;
    private Set<String> waiting = new LinkedHashSet<>();
    private boolean isTelling;

    News(Consumer<String> listener) {
        this.listener = listener;
    }

    synchronized void add(Collection<String> uris) {
        if (uris.isEmpty() || waiting.size() + uris.size() > MAX) {
            return;
        }
        waiting.addAll(uris);
        if (!isTelling) {
            isTelling = true;
            Thread.ofVirtual().name("patchbay-cache-news").start(this::tell);
        }
    }

    private synchronized Set<String> take() {
        Set<String> taken = waiting;
        waiting = new LinkedHashSet<>();
        isTelling = !taken.isEmpty();
        return taken;
    }

    private void tell() {
        try {
            for (Set<String> uris = take(); !uris.isEmpty(); uris = take()) {
                uris.forEach(listener);
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
