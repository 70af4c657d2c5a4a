package dev.patchbay.tasks;

import dev.patchbay.store.state.TaskRow;
import dev.patchbay.store.state.TaskRows;
import dev.patchbay.store.state.TaskRows.Counts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where tasks are kept. Safe for all threads; every method may block. */
public interface TaskStore {
    /** How many tasks there are, of everybody and of a client. */
    Counts count(String owner);

    /** Adds a task. */
    void add(TaskRow task);

    /** Finds a task. */
    Optional<TaskRow> find(String id);

    /** Puts the next version of a task in place of the one before; false if that is not there any more. */
    boolean replace(TaskRow next);

    /** Removes the tasks that have expired; returns their ids. */
    List<String> removeExpired(Instant now);

    /** Tasks in the database. */
    static TaskStore of(TaskRows rows) {
        return new TaskStore() {
            @Override
            public Counts count(String owner) {
                return rows.count(owner);
            }

            @Override
            public void add(TaskRow task) {
                rows.add(task);
            }

            @Override
            public Optional<TaskRow> find(String id) {
                return rows.find(id);
            }

            @Override
            public boolean replace(TaskRow next) {
                return rows.replace(next);
            }

            @Override
            public List<String> removeExpired(Instant now) {
                return rows.removeExpired(now);
            }
        };
    }

    /** Tasks that end with the process; for dev mode, which has no database. */
    static TaskStore inMemory() {
        return new TasksInMemory();
    }
}
