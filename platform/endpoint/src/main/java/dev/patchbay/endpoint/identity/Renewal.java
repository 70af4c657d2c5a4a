package dev.patchbay.endpoint.identity;

import dev.patchbay.security.ClientIdentity;
import java.util.Optional;

/** Knows a caller with the rights it has now, for what stays open for longer than a request. Must not block. */
@FunctionalInterface
public interface Renewal {
    /** Callers stay what they were. */
    Renewal NONE = Optional::of;

    /**
     * Returns a caller as it is known now.
     *
     * @param caller the caller as it was known
     * @return empty if it would not be let in any more
     */
    Optional<ClientIdentity> renewed(ClientIdentity caller);
}
