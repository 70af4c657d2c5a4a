package dev.patchbay.egress;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;

/**
 * A server to connect to, read from a URL. Immutable.
 *
 * @param encrypted whether over TLS
 * @param host a name in lower case, or an address as text without brackets
 * @param port the port
 */
public record Target(boolean encrypted, String host, int port) {
    private static final int MAX_PORT = 65_535;

    /**
     * Reads the server from a URL.
     *
     * @param url http or https, a host, no user
     * @return the server
     * @throws IOException if it is anything else
     */
    public static Target of(URI url) throws IOException {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String host = url.getHost();
        boolean isHttp = "http".equals(scheme) || "https".equals(scheme);
        if (!isHttp || host == null || host.isEmpty() || url.getRawUserInfo() != null || host.endsWith(".")
                || url.getPort() > MAX_PORT || url.getPort() == 0 || host.indexOf('%') >= 0) {
            throw new IOException("not an https URL with a plain host: " + scheme + "://" + host);
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        boolean encrypted = "https".equals(scheme);
        int port = url.getPort() > 0 ? url.getPort() : encrypted ? 443 : 80;
        return new Target(encrypted, bare.toLowerCase(Locale.ROOT), port);
    }

    /**
     * Returns what the Host header says.
     *
     * @return the host, with the port if it is not the usual one
     */
    public String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (encrypted ? 443 : 80) ? name : name + ":" + port;
    }

    /** Whether the host is a name, not an address. */
    boolean isName() {
        return host.indexOf(':') < 0 && !Character.isDigit(host.charAt(host.length() - 1));
    }
}
