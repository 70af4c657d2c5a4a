package dev.patchbay.server.configuration;

import java.util.List;
import java.util.regex.Pattern;

/** What can be set about who is served: database, administration, tokens, limits, audit. Part of {@link Settings}. */
public final class ServeSettings {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\-]{1,253}|\\[?[0-9A-Fa-f:.]{2,45}]?");
    private static final Pattern HOST_AND_PORT = Pattern
            .compile("([A-Za-z0-9.\\-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");
    private static final Pattern URL = Pattern.compile("|https?://[^\\s]+");
    private static final Pattern ANY = Pattern.compile("[^\\p{Cntrl}]*");
    private static final Pattern ALGORITHM = Pattern.compile("RS256|PS256|ES256|ES384|EdDSA");
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    private static final Pattern FINGERPRINT = Pattern.compile("([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}");
    private static final Pattern NETWORK = Pattern.compile("[0-9A-Fa-f:.]+/[0-9]{1,3}");

    /** Where the state is kept. */
    public static final Setting<String> DATABASE_URL = setting("database.url",
            new SettingType.Text(Pattern.compile("|jdbc:postgresql:[^\\s]+"),
                    "a URL such as jdbc:postgresql://db/patchbay"),
            "",
            "The PostgreSQL database of clients, rights and the index of the audit trail. Empty: an embedded one in the"
                    + " data folder.",
            "DATABASE_URL");
    /** Who logs in to the database. */
    public static final Setting<
            String> DATABASE_USER = setting("database.user", new SettingType.Text(ANY, "a name"), "",
                    "The user of the PostgreSQL database.");
    /** The password of the database. */
    public static final Setting<String> DATABASE_PASSWORD = secret("database.password",
            "The password of the PostgreSQL database; better given as PATCHBAY_DATABASE_PASSWORD than in the file.");

    /** The address of the administration port. */
    public static final Setting<String> ADMIN_HOST = setting("admin.host",
            new SettingType.Text(HOST, "a host name or an IP address"), "127.0.0.1",
            "The address that the administration port listens on.");
    /** The administration port. */
    public static final Setting<
            Integer> ADMIN_PORT = setting("admin.port", new SettingType.WholeNumber(0, 65_535), "8081",
                    "The port of /api/v1. 0 takes any free one.");
    /** Host names of the administration port. */
    public static final Setting<List<String>> ADMIN_ALLOWED_HOSTS = setting("admin.allowed-hosts",
            new SettingType.Texts(HOST_AND_PORT, "a host name, with :port if the port matters"), "",
            "Names that the Host header may carry at the administration port beside localhost and the address listened on.");

    /** Whether one administrator is enough. */
    public static final Setting<Boolean> PLUGINS_FOUR_EYES = setting("plugins.four-eyes", new SettingType.YesNo(),
            "false",
            "Whether two different administrators must decide the same before a plugin may run, touch or show more. All"
                    + " who use the command line count as one.");

    /** What is asked of signatures. */
    public static final Setting<String> PLUGINS_SIGNATURES = setting("plugins.signatures",
            new SettingType.Choice(List.of("off", "verify", "required")), "verify",
            "What is asked of the signature of a JAR: 'verify', that one that is there holds for every entry, and is of"
                    + " plugins.signers if any are named; 'required', that there is one; 'off', nothing.");
    /** Whose signatures are trusted. */
    public static final Setting<List<String>> PLUGINS_SIGNERS = setting("plugins.signers",
            new SettingType.Texts(FINGERPRINT, "64 hexadecimal digits, with or without colons"), "",
            "SHA-256 fingerprints of the certificates whose signatures are taken.");

    /** When calls are recorded. */
    public static final Setting<String> AUDIT_MODE = setting("audit.mode",
            new SettingType.Choice(List.of("by-traits", "synced", "written")), "by-traits",
            "When a call may reach its plugin: 'synced', when its record is on the disk; 'written', when it is in the file,"
                    + " on the disk within 100 ms; 'by-traits', synced for tools not declared read-only, written for all else.");

    /** Where the master key of the vault is. */
    public static final Setting<String> VAULT_KEY_FILE = setting("vault.master-key-file",
            new SettingType.Text(ANY, "a file; a relative one is below the installation"), "",
            "The file with the master key of the vault, for its owner only (mode 0600). Empty: vault.key in the data"
                    + " folder, which is made with the first secret.");
    /** The variable with the master key of the vault. */
    public static final Setting<String> VAULT_KEY_VARIABLE = setting("vault.master-key-variable",
            new SettingType.Text(Pattern.compile("|[A-Za-z_][A-Za-z0-9_]*"), "the name of a variable"), "",
            "Instead of a file: the variable of the environment that holds the master key of the vault.");
    /** The command that prints the master key of the vault. */
    public static final Setting<List<String>> VAULT_KEY_COMMAND = setting("vault.master-key-command",
            new SettingType.Texts(ANY, "a program or an argument without commas"), "",
            "Instead of a file: a program with its arguments that prints the master key of the vault within 10 s. It runs"
                    + " without a shell and gets nothing of the environment but PATH.");

    /** Calls of one client. */
    public static final Setting<Integer> LIMITS_CALLS = setting("limits.calls-per-minute",
            new SettingType.WholeNumber(1, 100_000_000), "100",
            "Calls a client may make in a minute, unless it has a limit of its own.");
    /** Calls of one client to a heavy tool. */
    public static final Setting<Integer> LIMITS_HEAVY_CALLS = setting("limits.heavy-calls-per-minute",
            new SettingType.WholeNumber(1, 100_000_000), "10",
            "Calls a client may make in a minute to a tool that declares itself heavy.");
    /** Calls of all clients. */
    public static final Setting<Integer> LIMITS_GLOBAL_CALLS = setting("limits.global-calls-per-minute",
            new SettingType.WholeNumber(0, 1_000_000_000), "0",
            "Calls of all clients together in a minute. 0: no limit.");

    /** Our canonical URI. */
    public static final Setting<String> OAUTH_RESOURCE = setting("oauth.resource",
            new SettingType.Text(URL, "a URL such as https://mcp.example.com/mcp"), "",
            "The URL under which clients know this server, without a slash at the end; access tokens must name it as"
                    + " their audience.");
    /** The authorization server. */
    public static final Setting<String> OAUTH_ISSUER = setting("oauth.issuer",
            new SettingType.Text(URL, "a URL such as https://login.example.com/realms/main"), "",
            "The authorization server whose access tokens are taken, exactly as its tokens name it. Empty: no tokens.");
    /** Where its keys are. */
    public static final Setting<String> OAUTH_KEYS = setting("oauth.keys", new SettingType.Text(URL, "a URL"), "",
            "Where the keys of the authorization server are (jwks_uri). Empty: its metadata says.");
    /** Algorithms of its tokens. */
    public static final Setting<List<String>> OAUTH_ALGORITHMS = setting("oauth.algorithms",
            new SettingType.Texts(ALGORITHM, "RS256, PS256, ES256, ES384 or EdDSA"), "RS256,PS256,ES256",
            "The signature algorithms that are taken.");
    /** Scopes to ask for. */
    public static final Setting<List<String>> OAUTH_SCOPES = setting("oauth.scopes",
            new SettingType.Texts(SCOPE, "a scope"), "",
            "The scopes that clients are told to ask for at first.");
    /** Where opaque tokens are asked about. */
    public static final Setting<String> OAUTH_INTROSPECTION = setting("oauth.introspection",
            new SettingType.Text(URL, "a URL"), "",
            "The introspection endpoint that is asked about opaque tokens. Empty: only signed tokens are taken.");
    /** Who asks about opaque tokens. */
    public static final Setting<String> OAUTH_INTROSPECTION_CLIENT = setting("oauth.introspection-client",
            new SettingType.Text(ANY, "a client id"), "", "The client id with which it is asked.");
    /** The secret of who asks. */
    public static final Setting<String> OAUTH_INTROSPECTION_SECRET = secret("oauth.introspection-secret",
            "The client secret with which it is asked; better given as PATCHBAY_OAUTH_INTROSPECTION_SECRET.");
    /** As whom users sign in on pages. */
    public static final Setting<String> OAUTH_PAGE_CLIENT_ID = setting("oauth.page-client-id",
            new SettingType.Text(ANY, "a client id"), "",
            "The client id with which the authorization server knows this server's pages, where users sign in to answer"
                    + " questions of plugins. Its redirect URI is <mcp.public-url>/ask/callback. Empty: callers with"
                    + " access tokens cannot be asked on pages.");
    /** The secret of the pages. */
    public static final Setting<String> OAUTH_PAGE_CLIENT_SECRET = secret("oauth.page-client-secret",
            "The client secret that goes with it, for an authorization server that wants one; better given as"
                    + " PATCHBAY_OAUTH_PAGE_CLIENT_SECRET.");
    /** Networks that may be called. */
    public static final Setting<List<String>> OAUTH_ALLOWED_NETWORKS = setting("oauth.allowed-networks",
            new SettingType.Texts(NETWORK, "a network such as 10.0.0.0/8"), "",
            "Networks of the authorization server besides the public Internet. A loopback network allows http on it.");

    static final List<Setting<?>> ALL = List.of(DATABASE_URL, DATABASE_USER, DATABASE_PASSWORD, ADMIN_HOST, ADMIN_PORT,
            ADMIN_ALLOWED_HOSTS, PLUGINS_FOUR_EYES, PLUGINS_SIGNATURES, PLUGINS_SIGNERS, AUDIT_MODE, VAULT_KEY_FILE,
            VAULT_KEY_VARIABLE, VAULT_KEY_COMMAND,
            LIMITS_CALLS,
            LIMITS_HEAVY_CALLS, LIMITS_GLOBAL_CALLS, OAUTH_RESOURCE,
            OAUTH_ISSUER, OAUTH_KEYS, OAUTH_ALGORITHMS, OAUTH_SCOPES, OAUTH_INTROSPECTION, OAUTH_INTROSPECTION_CLIENT,
            OAUTH_INTROSPECTION_SECRET, OAUTH_PAGE_CLIENT_ID, OAUTH_PAGE_CLIENT_SECRET, OAUTH_ALLOWED_NETWORKS);

    private ServeSettings() {}

    private static <T> Setting<T> setting(String name, SettingType<T> type, String defaultText, String description,
            String... otherVariables) {
        return new Setting<>(name, type, defaultText, description, false, "0.1.0", List.of(otherVariables));
    }

    private static Setting<String> secret(String name, String description) {
        return new Setting<>(name, new SettingType.Text(ANY, "a text"), "", description, true, "0.1.0", List.of());
    }
}
