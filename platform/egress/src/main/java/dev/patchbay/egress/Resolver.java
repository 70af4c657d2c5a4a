package dev.patchbay.security.token;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host; the one of the JDK, or that of a test. May block. */
@FunctionalInterface
interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
}
