package dev.patchbay.security;

import java.util.Optional;

/** Checks one form of {@code Authorization} header. */
public interface HeaderCheck {
    /**
     * Checks a header.
     *
     * <p>Threads: any, I/O threads too, so it must not block.
     *
     * @param presented the header
     * @return what was found; empty if it has another form, so that the next may look at it
     */
    Optional<Authentication> check(Presented presented);
}
