package dev.patchbay.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What the code of one class loader may do; what is not said is denied. Wildcards are allowed in hosts only.
 *
 * @param hosts where it may connect to
 * @param readable files and folders it may read
 * @param writable files and folders it may also write
 * @param environment variables it may read
 */
public record Rules(List<Host> hosts, List<Path> readable, List<Path> writable, Set<String> environment) {
    /** Nothing may be done. */
    public static final Rules NONE = new Rules(List.of(), List.of(), List.of(), Set.of());

    /** Copies the collections. */
    public Rules {
        hosts = List.copyOf(hosts);
        readable = List.copyOf(readable);
        writable = List.copyOf(writable);
        environment = Set.copyOf(environment);
    }

    /**
     * A host that may be connected to.
     *
     * @param name its name in small letters or its address as the JDK writes it; {@code *.example.org} for all below
     * @param port the port
     * @param allowsPrivate whether the name may lead to an address of a private network; an address of its own always may
     */
    public record Host(String name, int port, boolean allowsPrivate) {
        boolean covers(String host) {
            return name.equals(host)
                    || (name.startsWith("*.") && host.length() >= name.length() && host.endsWith(name.substring(1)));
        }
    }
}
