package dev.patchbay.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host; the one of the JDK, or that of a test. May block. Safe for all threads. */
@FunctionalInterface
public interface Resolver {
    /**
     * Finds the addresses of a host.
     *
     * @param host a name, or an address as text
     * @return its addresses
     * @throws UnknownHostException if there are none
     */
    InetAddress[] resolve(String host) throws UnknownHostException;
}
