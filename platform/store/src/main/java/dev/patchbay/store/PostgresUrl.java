package dev.patchbay.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A checked address of a PostgreSQL database. Only options that say where and how safely to connect are allowed: others
 * of the driver name classes to load, files to write or programs' settings to read.
 *
 * @param address {@code jdbc:postgresql://host:port/database}
 * @param options the driver's properties, besides user and password
 */
record PostgresUrl(String address, Map<String, String> options) {
    private static final String PREFIX = "jdbc:postgresql://";
    private static final String EXAMPLE = "jdbc:postgresql://db.example:5432/patchbay?sslmode=verify-full";
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<hosts>(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?"
                    + "(?:,(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?)*)/(?<database>[A-Za-z0-9._-]+)");
    private static final Set<String> ALLOWED = new TreeSet<>(Set.of("sslmode", "sslrootcert", "sslcert", "sslkey",
            "sslNegotiation", "channelBinding", "gssEncMode", "connectTimeout", "socketTimeout", "loginTimeout",
            "tcpKeepAlive", "targetServerType", "hostRecheckSeconds", "loadBalanceHosts", "currentSchema",
            "ApplicationName"));
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    PostgresUrl {
        options = Map.copyOf(options);
    }

    /**
     * Checks a URL and adds what is safer than the driver's defaults.
     *
     * @throws BadSettingsException if it is not allowed; the message does not repeat it, since it may hold a password
     */
    static PostgresUrl parse(String url) {
        if (!url.startsWith(PREFIX)) {
            throw bad("does not start with " + PREFIX);
        }
        int question = url.indexOf('?');
        String address = url.substring(PREFIX.length(), question < 0 ? url.length() : question);
        if (address.indexOf('@') >= 0) {
            throw bad("holds a user: set database_user and the secret database_password instead");
        }
        var parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw bad("does not name a host and a database");
        }
        Map<String, String> options = options(question < 0 ? "" : url.substring(question + 1));
        options.putIfAbsent("ApplicationName", "patchbay");
        options.putIfAbsent("connectTimeout", "10");
        options.putIfAbsent("tcpKeepAlive", "true");
        if (!loopbackOnly(parts.group("hosts"))) {
            options.putIfAbsent("sslmode", "verify-full");
        }
        // Otherwise the driver repeats values of rows in its messages
        options.put("logServerErrorDetail", "false");
        return new PostgresUrl(PREFIX + address, options);
    }

    private static Map<String, String> options(String query) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : query.split("&", -1)) {
            if (option.isEmpty()) {
                continue;
            }
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            if (Set.of("user", "password").contains(name.toLowerCase(Locale.ROOT))) {
                throw bad("holds a user or a password: set database_user and the secret database_password instead");
            }
            if (!ALLOWED.contains(name) || equals < 0) {
                throw bad("has the option '" + name + "', which is not one of " + String.join(", ", ALLOWED));
            }
            String value;
            try {
                value = URLDecoder.decode(option.substring(equals + 1), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw bad("has a wrong %-escape in the option '" + name + "'");
            }
            if (options.put(name, value) != null) {
                throw bad("has the option '" + name + "' twice");
            }
        }
        return options;
    }

    private static boolean loopbackOnly(String hosts) {
        for (String host : hosts.split(",", -1)) {
            if (!LOOPBACK.contains(host.replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }

    private static BadSettingsException bad(String what) {
        return new BadSettingsException("database_url " + what + "; it looks like " + EXAMPLE);
    }
}
