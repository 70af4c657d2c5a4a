package dev.patchbay.store.audit;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far the chain of the audit file had come at a time, kept outside of the file: shows that records were cut off its
 * end. Equal when all parts are, also the bytes. The time is kept to the microsecond.
 *
 * @param seq the number of the last record
 * @param hash the chain's hash there, 1 to 96 bytes
 * @param segment the name of the file that holds the record
 * @param at when it was written down
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record AuditAnchor(long seq, byte[] hash, String segment, Instant at) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public AuditAnchor {
        if (hash.length == 0 || hash.length > 96) {
            throw new IllegalArgumentException("the hash of an anchor has " + hash.length + " bytes: use 1 to 96");
        }
        hash = hash.clone();
        StoredText.filled("the segment of an anchor", segment, AuditRow.MAX_TEXT);
        at = Columns.kept(at);
    }

    /** Returns a copy of the hash. */
    @Override
    public byte[] hash() {
        return hash.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AuditAnchor anchor && seq == anchor.seq && Arrays.equals(hash, anchor.hash)
                && segment.equals(anchor.segment) && at.equals(anchor.at);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(seq);
    }

    @Override
    public String toString() {
        return "anchor at record " + seq + " in " + segment;
    }
}
