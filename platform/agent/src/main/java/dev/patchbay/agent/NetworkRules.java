package dev.patchbay.agent;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;

/** Where code may connect to: to addresses that granted names lead to, whatever name the address claims to have. */
final class NetworkRules {
    private NetworkRules() {}

    static boolean mayResolve(Rules rules, String name) {
        String plain = plain(name);
        return plain.equals("localhost") || rules.hosts().stream().anyMatch(host -> host.covers(plain));
    }

    static boolean mayConnect(Rules rules, InetSocketAddress to) {
        InetAddress address = to.getAddress();
        if (address == null) {
            return true; // not resolved, the JDK refuses it
        }
        String claimed = plain(to.getHostString());
        String number = plain(address.getHostAddress());
        for (Rules.Host host : rules.hosts()) {
            if (host.port() == to.getPort() && (host.name().equals(number) || leadsTo(host, claimed, address))) {
                return true;
            }
        }
        return false;
    }

    private static boolean leadsTo(Rules.Host host, String claimed, InetAddress address) {
        String name = host.name().startsWith("*.") ? claimed : host.name();
        return host.covers(name) && (host.allowsPrivate() || !isInternal(address)) && resolvesTo(name, address);
    }

    private static boolean resolvesTo(String name, InetAddress address) {
        try {
            return Arrays.asList(InetAddress.getAllByName(name)).contains(address);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Not meant by a name unless it was said, so that no name can be bent to lead there. */
    private static boolean isInternal(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isUniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean isShared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        return isUniqueLocal || isShared || address.isLoopbackAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isAnyLocalAddress() || address.isMulticastAddress();
    }

    private static String plain(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
