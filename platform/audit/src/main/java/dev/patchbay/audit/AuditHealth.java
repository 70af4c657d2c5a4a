package dev.patchbay.audit;

import dev.patchbay.audit.chain.Anchor;
import java.util.Optional;

/**
 * How the audit trail is.
 *
 * @param failure why nothing can be recorded, and so nothing is done; empty while all is well
 * @param lost how many ends of calls were dropped after the failure
 * @param synced the last record that is on the disk; an administrator can keep it to verify against
 * @param indexed the number of the last record in the index
 * @param indexFailure why the index is not filled at the moment, empty if it is
 */
public record AuditHealth(Optional<String> failure, long lost, Anchor synced, long indexed,
        Optional<String> indexFailure) {}
