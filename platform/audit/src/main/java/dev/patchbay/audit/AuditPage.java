package dev.patchbay.audit;

import dev.patchbay.store.audit.AuditRow;
import java.util.List;
import java.util.Optional;

/**
 * Records that were found, newest first; the next page is before the last of them.
 *
 * @param records the records
 * @param indexed the number of the last record in the index: later ones were not searched
 * @param head the number of the last record in the file
 */
public record AuditPage(List<Found> records, long indexed, long head) {
    /** Copies the list. */
    public AuditPage {
        records = List.copyOf(records);
    }

    /**
     * A record.
     *
     * @param row what the index knows of it
     * @param line the record as it is in the file, JSON; empty if it is not where the index says, and then the trail must
     *            be verified
     */
    public record Found(AuditRow row, Optional<String> line) {}
}
