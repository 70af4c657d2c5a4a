package dev.patchbay.server.running;

import dev.patchbay.admin.account.OpenIdOptions;
import dev.patchbay.egress.Network;
import dev.patchbay.security.token.IssuerSettings;
import dev.patchbay.security.token.OpenIdSignIn;
import dev.patchbay.security.token.UserSignIn;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.OpenIdSettings;
import dev.patchbay.server.configuration.ServeSettings;
import dev.patchbay.store.administration.AdminRole;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** How administrators sign in at an OpenID provider, as the configuration says. */
final class OpenIdOfConfiguration {
    private static final int MAX_SECRET_BYTES = 4096;
    private static final Set<PosixFilePermission> OWN = Set.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE);

    private OpenIdOfConfiguration() {}

    /**
     * Reads it.
     *
     * @return empty if no provider is set
     * @throws StartException if the settings do not go together, or the file with the secret cannot be used
     */
    static Optional<OpenIdOptions> of(Configuration configuration) throws StartException {
        String issuer = configuration.get(OpenIdSettings.ISSUER);
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        String client = configuration.get(OpenIdSettings.CLIENT_ID);
        if (client.isBlank()) {
            throw new StartException("admin.oidc.issuer is set, and admin.oidc.client-id is not. Set it to the id under"
                    + " which the provider knows this server.");
        }
        Optional<URI> publicUrl = publicUrl(configuration);
        try {
            return Optional.of(new OpenIdOptions(
                    new OpenIdSignIn(IssuerSettings.builder(issuer).build(),
                            new UserSignIn.Client(client, secret(configuration)),
                            configuration.get(OpenIdSettings.SCOPES),
                            configuration.get(OpenIdSettings.ALLOWED_NETWORKS).stream().map(Network::of).toList(),
                            SSLContext.getDefault(), InstantSource.system()),
                    configuration.get(OpenIdSettings.ROLE_CLAIM), roles(configuration), publicUrl));
        } catch (IllegalArgumentException e) {
            throw new StartException("The settings below admin.oidc cannot be used: " + e.getMessage() + ".", e);
        } catch (NoSuchAlgorithmException e) {
            throw new StartException("This Java has no TLS.", e);
        }
    }

    /** A code and a token travel there, so it is encrypted or stays on this machine. */
    private static Optional<URI> publicUrl(Configuration configuration) throws StartException {
        String text = configuration.get(OpenIdSettings.ADMIN_PUBLIC_URL);
        if (text.isEmpty()) {
            if (!StartRules.isLoopback(configuration.get(ServeSettings.ADMIN_HOST))) {
                throw new StartException("admin.oidc.issuer is set, and admin.host is not of this machine only. Set"
                        + " admin.public-url to the URL under which browsers reach the administration port.");
            }
            return Optional.empty();
        }
        URI url = URI.create(text);
        if (url.getHost() == null || ("http".equals(url.getScheme()) && !StartRules.isLoopback(url.getHost()))) {
            throw new StartException("admin.public-url is " + text + ". Use an https URL; http only for this machine,"
                    + " such as http://127.0.0.1:8081.");
        }
        return Optional.of(url);
    }

    private static Map<String, AdminRole> roles(Configuration configuration) {
        Map<String, AdminRole> roles = new LinkedHashMap<>();
        for (String mapping : configuration.get(OpenIdSettings.ROLES)) {
            int sign = mapping.lastIndexOf('=');
            AdminRole role = AdminRole.valueOf(mapping.substring(sign + 1).toUpperCase(Locale.ROOT));
            AdminRole before = roles.put(mapping.substring(0, sign).strip(), role);
            if (before != null && before != role) {
                throw new IllegalArgumentException("admin.oidc.roles gives '" + mapping.substring(0, sign)
                        + "' two roles");
            }
        }
        return roles;
    }

    private static String secret(Configuration configuration) throws StartException {
        String text = configuration.get(OpenIdSettings.CLIENT_SECRET_FILE);
        if (text.isBlank()) {
            return "";
        }
        Path file = configuration.home().resolve(text).toAbsolutePath().normalize();
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
                if (!OWN.containsAll(permissions)) {
                    throw new StartException("The client secret " + file
                            + " (admin.oidc.client-secret-file) can be used"
                            + " by others (" + PosixFilePermissions.toString(permissions) + "): chmod 600 " + file
                            + ". If others may have read it, get a new one from the provider.");
                }
            }
            String secret = Files.size(file) > MAX_SECRET_BYTES ? "" : Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new StartException("The file " + file + " (admin.oidc.client-secret-file) must hold the client"
                        + " secret and nothing else, in at most " + MAX_SECRET_BYTES + " bytes.");
            }
            return secret;
        } catch (IOException e) {
            throw new StartException("The client secret " + file + " (admin.oidc.client-secret-file) cannot be read: "
                    + e.getMessage() + ".", e);
        }
    }
}
