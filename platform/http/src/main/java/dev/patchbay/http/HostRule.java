package dev.patchbay.http;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which values of {@code Host} and {@code Origin} are served: exact matches after a strict look at the form, so that a
 * page of another site cannot reach us through a name it points at this machine. Immutable.
 */
final class HostRule {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> hosts = new HashSet<>();
    private final Set<String> origins = new HashSet<>();
    private final boolean localOrigins;

    HostRule(int port, Set<String> allowedHosts, Set<String> allowedOrigins, boolean localOrigins) {
        this.localOrigins = localOrigins;
        for (String name : LOOPBACK) {
            hosts.add(name + ":" + port);
            if (port == 80 || port == 443) {
                hosts.add(name);
            }
        }
        allowedHosts.forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
        allowedOrigins.forEach(origin -> origins.add(origin.toLowerCase(Locale.ROOT)));
    }

    /** Whether the value has the form of a host with an optional port. */
    static boolean isWellFormed(String host) {
        int colon = host.lastIndexOf(':');
        boolean literal = host.startsWith("[");
        int end = literal ? host.indexOf(']') + 1 : colon < 0 ? host.length() : colon;
        if (end <= 0 || (end < host.length() && (host.charAt(end) != ':' || !isPort(host.substring(end + 1))))) {
            return false;
        }
        for (int i = literal ? 1 : 0; i < (literal ? end - 1 : end); i++) {
            char c = host.charAt(i);
            boolean digitOrLetter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!digitOrLetter && c != '.' && !(literal ? c == ':' : c == '-' || c == '_')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPort(String text) {
        return !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    boolean servesHost(String host) {
        return hosts.contains(host) || (isWellFormed(host) && hosts.contains(host.toLowerCase(Locale.ROOT)));
    }

    boolean servesOrigin(String origin) {
        return origins.contains(origin) || (localOrigins && isLoopback(origin))
                || origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** Whether a page is served by this machine, whatever the port: tools for developers live there. */
    private static boolean isLoopback(String origin) {
        int begin = origin.startsWith("http://") ? 7 : origin.startsWith("https://") ? 8 : -1;
        if (begin < 0) {
            return false;
        }
        String authority = origin.substring(begin);
        if (!isWellFormed(authority)) {
            return false;
        }
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']') && colon > 0;
        return LOOPBACK.contains(hasPort ? authority.substring(0, colon) : authority);
    }
}
