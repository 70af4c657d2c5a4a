package dev.patchbay.egress;

import java.net.InetAddress;
import java.util.Optional;

/** Says which addresses may be connected to. Safe for all threads. */
@FunctionalInterface
public interface AddressCheck {
    /**
     * Checks an address.
     *
     * @param address one of those that a host has
     * @return why it must not be connected to, or empty if it may
     */
    Optional<String> problem(InetAddress address);
}
