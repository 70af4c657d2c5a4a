package dev.patchbay.security.key;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes when keys were used, in memory, and writes it now and then: the last minute of it may be lost with the process.
 *
 * <p>Threads: {@link #used} by any and never blocks; {@link #write} by one at a time, and blocks.
 */
public final class KeyUse {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUse.class);
    private static final long GRAIN_MILLIS = 1000;

    private final Map<String, Instant> unwritten = new ConcurrentHashMap<>();
    private final Consumer<Map<String, Instant>> store;

    /**
     * Starts with nothing.
     *
     * @param store writes when keys were used last, such as {@code apiKeys::used}
     */
    public KeyUse(Consumer<Map<String, Instant>> store) {
        this.store = store;
    }

    void used(String key, Instant now) {
        Instant before = unwritten.get(key);
        if (before == null || now.toEpochMilli() - before.toEpochMilli() >= GRAIN_MILLIS) {
            unwritten.put(key, now);
        }
    }

    /** Writes what was noted since the last time; what cannot be written is kept for the next. */
    public void write() {
        Map<String, Instant> batch = new HashMap<>();
        for (String key : List.copyOf(unwritten.keySet())) {
            Instant at = unwritten.remove(key);
            if (at != null) {
                batch.put(key, at);
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            store.accept(batch);
        } catch (RuntimeException e) {
            batch.forEach(unwritten::putIfAbsent);
            LOG.warn("When {} API keys were used cannot be written now: {}", batch.size(), e.toString());
        }
    }
}
