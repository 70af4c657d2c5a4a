package dev.patchbay.store.audit;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the index knows of one record of the audit file. Texts that are longer than the index keeps are cut, and characters
 * that no database keeps are replaced: what counts is the file. The time is kept to the microsecond.
 *
 * @param seq the record's number, 0 or more
 * @param at when it happened
 * @param kind what happened, as {@code call}; at most 64 characters
 * @param client the client's id; at most 200 characters
 * @param entry the entry's name or URI; at most 600 characters
 * @param instance the plugin's instance; at most 200 characters
 * @param decision what was decided; at most 200 characters
 * @param outcome how it ended; at most 200 characters
 * @param bytes how large the result was
 * @param micros how long it took
 * @param from where it came from; at most 200 characters
 * @param segment the name of the file
 * @param offset where in the file the record begins, in bytes
 */
public record AuditRow(long seq, Instant at, String kind, @Nullable String client, @Nullable String entry,
        @Nullable String instance, @Nullable String decision, @Nullable String outcome, @Nullable Long bytes,
        @Nullable Long micros, @Nullable String from, String segment, long offset) {
    static final int MAX_ENTRY = 600;
    static final int MAX_TEXT = 200;

    /** Cuts what is too long. */
    public AuditRow {
        at = Columns.kept(at);
        kind = StoredText.fitted(kind, 64);
        client = fitted(client, MAX_TEXT);
        entry = fitted(entry, MAX_ENTRY);
        instance = fitted(instance, MAX_TEXT);
        decision = fitted(decision, MAX_TEXT);
        outcome = fitted(outcome, MAX_TEXT);
        from = fitted(from, MAX_TEXT);
        segment = StoredText.fitted(segment, MAX_TEXT);
    }

    static @Nullable String fitted(@Nullable String text, int maxChars) {
        return text == null ? null : StoredText.fitted(text, maxChars);
    }
}
