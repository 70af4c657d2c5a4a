package dev.patchbay.broker;

import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server that may be called.
 *
 * @param name a name in lower case, {@code *.} and a name for all below it, or an address
 * @param port the port; 0 for the usual ones, 80 and 443
 * @param allowsPrivate whether the name may lead to an address of a private network
 */
public record HostGrant(String name, int port, boolean allowsPrivate) implements Grant {
    private static final Pattern FORM = Pattern.compile("(\\[[^\\[\\]]+]|[^:\\[\\]]+)(?::([0-9]{1,5}))?");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    private static final int MAX_NAME = 253;
    private static final int MAX_PORT = 65_535;

    static Grant read(Marked marked) {
        if (marked.mark() != null && !"private".equals(marked.mark())) {
            throw marked.wrong("behind a host stands nothing or (private)");
        }
        Matcher matcher = FORM.matcher(marked.value());
        if (!matcher.matches()) {
            throw marked.wrong("a host is written as name, name:port or [IPv6 address]:port");
        }
        int port = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        if (matcher.group(2) != null && (port < 1 || port > MAX_PORT)) {
            throw marked.wrong("a port is from 1 to " + MAX_PORT);
        }
        String host = matcher.group(1);
        boolean isBelow = host.startsWith("*.");
        String name = canonical(isBelow ? host.substring(2) : host);
        if (name == null) {
            throw marked.wrong("this is neither the name of a host nor a plain address");
        }
        if (isBelow && (isAddress(name) || name.indexOf('.') < 0)) {
            throw marked.wrong("behind *. stands a name of two parts or more");
        }
        return new HostGrant(isBelow ? "*." + name : name, port, marked.mark() != null && !isAddress(name));
    }

    /** Returns the one form of a host: a name in lower case and ASCII, or an address as text; null if it is neither. */
    static @Nullable String canonical(String host) {
        if (host.startsWith("[")) {
            return host.endsWith("]") ? ipv6(host.substring(1, host.length() - 1)) : null;
        }
        if (host.indexOf(':') >= 0) {
            return ipv6(host);
        }
        if (!host.codePoints().allMatch(c -> "-_.".indexOf(c) >= 0 || Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.NON_SPACING_MARK)) {
            return null; // what nobody sees would be left out silently
        }
        String name;
        try {
            name = IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            name = host.toLowerCase(Locale.ROOT);
        }
        if (name.length() > MAX_NAME) {
            return null;
        }
        String[] labels = name.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return null;
            }
        }
        if (NUMBER.matcher(labels[labels.length - 1]).matches()) {
            return IPV4.matcher(name).matches() && isAddress(name) ? name : null;
        }
        return name;
    }

    private static @Nullable String ipv6(String text) {
        if (text.indexOf('%') >= 0) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text) instanceof Inet6Address address ? address.getHostAddress() : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether a canonical host is an address. */
    static boolean isAddress(String host) {
        if (host.indexOf(':') < 0 && !IPV4.matcher(host).matches()) {
            return false;
        }
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Tells whether it is an address, which then is meant whatever its network.
     *
     * @return true for an address, false for a name
     */
    public boolean isAddress() {
        return isAddress(name);
    }

    /** Whether a host with a port is meant; the host is canonical. */
    boolean includes(String host, int otherPort) {
        return includesName(host) && (port == otherPort || (port == 0 && isUsual(otherPort)));
    }

    private boolean includesName(String host) {
        return name.equals(host) || (name.startsWith("*.") && host.endsWith(name.substring(1))
                && host.length() >= name.length());
    }

    private static boolean isUsual(int port) {
        return port == 80 || port == 443;
    }

    @Override
    public GrantKind kind() {
        return GrantKind.HOSTS;
    }

    @Override
    public String value() {
        String host = name.indexOf(':') >= 0 ? "[" + name + "]" : name;
        return host + (port == 0 ? "" : ":" + port) + (allowsPrivate ? " (private)" : "");
    }

    @Override
    public boolean covers(Grant other) {
        return other instanceof HostGrant host && includesName(host.name)
                && (port == host.port || (port == 0 && isUsual(host.port))) && (allowsPrivate || !host.allowsPrivate);
    }

    @Override
    public Optional<Grant> meet(Grant other) {
        if (!(other instanceof HostGrant host)) {
            return Optional.empty();
        }
        String narrower;
        if (includesName(host.name)) {
            narrower = host.name;
        } else if (host.includesName(name)) {
            narrower = name;
        } else {
            return Optional.empty();
        }
        int common = port == host.port || (port == 0 && isUsual(host.port)) ? host.port : port;
        if (common != host.port && !(host.port == 0 && isUsual(common))) {
            return Optional.empty();
        }
        return Optional.of(new HostGrant(narrower, common, allowsPrivate && host.allowsPrivate));
    }
}
