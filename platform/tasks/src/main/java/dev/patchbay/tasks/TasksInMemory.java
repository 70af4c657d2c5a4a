package dev.patchbay.tasks;

import dev.patchbay.store.state.TaskRow;
import dev.patchbay.store.state.TaskRows.Counts;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tasks of a process. */
final class TasksInMemory implements TaskStore {
    private final Map<String, TaskRow> tasks = new HashMap<>();

    @Override
    public synchronized Counts count(String owner) {
        return new Counts(tasks.size(), tasks.values().stream().filter(task -> task.owner().equals(owner)).count());
    }

    @Override
    public synchronized void add(TaskRow task) {
        if (tasks.putIfAbsent(task.id(), task) != null) {
            throw new IllegalStateException("there is a task with this id");
        }
    }

    @Override
    public synchronized Optional<TaskRow> find(String id) {
        return Optional.ofNullable(tasks.get(id));
    }

    @Override
    public synchronized boolean replace(TaskRow next) {
        TaskRow before = tasks.get(next.id());
        if (before == null || before.version() != next.version() - 1) {
            return false;
        }
        tasks.put(next.id(), next);
        return true;
    }

    @Override
    public synchronized List<String> removeExpired(Instant now) {
        List<String> expired = tasks.values().stream().filter(task -> task.expiresAt().isBefore(now)).map(TaskRow::id)
                .toList();
        expired.forEach(tasks::remove);
        return expired;
    }
}
