package dev.patchbay.store.audit;

import dev.patchbay.store.Columns;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which records are looked for; they come newest first. What is null is not looked at.
 *
 * @param kind the kind, exactly
 * @param client the client's id, exactly
 * @param entry the entry's name, exactly
 * @param instance the plugin's instance, exactly
 * @param decision the decision, exactly
 * @param outcome the outcome, exactly
 * @param since the earliest time
 * @param until the latest time
 * @param before only records with lower numbers, as for the next page
 * @param limit at most how many, 1 to 10,000
 */
public record AuditQuery(@Nullable String kind, @Nullable String client, @Nullable String entry,
        @Nullable String instance, @Nullable String decision, @Nullable String outcome, @Nullable Instant since,
        @Nullable Instant until, @Nullable Long before, int limit) {
    /** The most records of one answer. */
    public static final int MAX_LIMIT = 10_000;

    /**
     * Checks, and cuts texts as {@link AuditRow} does.
     *
     * @throws IllegalArgumentException if the limit is out of its range
     */
    public AuditQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("the limit is " + limit + ": use 1 to " + MAX_LIMIT);
        }
        client = AuditRow.fitted(client, AuditRow.MAX_TEXT);
        entry = AuditRow.fitted(entry, AuditRow.MAX_ENTRY);
        since = Columns.keptIfAny(since);
        until = Columns.keptIfAny(until);
    }

    /** Returns the query for the newest records of all. */
    public static AuditQuery newest(int limit) {
        return new AuditQuery(null, null, null, null, null, null, null, null, null, limit);
    }

    /** Returns the query for the page after the record with a number. */
    public AuditQuery before(long seq) {
        return new AuditQuery(kind, client, entry, instance, decision, outcome, since, until, seq, limit);
    }
}
