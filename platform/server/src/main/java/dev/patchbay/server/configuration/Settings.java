package dev.patchbay.server.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The table of everything that can be set, except the instances of plugins. */
public final class Settings {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\-]{1,253}|\\[?[0-9A-Fa-f:.]{2,45}]?");
    private static final Pattern HOST_AND_PORT = Pattern
            .compile("([A-Za-z0-9.\\-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");
    private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.\\-]*://[^/\\s,]+|null");

    private static final SettingType<String> FILE = new SettingType.Text(Pattern.compile("[^\\p{Cntrl}]*"),
            "a file; a relative one is below the installation");
    private static final Pattern BLOCK = Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)"
            + "(/[0-9]{1,3})?");

    /** The address that the MCP port listens on. */
    public static final Setting<String> MCP_HOST = setting("mcp.host",
            new SettingType.Text(HOST, "a host name or an IP address"), "127.0.0.1",
            "The address to listen on. Anything that is not loopback needs mcp.tls-certificate or"
                    + " mcp.tls-ended-by-proxy.",
            "MCP_HOST");
    /** The MCP port. */
    public static final Setting<Integer> MCP_PORT = setting("mcp.port", new SettingType.WholeNumber(0, 65_535), "8080",
            "The port of /mcp and /health. 0 takes any free one.", "MCP_PORT");
    /** How many connections are open at most. */
    public static final Setting<Integer> MCP_MAX_CONNECTIONS = setting("mcp.max-connections",
            new SettingType.WholeNumber(1, 100_000), "1000", "How many connections may be open at once.",
            "MCP_MAX_CONNECTIONS");
    /** How many requests of one HTTP/2 connection are open at most. */
    public static final Setting<Integer> MCP_HTTP2_STREAMS = setting("mcp.http2-streams",
            new SettingType.WholeNumber(0, 1000), "100",
            "How many requests of one HTTP/2 connection may be open at once. 0 serves HTTP/1.1 only.");
    /** Which answers are compressed. */
    public static final Setting<String> MCP_COMPRESSION = setting("mcp.compression",
            new SettingType.Choice(List.of("off", "lists", "all")), "lists",
            "Which answers are compressed for clients that take gzip. 'all' adds large results, whose sizes may then"
                    + " tell who watches the network of what is in them.");
    /** How many streams are open at most. */
    public static final Setting<Integer> MCP_MAX_STREAMS = setting("mcp.max-streams",
            new SettingType.WholeNumber(1, 100_000), "1000",
            "How many streams of listening clients may be open at once.");
    /** How many streams one client has at most. */
    public static final Setting<Integer> MCP_MAX_STREAMS_PER_CLIENT = setting("mcp.max-streams-per-client",
            new SettingType.WholeNumber(1, 100_000), "1000", "How many of these streams one client may have.");
    /** Host names that the Host header may carry. */
    public static final Setting<List<String>> MCP_ALLOWED_HOSTS = setting("mcp.allowed-hosts",
            new SettingType.Texts(HOST_AND_PORT, "a host name, with :port if the port matters"), "",
            "Names that the Host header may carry beside localhost and the address listened on, such as the name of the"
                    + " proxy's site.");
    /** The address of pages. */
    public static final Setting<String> MCP_PUBLIC_URL = setting("mcp.public-url",
            new SettingType.Text(Pattern.compile("|https?://[^\\s?#]+[^\\s?#/]"),
                    "a URL such as https://mcp.example.com, without a slash at the end"),
            "", "The URL under which the browsers of users reach this port, for questions on pages. Empty: that of"
                    + " oauth.resource, else of the address listened on.");
    /** Origins that browsers may call from. */
    public static final Setting<List<String>> MCP_ALLOWED_ORIGINS = setting("mcp.allowed-origins",
            new SettingType.Texts(ORIGIN, "an origin such as https://app.example.com"), "",
            "Origins of web pages that may call, beside those of this machine in dev mode.");
    /** Whether a proxy ends TLS in front of us. */
    public static final Setting<Boolean> MCP_TLS_ENDED_BY_PROXY = setting("mcp.tls-ended-by-proxy",
            new SettingType.YesNo(), "false",
            "Says that a proxy in front ends TLS, so that listening beyond loopback without TLS is meant.");
    /** The certificate of the MCP port. */
    public static final Setting<String> MCP_TLS_CERTIFICATE = setting("mcp.tls-certificate", FILE, "",
            "A PEM file with the certificate to show and those between it and its authority. With it the port serves"
                    + " TLS 1.3 only.");
    /** The key of the certificate. */
    public static final Setting<String> MCP_TLS_KEY = setting("mcp.tls-key", FILE, "",
            "A PEM file with the private key of that certificate, PKCS#8 without a password.");
    /** Whose clients are let in. */
    public static final Setting<String> MCP_TLS_CLIENT_CA = setting("mcp.tls-client-ca", FILE, "",
            "A PEM file with the certificates of the authorities whose client certificates are taken.");
    /** Whether clients show a certificate. */
    public static final Setting<String> MCP_TLS_CLIENT_AUTH = setting("mcp.tls-client-auth",
            new SettingType.Choice(List.of("none", "wanted", "required")), "none",
            "Whether clients are asked for a certificate: 'wanted' lets those without one in to show a key or a token.");
    /** Whose word is taken for who sent a request. */
    public static final Setting<List<String>> MCP_TRUSTED_PROXIES = setting("mcp.trusted-proxies",
            new SettingType.Texts(BLOCK, "an IP address or a block of them such as 10.0.0.0/8"), "",
            "Addresses of proxies in front, whose header says who sent a request. From anybody else that header is"
                    + " ignored.");
    /** Which header the proxies write. */
    public static final Setting<String> MCP_FORWARDED_HEADER = setting("mcp.forwarded-header",
            new SettingType.Choice(List.of("x-forwarded-for", "forwarded")), "x-forwarded-for",
            "The one header in which these proxies write who sent a request.");
    /** How much one address may send. */
    public static final Setting<Integer> MCP_FLOOD_REQUESTS = setting("mcp.flood-requests",
            new SettingType.WholeNumber(0, 100_000_000), "6000",
            "How many requests a minute one address may send, whoever it is, before it gets HTTP 429. 0 turns it off."
                    + " Dev mode counts nobody.");
    /** How much one address may send at once. */
    public static final Setting<Integer> MCP_FLOOD_BURST = setting("mcp.flood-burst",
            new SettingType.WholeNumber(1, 100_000_000), "1000", "How many of these requests may come at once.");
    /** How often one address may bring wrong credentials. */
    public static final Setting<Integer> MCP_FLOOD_FAILURES = setting("mcp.flood-failures",
            new SettingType.WholeNumber(1, 100_000_000), "60",
            "How many requests with wrong credentials use up what one address may send in a minute.");
    /** Names on a page of a list. */
    public static final Setting<Integer> MCP_PAGE_SIZE = setting("mcp.page-size",
            new SettingType.WholeNumber(1, 1_000), "1000", "Entries on a page of a list.");
    /** How long a connection may be idle. */
    public static final Setting<Duration> MCP_IDLE_TIMEOUT = setting("mcp.idle-timeout", time("1s", "1h"), "60s",
            "How long a connection may wait for its next request.");
    /** How long the head of a request may take. */
    public static final Setting<Duration> MCP_HEADER_TIMEOUT = setting("mcp.header-timeout", time("1s", "10m"), "10s",
            "How long a client may take to send the head of a request.");
    /** How long the body of a request may take. */
    public static final Setting<Duration> MCP_BODY_TIMEOUT = setting("mcp.body-timeout", time("1s", "10m"), "30s",
            "How long a client may take to send the body of a request.");
    /** How long a client may leave bytes unread. */
    public static final Setting<Duration> MCP_WRITE_TIMEOUT = setting("mcp.write-timeout", time("1s", "10m"), "30s",
            "How long a client may leave what it is sent unread.");
    /** How long a stream is silent at most. */
    public static final Setting<Duration> MCP_KEEP_ALIVE = setting("mcp.keep-alive", time("1s", "5m"), "15s",
            "After how much silence a comment is sent on a stream, so that proxies keep it open.");
    /** How long a question to the client stays open. */
    public static final Setting<Duration> MCP_QUESTION_TIMEOUT = setting("mcp.question-timeout", time("1s", "1h"),
            "10m", "How long a question of a tool waits for the user, with clients of revisions up to 2025-11-25.");
    /** How long a legacy session may be idle. */
    public static final Setting<Duration> MCP_SESSION_IDLE = setting("mcp.session-idle", time("10s", "24h"), "30m",
            "How long a session of a revision up to 2025-11-25 may be idle before it ends.");
    /** How many legacy sessions there are at most. */
    public static final Setting<Integer> MCP_MAX_SESSIONS = setting("mcp.max-sessions",
            new SettingType.WholeNumber(1, 1_000_000), "10000",
            "How many sessions of revisions up to 2025-11-25 there may be; one more ends the one that was silent"
                    + " longest.");
    /** How many legacy sessions one client has at most. */
    public static final Setting<Integer> MCP_MAX_SESSIONS_PER_CLIENT = setting("mcp.max-sessions-per-client",
            new SettingType.WholeNumber(1, 1_000_000), "1000", "How many of these sessions one client may have.");
    /** Whether the oldest transport is served. */
    public static final Setting<Boolean> MCP_HTTP_SSE = setting("mcp.http-sse", new SettingType.YesNo(), "true",
            "Whether the transport of 2024-11-05, HTTP with SSE, is served at /sse and /messages.");

    /** The biggest body. */
    public static final Setting<Integer> LIMITS_BODY = setting("limits.body", bytes("1KiB", "256MiB"), "4MiB",
            "The biggest body of a request.");
    /** The biggest head of a request. */
    public static final Setting<Integer> LIMITS_HEADERS = setting("limits.headers", bytes("1KiB", "1MiB"), "32KiB",
            "The biggest head of a request: all its headers together.");
    /** How many headers a request has. */
    public static final Setting<Integer> LIMITS_HEADER_COUNT = setting("limits.header-count",
            new SettingType.WholeNumber(10, 1_000), "100", "How many headers a request may have.");
    /** How long a URL is. */
    public static final Setting<Integer> LIMITS_URL = setting("limits.url", bytes("256B", "64KiB"), "8KiB",
            "The longest path of a request, with its query.");
    /** How much waits for the network. */
    public static final Setting<Integer> LIMITS_IN_FLIGHT = setting("limits.in-flight", bytes("1MiB", "1GiB"), "24MiB",
            "How much of requests that are still coming may be in memory, and as much again of answers that wait for"
                    + " slow readers. Beyond it those that have been slow for longest are cut off.");
    /** How deep JSON nests. */
    public static final Setting<Integer> LIMITS_JSON_DEPTH = setting("limits.json-depth",
            new SettingType.WholeNumber(8, 1_000), "64", "How deep objects and arrays of a request may nest.");
    /** How many tokens a body has. */
    public static final Setting<Integer> LIMITS_JSON_TOKENS = setting("limits.json-tokens",
            new SettingType.WholeNumber(100, 10_000_000), "200000", "How many JSON tokens a request may have.");
    /** How long a string is. */
    public static final Setting<Integer> LIMITS_JSON_STRING = setting("limits.json-string",
            new SettingType.WholeNumber(1_000, 200_000_000), "4194304",
            "How many characters a string in a request may have.");
    /** How long a number is. */
    public static final Setting<Integer> LIMITS_JSON_NUMBER = setting("limits.json-number",
            new SettingType.WholeNumber(20, 10_000), "1000", "How many characters a number in a request may have.");

    /** How long a call runs. */
    public static final Setting<Duration> CALLS_DEADLINE = setting("calls.deadline", time("100ms", "1h"), "30s",
            "How long a call may run before its client gets an error. The time a user takes to answer does not count.");
    /** The biggest result. */
    public static final Setting<Integer> CALLS_MAX_RESULT = setting("calls.max-result", bytes("1KiB", "256MiB"),
            "10MiB", "The biggest result of a call.");

    /** Threads of an instance. */
    public static final Setting<Integer> PLUGINS_THREADS = setting("plugins.threads",
            new SettingType.WholeNumber(1, 1_000), "16", "How many calls of one instance run at once.");
    /** Waiting calls of an instance. */
    public static final Setting<Integer> PLUGINS_QUEUE = setting("plugins.queue",
            new SettingType.WholeNumber(0, 100_000), "64",
            "How many calls of one instance wait for a thread before further ones are refused.");
    /** Whether plugins are checked by the agent. */
    public static final Setting<String> PLUGINS_AGENT = setting("plugins.agent",
            new SettingType.Choice(List.of("on", "off")), "on",
            "Whether the agent denies plugins what they were not given. See docs/agent.md before switching it off.");
    /** Where plugin JARs lie. */
    public static final Setting<Path> FOLDERS_PLUGINS = setting("folders.plugins", new SettingType.Folder(), "plugins",
            "Where plugin JARs are dropped in.");
    /** Where the state is. */
    public static final Setting<Path> FOLDERS_DATA = setting("folders.data", new SettingType.Folder(), "data",
            "The only state of the installation. One server at a time uses it.");
    /** Where the drivers of databases lie. */
    public static final Setting<Path> FOLDERS_DRIVERS = setting("folders.drivers", new SettingType.Folder(), "drivers",
            "Where the JARs of the JDBC drivers lie that datasources name.");
    /** Where the log goes. */
    public static final Setting<Path> FOLDERS_LOGS = setting("folders.logs", new SettingType.Folder(), "logs",
            "Where 'patchbay serve' writes its log, one JSON object a line.");

    /** Whose calls come through pipes. */
    public static final Setting<String> STDIO_CLIENT = setting("stdio.client",
            new SettingType.Text(Pattern.compile("[^\\p{Cntrl}]*"), "the id of a client"), "",
            "The client that programs are which start 'patchbay stdio' on this machine, with what is enabled for it."
                    + " Empty: as with 'patchbay dev', unless such a program has a key.");

    /** How much is logged. */
    public static final Setting<String> LOG_LEVEL = setting("log.level",
            new SettingType.Choice(List.of("error", "warn", "info", "debug", "trace")), "info",
            "The least severity of Patchbay's and the plugins' log lines that is kept.");

    private static final List<Setting<?>> ALL = Stream.concat(Stream.<Setting<?>>of(MCP_HOST, MCP_PORT,
            MCP_MAX_CONNECTIONS, MCP_HTTP2_STREAMS, MCP_COMPRESSION, MCP_MAX_STREAMS,
            MCP_MAX_STREAMS_PER_CLIENT, MCP_ALLOWED_HOSTS, MCP_PUBLIC_URL, MCP_ALLOWED_ORIGINS, MCP_TLS_ENDED_BY_PROXY,
            MCP_TLS_CERTIFICATE, MCP_TLS_KEY, MCP_TLS_CLIENT_CA, MCP_TLS_CLIENT_AUTH,
            MCP_TRUSTED_PROXIES,
            MCP_FORWARDED_HEADER, MCP_FLOOD_REQUESTS, MCP_FLOOD_BURST, MCP_FLOOD_FAILURES, MCP_PAGE_SIZE,
            MCP_IDLE_TIMEOUT, MCP_HEADER_TIMEOUT, MCP_BODY_TIMEOUT, MCP_WRITE_TIMEOUT, MCP_KEEP_ALIVE,
            MCP_QUESTION_TIMEOUT, MCP_SESSION_IDLE, MCP_MAX_SESSIONS, MCP_MAX_SESSIONS_PER_CLIENT, MCP_HTTP_SSE,
            LIMITS_BODY,
            LIMITS_IN_FLIGHT,
            LIMITS_HEADERS, LIMITS_HEADER_COUNT,
            LIMITS_URL, LIMITS_JSON_DEPTH, LIMITS_JSON_TOKENS, LIMITS_JSON_STRING, LIMITS_JSON_NUMBER, CALLS_DEADLINE,
            CALLS_MAX_RESULT, PLUGINS_THREADS, PLUGINS_QUEUE, PLUGINS_AGENT, FOLDERS_PLUGINS, FOLDERS_DATA,
            FOLDERS_DRIVERS,
            FOLDERS_LOGS, STDIO_CLIENT, LOG_LEVEL),
            Stream.of(GuardSettings.ALL, TaskSettings.ALL, CacheSettings.ALL, ResultSettings.ALL, ServeSettings.ALL,
                    OpenIdSettings.ALL)
                    .flatMap(List::stream))
            .toList();

    private Settings() {}

    /**
     * Returns the table.
     *
     * @return every setting, in the order of the documentation
     */
    public static List<Setting<?>> all() {
        return ALL;
    }

    private static <T> Setting<T> setting(String name, SettingType<T> type, String defaultText, String description,
            String... otherVariables) {
        return new Setting<>(name, type, defaultText, description, false, "0.1.0", List.of(otherVariables));
    }

    private static SettingType<Duration> time(String min, String max) {
        return new SettingType.Time(literal(min), literal(max));
    }

    private static Duration literal(String text) {
        try {
            return new SettingType.Time(Duration.ZERO, Duration.ofDays(1)).parse(text);
        } catch (BadValueException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SettingType<Integer> bytes(String min, String max) {
        try {
            SettingType.Bytes any = new SettingType.Bytes(0, Integer.MAX_VALUE);
            return new SettingType.Bytes(any.parse(min), any.parse(max));
        } catch (BadValueException e) {
            throw new IllegalStateException(e);
        }
    }
}
