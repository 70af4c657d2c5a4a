package dev.patchbay.store.state;

import dev.patchbay.store.Columns;
import dev.patchbay.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The tasks of all clients.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class TaskRows {
    private static final int PART = 1_000_000;
    private static final String STATE = "state";
    private static final String OUTCOME = "outcome";

    private final Database database;

    /** Creates the repository on a database. */
    public TaskRows(Database database) {
        this.database = database;
    }

    /** How many tasks there are. */
    public record Counts(long all, long ofOwner) {}

    /** Counts tasks. */
    public Counts count(String owner) {
        return database.read(handle -> handle
                .createQuery(
                        "SELECT COUNT(*) AS everybody, COUNT(CASE WHEN owner = :owner THEN 1 END) AS own FROM task")
                .bind("owner", owner).map((row, context) -> new Counts(row.getLong("everybody"), row.getLong("own")))
                .one());
    }

    /**
     * Adds a task.
     *
     * @throws dev.patchbay.store.DuplicateException if there is one with its id
     */
    public void add(TaskRow task) {
        database.write("task", task.id(), handle -> {
            int added = handle
                    .createUpdate("INSERT INTO task (id, owner, tool, status, version, created_at, updated_at,"
                            + " expires_at) VALUES (:id, :owner, :tool, :status, :version, :created, :updated, :expires)")
                    .bind("id", task.id()).bind("owner", task.owner()).bind("tool", task.tool())
                    .bind("status", task.status()).bind("version", task.version())
                    .bind("created", Columns.time(task.createdAt())).bind("updated", Columns.time(task.updatedAt()))
                    .bind("expires", Columns.time(task.expiresAt())).execute();
            addParts(handle, task.id(), STATE, task.state());
            addParts(handle, task.id(), OUTCOME, task.outcome());
            return added;
        });
    }

    private static void addParts(Handle handle, String id, String kind, byte[] content) {
        if (content.length == 0) {
            return;
        }
        String text = Base64.getEncoder().encodeToString(content);
        PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO task_part (task_id, kind, part, sealed) VALUES (:id, :kind, :part, :sealed)");
        for (int part = 0; part * PART < text.length(); part++) {
            batch.bind("id", id).bind("kind", kind).bind("part", part)
                    .bind("sealed", text.substring(part * PART, Math.min(text.length(), (part + 1) * PART))).add();
        }
        batch.execute();
    }

    /** Finds a task, also one that has expired and is not removed yet. */
    public Optional<TaskRow> find(String id) {
        // In one transaction, else a change could come between the task and its parts
        return database.snapshot(() -> database.read(handle -> handle
                .createQuery("SELECT id, owner, tool, status, version, created_at, updated_at, expires_at FROM task"
                        + " WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> task(row, parts(handle, id, STATE), parts(handle, id, OUTCOME))).findOne()));
    }

    private static byte[] parts(Handle handle, String id, String kind) {
        List<String> parts = handle
                .createQuery("SELECT sealed FROM task_part WHERE task_id = :id AND kind = :kind ORDER BY part")
                .bind("id", id).bind("kind", kind).map((row, context) -> row.getString("sealed")).list();
        return Base64.getDecoder().decode(String.join("", parts));
    }

    private static TaskRow task(ResultSet row, byte[] state, byte[] outcome) throws SQLException {
        return new TaskRow(row.getString("id"), row.getString("owner"), row.getString("tool"), row.getString("status"),
                row.getLong("version"), Columns.time(row, "created_at"), Columns.time(row, "updated_at"),
                Columns.time(row, "expires_at"), state, outcome);
    }

    /** Puts the next version of a task in place of the one before; false if that is not there any more. */
    public boolean replace(TaskRow next) {
        return database.write("task", next.id(), handle -> {
            int changed = handle.createUpdate("UPDATE task SET status = :status, version = :version,"
                    + " updated_at = :updated, expires_at = :expires WHERE id = :id AND version = :before")
                    .bind("status", next.status()).bind("version", next.version())
                    .bind("updated", Columns.time(next.updatedAt())).bind("expires", Columns.time(next.expiresAt()))
                    .bind("id", next.id()).bind("before", next.version() - 1).execute();
            if (changed > 0) {
                handle.execute("DELETE FROM task_part WHERE task_id = ?", next.id());
                addParts(handle, next.id(), STATE, next.state());
                addParts(handle, next.id(), OUTCOME, next.outcome());
            }
            return changed > 0;
        });
    }

    /** Removes the tasks that have expired; returns their ids. */
    public List<String> removeExpired(Instant now) {
        return database.write("tasks before", now.toString(), handle -> {
            List<String> expired = handle.createQuery("SELECT id FROM task WHERE expires_at < :now")
                    .bind("now", Columns.time(now)).map((row, context) -> row.getString("id")).list();
            expired.forEach(id -> handle.execute("DELETE FROM task WHERE id = ?", id));
            return List.copyOf(expired);
        });
    }
}
