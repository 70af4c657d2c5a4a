package dev.patchbay.server.running;

import dev.patchbay.security.state.SealKey;
import dev.patchbay.security.state.StoredSeal;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.TaskSettings;
import dev.patchbay.store.Database;
import dev.patchbay.store.state.TaskRows;
import dev.patchbay.tasks.TaskKeeper;
import dev.patchbay.tasks.TaskOptions;
import dev.patchbay.tasks.TaskStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** Tasks as the configuration says, in the database where there is one. */
final class TasksOfConfiguration {
    private TasksOfConfiguration() {}

    static TaskKeeper of(Configuration configuration, SealKey key, Optional<Database> database) {
        SecureRandom random = new SecureRandom();
        TaskOptions options = new TaskOptions(configuration.get(TaskSettings.TASKS_AFTER),
                configuration.get(TaskSettings.TASKS_LIMIT), configuration.get(TaskSettings.TASKS_TIME_TO_LIVE),
                configuration.get(TaskSettings.TASKS_POLL_INTERVAL), configuration.get(TaskSettings.TASKS_MAX),
                configuration.get(TaskSettings.TASKS_MAX_PER_CLIENT));
        return new TaskKeeper(database.map(TaskRows::new).map(TaskStore::of).orElseGet(TaskStore::inMemory),
                new StoredSeal(key, "tasks", random), options, InstantSource.system(), random);
    }
}
