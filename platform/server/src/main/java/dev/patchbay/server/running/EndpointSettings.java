package dev.patchbay.server.running;

import dev.patchbay.endpoint.EndpointOptions;
import dev.patchbay.endpoint.legacy.LegacyOptions;
import dev.patchbay.endpoint.list.ListOptions;
import dev.patchbay.endpoint.modern.ListenOptions;
import dev.patchbay.http.AddressBlock;
import dev.patchbay.http.Compression;
import dev.patchbay.http.FloodLimits;
import dev.patchbay.http.HttpOptions;
import dev.patchbay.http.TlsOptions;
import dev.patchbay.http.TlsOptions.ClientAuth;
import dev.patchbay.http.TrustedProxies;
import dev.patchbay.protocol.CacheScope;
import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.Setting;
import dev.patchbay.server.configuration.Settings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The endpoint's options from the configuration. */
public final class EndpointSettings {
    private EndpointSettings() {}

    static EndpointOptions of(Mode mode, Configuration configuration) {
        HttpOptions preset = HttpOptions.defaults();
        HttpOptions http = new HttpOptions(configuration.get(Settings.MCP_HOST), configuration.get(Settings.MCP_PORT),
                preset.ioThreads(), allowedHosts(configuration),
                Set.copyOf(configuration.get(Settings.MCP_ALLOWED_ORIGINS)), configuration.get(Settings.LIMITS_BODY),
                configuration.get(Settings.LIMITS_HEADERS), configuration.get(Settings.LIMITS_HEADER_COUNT),
                configuration.get(Settings.LIMITS_URL), configuration.get(Settings.MCP_MAX_CONNECTIONS),
                configuration.get(Settings.MCP_IDLE_TIMEOUT), configuration.get(Settings.MCP_HEADER_TIMEOUT),
                configuration.get(Settings.MCP_BODY_TIMEOUT), configuration.get(Settings.MCP_WRITE_TIMEOUT),
                preset.streamQueueBytes(), configuration.get(Settings.MCP_KEEP_ALIVE), preset.disconnectWatch(),
                mode == Mode.DEV, proxies(configuration), flood(mode, configuration),
                tls(configuration).orElse(null), configuration.get(Settings.MCP_HTTP2_STREAMS),
                Compression.valueOf(configuration.get(Settings.MCP_COMPRESSION).toUpperCase(Locale.ROOT)),
                configuration.get(Settings.LIMITS_IN_FLIGHT));
        ListOptions lists = new ListOptions(configuration.get(Settings.MCP_PAGE_SIZE),
                ListOptions.defaults().timeToLive(), mode == Mode.DEV ? CacheScope.PUBLIC : CacheScope.PRIVATE);
        ListenOptions listens = new ListenOptions(configuration.get(Settings.MCP_MAX_STREAMS),
                configuration.get(Settings.MCP_MAX_STREAMS_PER_CLIENT), ListenOptions.defaults().maxResources());
        LegacyOptions legacy = LegacyOptions.defaults()
                .withSessions(configuration.get(Settings.MCP_MAX_SESSIONS),
                        configuration.get(Settings.MCP_MAX_SESSIONS_PER_CLIENT),
                        configuration.get(Settings.MCP_SESSION_IDLE))
                .withQuestion(configuration.get(Settings.MCP_QUESTION_TIMEOUT))
                .withHttpSse(configuration.get(Settings.MCP_HTTP_SSE));
        return EndpointOptions.defaults().with(http).with(json(configuration)).with(lists).with(listens).with(legacy);
    }

    /**
     * Returns the bounds of the JSON in a message.
     *
     * @param configuration the configuration
     * @return the bounds
     */
    public static JsonLimits json(Configuration configuration) {
        return JsonLimits.DEFAULT.withMaxDepth(configuration.get(Settings.LIMITS_JSON_DEPTH))
                .withMaxTokens(configuration.get(Settings.LIMITS_JSON_TOKENS))
                .withMaxStringLength(configuration.get(Settings.LIMITS_JSON_STRING))
                .withMaxNumberLength(configuration.get(Settings.LIMITS_JSON_NUMBER));
    }

    /**
     * The proxies whose word is taken.
     *
     * @throws IllegalArgumentException if a block of addresses is none
     */
    static TrustedProxies proxies(Configuration configuration) {
        return new TrustedProxies(
                configuration.get(Settings.MCP_TRUSTED_PROXIES).stream().map(AddressBlock::of).toList(),
                configuration.get(Settings.MCP_FORWARDED_HEADER).equals("forwarded")
                        ? TrustedProxies.Header.FORWARDED
                        : TrustedProxies.Header.X_FORWARDED_FOR);
    }

    /**
     * With what the MCP port shows who it is.
     *
     * @return empty for plain HTTP
     * @throws IllegalArgumentException if a part is missing
     */
    static Optional<TlsOptions> tls(Configuration configuration) {
        Optional<Path> certificate = file(configuration, Settings.MCP_TLS_CERTIFICATE);
        Optional<Path> key = file(configuration, Settings.MCP_TLS_KEY);
        Optional<Path> authorities = file(configuration, Settings.MCP_TLS_CLIENT_CA);
        ClientAuth clientAuth = ClientAuth
                .valueOf(configuration.get(Settings.MCP_TLS_CLIENT_AUTH).toUpperCase(Locale.ROOT));
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("mcp.tls-certificate and mcp.tls-key are set together or not at all.");
        }
        if ((clientAuth == ClientAuth.NONE) == authorities.isPresent()) {
            throw new IllegalArgumentException("mcp.tls-client-ca is set where mcp.tls-client-auth is 'wanted' or"
                    + " 'required', and only there.");
        }
        if (certificate.isEmpty() && clientAuth != ClientAuth.NONE) {
            throw new IllegalArgumentException(
                    "Client certificates need TLS: set mcp.tls-certificate and mcp.tls-key.");
        }
        return certificate.map(chain -> new TlsOptions(chain, key.orElseThrow(), authorities.orElse(null), clientAuth));
    }

    private static Optional<Path> file(Configuration configuration, Setting<String> setting) {
        String text = configuration.get(setting);
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(configuration.home().resolve(text).toAbsolutePath().normalize());
    }

    private static FloodLimits flood(Mode mode, Configuration configuration) {
        return mode == Mode.DEV
                ? FloodLimits.OFF
                : new FloodLimits(configuration.get(Settings.MCP_FLOOD_REQUESTS),
                        configuration.get(Settings.MCP_FLOOD_BURST), configuration.get(Settings.MCP_FLOOD_FAILURES));
    }

    /** Values of {@code Host}: a name without a port stands for the scheme's own port and for ours. */
    static Set<String> allowedHosts(Configuration configuration) {
        return hosts(configuration.get(Settings.MCP_HOST), configuration.get(Settings.MCP_PORT),
                configuration.get(Settings.MCP_ALLOWED_HOSTS));
    }

    /** The same for any port of ours. */
    static Set<String> hosts(String host, int port, List<String> allowedNames) {
        Set<String> hosts = new HashSet<>();
        hosts.add((host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port);
        for (String allowed : allowedNames) {
            hosts.add(allowed);
            if (allowed.lastIndexOf(':') <= allowed.lastIndexOf(']')) {
                hosts.add(allowed + ":" + port);
            }
        }
        return hosts;
    }
}
