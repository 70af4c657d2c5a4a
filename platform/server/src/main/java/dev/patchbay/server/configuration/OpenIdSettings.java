package dev.patchbay.server.configuration;

import java.util.List;
import java.util.regex.Pattern;

/** What can be set about administrators who sign in through an OpenID provider. Part of {@link Settings}. */
public final class OpenIdSettings {
    private static final Pattern ANY = Pattern.compile("[^\\p{Cntrl}]*");
    private static final Pattern NETWORK = Pattern.compile("[0-9A-Fa-f:.]+/[0-9]{1,3}");
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    private static final Pattern MAPPING = Pattern.compile("[^\\p{Cntrl}]+=(viewer|operator|administrator)");

    /** Where browsers reach the administration port. */
    public static final Setting<String> ADMIN_PUBLIC_URL = setting("admin.public-url",
            new SettingType.Text(Pattern.compile("|https?://[^\\s?#]+[^\\s?#/]"),
                    "a URL such as https://admin.example.com, without a slash at the end"),
            "The URL under which browsers reach the administration port, for the OpenID provider to send them back."
                    + " Empty: that of the address listened on.");
    /** The provider. */
    public static final Setting<String> ISSUER = setting("admin.oidc.issuer",
            new SettingType.Text(Pattern.compile("|https?://[^\\s]+"),
                    "a URL such as https://login.example.com/realms/main"),
            "The OpenID provider that administrators may sign in at, exactly as its ID tokens name it. Its redirect URI is"
                    + " <admin.public-url>/api/v1/session/oidc/callback. Empty: with a password only.");
    /** As whom the provider knows us. */
    public static final Setting<String> CLIENT_ID = setting("admin.oidc.client-id",
            new SettingType.Text(ANY, "a client id"), "The client id with which the provider knows this server.");
    /** The file with the secret. */
    public static final Setting<String> CLIENT_SECRET_FILE = setting("admin.oidc.client-secret-file",
            new SettingType.Text(ANY, "a file; a relative one is below the installation"),
            "The file with the client secret, for its owner only (mode 0600). Empty: a public client without one.");
    /** What is asked for. */
    public static final Setting<List<String>> SCOPES = list("admin.oidc.scopes",
            new SettingType.Texts(SCOPE, "a scope"), "",
            "Scopes to ask for beside openid, where the provider puts the claim into ID tokens only with one.");
    /** Where roles are. */
    public static final Setting<String> ROLE_CLAIM = new Setting<>("admin.oidc.role-claim",
            new SettingType.Text(Pattern.compile("[^\\p{Cntrl}\\s]+"), "a claim, with dots for one inside objects"),
            "roles", "The claim of the ID token that says what somebody may do: a text or a list of them.", false,
            "0.1.0", List.of());
    /** Which value gives which role. */
    public static final Setting<List<String>> ROLES = list("admin.oidc.roles",
            new SettingType.Texts(MAPPING, "a value, '=' and viewer, operator or administrator"), "",
            "Which value of that claim gives which role, such as patchbay-admins=administrator. Who has no value that"
                    + " stands here does not get in; with several the greatest role counts.");
    /** Networks of the provider. */
    public static final Setting<List<String>> ALLOWED_NETWORKS = list("admin.oidc.allowed-networks",
            new SettingType.Texts(NETWORK, "a network such as 10.0.0.0/8"), "",
            "Networks of the provider besides the public Internet. A loopback network allows http on it.");

    static final List<Setting<?>> ALL = List.of(ADMIN_PUBLIC_URL, ISSUER, CLIENT_ID, CLIENT_SECRET_FILE, SCOPES,
            ROLE_CLAIM, ROLES, ALLOWED_NETWORKS);

    private OpenIdSettings() {}

    private static Setting<String> setting(String name, SettingType<String> type, String description) {
        return new Setting<>(name, type, "", description, false, "0.1.0", List.of());
    }

    private static Setting<List<String>> list(String name, SettingType<List<String>> type, String defaultText,
            String description) {
        return new Setting<>(name, type, defaultText, description, false, "0.1.0", List.of());
    }
}
