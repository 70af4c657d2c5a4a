package dev.patchbay.server.running;

import dev.patchbay.endpoint.EndpointOptions;
import dev.patchbay.endpoint.legacy.LegacyOptions;
import dev.patchbay.endpoint.list.ListOptions;
import dev.patchbay.endpoint.modern.ListenOptions;
import dev.patchbay.http.AddressBlock;
import dev.patchbay.http.FloodLimits;
import dev.patchbay.http.HttpOptions;
import dev.patchbay.http.TrustedProxies;
import dev.patchbay.protocol.CacheScope;
import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.Settings;
import java.util.HashSet;
import java.util.Set;

/** The endpoint's options from the configuration. */
final class EndpointSettings {
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
                mode == Mode.DEV, proxies(configuration), flood(mode, configuration));
        JsonLimits json = JsonLimits.DEFAULT.withMaxDepth(configuration.get(Settings.LIMITS_JSON_DEPTH))
                .withMaxTokens(configuration.get(Settings.LIMITS_JSON_TOKENS))
                .withMaxStringLength(configuration.get(Settings.LIMITS_JSON_STRING))
                .withMaxNumberLength(configuration.get(Settings.LIMITS_JSON_NUMBER));
        ListOptions lists = new ListOptions(configuration.get(Settings.MCP_PAGE_SIZE),
                ListOptions.defaults().timeToLive(), mode == Mode.DEV ? CacheScope.PUBLIC : CacheScope.PRIVATE);
        ListenOptions listens = new ListenOptions(configuration.get(Settings.MCP_MAX_STREAMS),
                configuration.get(Settings.MCP_MAX_STREAMS_PER_CLIENT), ListenOptions.defaults().maxResources());
        LegacyOptions legacy = LegacyOptions.defaults()
                .withSessions(configuration.get(Settings.MCP_MAX_SESSIONS),
                        configuration.get(Settings.MCP_MAX_SESSIONS_PER_CLIENT),
                        configuration.get(Settings.MCP_SESSION_IDLE))
                .withQuestion(configuration.get(Settings.MCP_QUESTION_TIMEOUT));
        return EndpointOptions.defaults().with(http).with(json).with(lists).with(listens).with(legacy);
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

    private static FloodLimits flood(Mode mode, Configuration configuration) {
        return mode == Mode.DEV
                ? FloodLimits.OFF
                : new FloodLimits(configuration.get(Settings.MCP_FLOOD_REQUESTS),
                        configuration.get(Settings.MCP_FLOOD_BURST), configuration.get(Settings.MCP_FLOOD_FAILURES));
    }

    /** Values of {@code Host}: a name without a port stands for the scheme's own port and for ours. */
    static Set<String> allowedHosts(Configuration configuration) {
        int port = configuration.get(Settings.MCP_PORT);
        Set<String> hosts = new HashSet<>();
        String host = configuration.get(Settings.MCP_HOST);
        hosts.add((host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port);
        for (String allowed : configuration.get(Settings.MCP_ALLOWED_HOSTS)) {
            hosts.add(allowed);
            if (allowed.lastIndexOf(':') <= allowed.lastIndexOf(']')) {
                hosts.add(allowed + ":" + port);
            }
        }
        return hosts;
    }
}
