package dev.patchbay.store.state;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * A task as it is kept. What it carries is sealed; an empty outcome is none.
 *
 * @param id its id, at most 64 characters of ASCII
 * @param owner the id of the client that created it
 * @param tool the tool that was called, as its client names it
 * @param status where it stands
 * @param version grows by one with every change
 * @param createdAt since when there is the task
 * @param updatedAt when it changed last
 * @param expiresAt until when it is kept
 * @param state what the call needs to go on
 * @param outcome what it gave
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, and compared below
public record TaskRow(String id, String owner, String tool, String status, long version, Instant createdAt,
        Instant updatedAt, Instant expiresAt, byte[] state, byte[] outcome) {
    /** Checks the texts; times are kept to the microsecond. */
    public TaskRow {
        StoredText.filled("the id of a task", id, 64);
        StoredText.filled("the owner of a task", owner, 200);
        StoredText.filled("the tool of a task", tool, 200);
        StoredText.filled("the status of a task", status, 16);
        createdAt = Columns.kept(createdAt);
        updatedAt = Columns.kept(updatedAt);
        expiresAt = Columns.kept(expiresAt);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaskRow row && id.equals(row.id) && owner.equals(row.owner) && tool.equals(row.tool)
                && status.equals(row.status) && version == row.version && createdAt.equals(row.createdAt)
                && updatedAt.equals(row.updatedAt) && expiresAt.equals(row.expiresAt)
                && Arrays.equals(state, row.state) && Arrays.equals(outcome, row.outcome);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, version);
    }

    @Override
    public String toString() {
        return "task of " + tool + ", " + status + ", version " + version;
    }
}
