package dev.patchbay.endpoint;

import dev.patchbay.security.state.SealKey;
import dev.patchbay.security.state.StoredSeal;
import dev.patchbay.tasks.TaskKeeper;
import dev.patchbay.tasks.TaskOptions;
import dev.patchbay.tasks.TaskStore;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Tasks that outlive an endpoint, with a clock by hand. */
final class TestTasks {
    private static final SecureRandom RANDOM = new SecureRandom();
    static final TaskOptions OPTIONS = new TaskOptions(Duration.ZERO, Duration.ofMinutes(1), Duration.ofHours(1),
            Duration.ofMillis(100), 100, 100);

    final TaskStore store = TaskStore.inMemory();
    volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final SealKey key = SealKey.random(RANDOM);

    static TaskKeeper inMemory() {
        return new TestTasks().keeper(OPTIONS);
    }

    /** A keeper whose store takes its time, which no I/O thread may spend. */
    static TaskKeeper slow(Duration time) {
        TestTasks tasks = new TestTasks();
        TaskStore slow = (TaskStore) Proxy.newProxyInstance(TaskStore.class.getClassLoader(),
                new Class<?>[]{TaskStore.class}, (proxy, method, arguments) -> {
                    Thread.sleep(time);
                    return method.invoke(tasks.store, arguments);
                });
        return tasks.keeper(slow, OPTIONS);
    }

    /** A keeper of these tasks, as after a restart. */
    TaskKeeper keeper(TaskOptions options) {
        return keeper(store, options);
    }

    private TaskKeeper keeper(TaskStore where, TaskOptions options) {
        InstantSource clock = () -> now;
        return new TaskKeeper(where, new StoredSeal(key, "tasks", RANDOM), options, clock, RANDOM);
    }
}
