package dev.patchbay.server.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.admin.account.OpenIdOptions;
import dev.patchbay.server.configuration.ConfigurationReader;
import dev.patchbay.store.administration.AdminRole;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenIdOfConfigurationTest {
    private static final String PROVIDER = "  oidc:\n    issuer: https://login.example.com\n    client-id: patchbay\n";

    @TempDir private Path home;

    private Optional<OpenIdOptions> read(String admin) throws Exception {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/patchbay.yaml"), "admin:\n" + admin);
        return OpenIdOfConfiguration.of(ConfigurationReader.read(home, null, Map.of(), List.of()));
    }

    @Test
    void itIsOffAndNothingIsMappedUnlessSomebodySaysSo() throws Exception {
        assertThat(read("  port: 0\n")).isEmpty();

        OpenIdOptions options = read(PROVIDER).orElseThrow();
        assertThat(options.roles()).isEmpty();
        assertThat(options.roleClaim()).isEqualTo("roles");
        assertThat(options.publicUrl()).isEmpty();
        options.signIn().close();
    }

    @Test
    void valuesAreMappedToRoles() throws Exception {
        OpenIdOptions options = read(PROVIDER + "    roles: [staff=viewer, a=b=operator, bosses=administrator]\n")
                .orElseThrow();

        assertThat(options.roles()).isEqualTo(Map.of("staff", AdminRole.VIEWER, "a=b", AdminRole.OPERATOR, "bosses",
                AdminRole.ADMINISTRATOR));
        options.signIn().close();
        assertThatThrownBy(() -> read(PROVIDER + "    roles: [staff=viewer, staff=operator]\n"))
                .isInstanceOf(StartException.class).hasMessageContaining("'staff' two roles");
    }

    @Test
    void aProviderNeedsToKnowUs() {
        assertThatThrownBy(() -> read("  oidc:\n    issuer: https://login.example.com\n"))
                .isInstanceOf(StartException.class).hasMessageContaining("admin.oidc.client-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rwx------", "rw-rw-rw-"})
    void aSecretIsForItsOwnerOnly(String mode) throws Exception {
        Path secret = Files.writeString(home.resolve("secret"), "s3cret\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> read(PROVIDER + "    client-secret-file: secret\n"))
                .isInstanceOf(StartException.class).hasMessageContaining("chmod 600").hasMessageNotContaining("s3cret");

        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        read(PROVIDER + "    client-secret-file: secret\n").orElseThrow().signIn().close();
    }

    @Test
    void aSecretThatIsMissingOrEmptyIsNoSecret() throws Exception {
        assertThatThrownBy(() -> read(PROVIDER + "    client-secret-file: nowhere\n"))
                .isInstanceOf(StartException.class).hasMessageContaining("nowhere");
        Path empty = Files.writeString(home.resolve("empty"), " \n");
        Files.setPosixFilePermissions(empty, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> read(PROVIDER + "    client-secret-file: empty\n"))
                .isInstanceOf(StartException.class).hasMessageContaining("must hold the client secret");
    }

    @Test
    void whereOthersReachThePortBrowsersAreToldAUrlWithTls() throws Exception {
        assertThatThrownBy(() -> read("  host: 0.0.0.0\n" + PROVIDER)).isInstanceOf(StartException.class)
                .hasMessageContaining("admin.public-url");
        assertThatThrownBy(() -> read("  public-url: http://192.0.2.1:8081\n" + PROVIDER))
                .isInstanceOf(StartException.class).hasMessageContaining("https");
        OpenIdOptions options = read("  host: 0.0.0.0\n  public-url: https://admin.example.com\n" + PROVIDER)
                .orElseThrow();
        assertThat(options.publicUrl()).contains(URI.create("https://admin.example.com"));
        options.signIn().close();
    }
}
