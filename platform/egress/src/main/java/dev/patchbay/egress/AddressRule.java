package dev.patchbay.security.token;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses the host itself may call: those of the public Internet, and those an administrator lists. So that the
 * address of a key set, which a server on the Internet chooses, cannot reach into the network the host stands in.
 * Immutable.
 */
final class AddressRule {
    /** Of IPv4 all that is not public: IANA's special-purpose registry, and one address clouds use for metadata. */
    private static final List<Network> NOT_PUBLIC = networks("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");
    /** Of IPv6 only this is public; mapped, translated, unique local and link local addresses lie outside. */
    private static final Network GLOBAL_UNICAST = Network.of("2000::/3");
    /** But for tunnels, which hide an IPv4 address, and for what is reserved. */
    private static final List<Network> NOT_GLOBAL = networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private final List<Network> listed;

    AddressRule(List<Network> listed) {
        this.listed = List.copyOf(listed);
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::of).toList();
    }

    boolean allows(InetAddress address) {
        return isIn(listed, address) || isPublic(address);
    }

    /** Whether an administrator lists an address of this machine, where no encryption is needed. */
    boolean allowsPlain(InetAddress address) {
        return address.isLoopbackAddress() && isIn(listed, address);
    }

    private static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return !isIn(NOT_PUBLIC, address);
        }
        return GLOBAL_UNICAST.contains(address) && !isIn(NOT_GLOBAL, address);
    }

    private static boolean isIn(List<Network> networks, InetAddress address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
