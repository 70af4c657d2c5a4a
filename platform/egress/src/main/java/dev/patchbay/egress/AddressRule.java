package dev.patchbay.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be called: those of the public Internet, and those an administrator lists. So that a name, which
 * somebody on the Internet can point anywhere, cannot reach into the network the host stands in. Immutable.
 */
public final class AddressRule {
    /** Of IPv4 all that is not public: IANA's special-purpose registry, and one address clouds use for metadata. */
    private static final List<Network> NOT_PUBLIC = networks("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");
    /** Of IPv6 only this is public; mapped, translated, unique local and link local addresses lie outside. */
    private static final Network GLOBAL_UNICAST = Network.of("2000::/3");
    /** But for tunnels, which hide an IPv4 address, and for what is reserved. */
    private static final List<Network> NOT_GLOBAL = networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");
    /** What people run servers of their own on. */
    private static final List<Network> PRIVATE = networks("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12",
            "192.168.0.0/16", "::1", "fc00::/7");
    /** Where clouds answer with credentials, though the addresses look like others. */
    private static final List<Network> METADATA = networks("100.100.100.200", "192.0.0.192", "fd00:ec2::254",
            "fd20:ce::254", "168.63.129.16", "169.254.0.0/16");

    private final List<Network> listed;

    /**
     * Creates a rule.
     *
     * @param listed what may be called beside public addresses
     */
    public AddressRule(List<Network> listed) {
        this.listed = List.copyOf(listed);
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::of).toList();
    }

    /**
     * Tells whether an address may be called.
     *
     * @param address the address
     * @return true if it is listed or public
     */
    public boolean allows(InetAddress address) {
        return isIn(listed, address) || isPublic(address);
    }

    /**
     * Tells whether an address of this machine is listed, where no encryption is needed.
     *
     * @param address the address
     * @return true if so
     */
    public boolean allowsPlain(InetAddress address) {
        return address.isLoopbackAddress() && isIn(listed, address);
    }

    /**
     * Tells whether an address is one of the public Internet.
     *
     * @param address the address
     * @return true if so
     */
    public static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return !isIn(NOT_PUBLIC, address);
        }
        return GLOBAL_UNICAST.contains(address) && !isIn(NOT_GLOBAL, address);
    }

    /**
     * Tells whether an address is of a network that people have of their own, this machine included. Link local
     * addresses and those where a cloud gives credentials are not.
     *
     * @param address the address
     * @return true if so
     */
    public static boolean isPrivate(InetAddress address) {
        return isIn(PRIVATE, address) && !isIn(METADATA, address);
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
