package dev.patchbay.server.running;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ServeSettings;
import dev.patchbay.server.configuration.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** What a configuration must be so that a server may start with it. */
final class StartRules {
    private StartRules() {}

    static void check(Mode mode, Configuration configuration) throws StartException {
        try {
            EndpointSettings.proxies(configuration);
        } catch (IllegalArgumentException e) {
            throw new StartException("mcp.trusted-proxies (" + configuration.place(Settings.MCP_TRUSTED_PROXIES)
                    .orElse("the default") + ") holds what is no block of addresses: " + e.getMessage(), e);
        }
        checkAdmin(mode, configuration);
        checkSigners(configuration);
        boolean isEncrypted;
        try {
            isEncrypted = EndpointSettings.tls(configuration).isPresent();
        } catch (IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
        String host = configuration.get(Settings.MCP_HOST);
        if (isLoopback(host)) {
            return;
        }
        String place = configuration.place(Settings.MCP_HOST).orElse("the default");
        if (mode == Mode.DEV) {
            throw new StartException("Dev mode serves this machine only, but mcp.host is " + host + " (" + place
                    + "). Set it to 127.0.0.1, or use 'patchbay serve'.");
        }
        if (!isEncrypted && !configuration.get(Settings.MCP_TLS_ENDED_BY_PROXY)) {
            throw new StartException("mcp.host is " + host + " (" + place
                    + "), which others can reach, and nothing says that the traffic is encrypted. Set mcp.host to"
                    + " 127.0.0.1, set mcp.tls-certificate and mcp.tls-key, or, where a proxy in front ends TLS, set"
                    + " mcp.tls-ended-by-proxy to true "
                    + configuration.place(Settings.MCP_TLS_ENDED_BY_PROXY).map(set -> "(" + set + ").")
                            .orElse("in conf/patchbay.yaml."));
        }
    }

    /** Anybody can sign: a signature says something only of whom it is. */
    private static void checkSigners(Configuration configuration) throws StartException {
        if (configuration.get(ServeSettings.PLUGINS_SIGNATURES).equals("required")
                && configuration.get(ServeSettings.PLUGINS_SIGNERS).isEmpty()) {
            throw new StartException("plugins.signatures is required ("
                    + configuration.place(ServeSettings.PLUGINS_SIGNATURES).orElse("the default")
                    + "), and plugins.signers names nobody whose signature is taken. Name the SHA-256 fingerprints of"
                    + " the certificates there.");
        }
    }

    /** Passwords travel there. */
    private static void checkAdmin(Mode mode, Configuration configuration) throws StartException {
        String host = configuration.get(ServeSettings.ADMIN_HOST);
        if (mode == Mode.SERVE && !configuration.get(Settings.MCP_TLS_ENDED_BY_PROXY) && !isLoopback(host)) {
            throw new StartException("admin.host is " + host + " ("
                    + configuration.place(ServeSettings.ADMIN_HOST).orElse("the default")
                    + "), which others can reach, and nothing says that the traffic is encrypted. Set admin.host to"
                    + " 127.0.0.1, or, where a proxy in front ends TLS, set mcp.tls-ended-by-proxy to true.");
        }
    }

    /** Whether a host is of this machine only. */
    static boolean isLoopback(String host) throws StartException {
        try {
            String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
            for (InetAddress address : InetAddress.getAllByName(bare)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new StartException("The host to listen on is " + host + ", and this machine does not know that name.",
                    e);
        }
    }
}
