package dev.patchbay.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.security.Authentication;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.Credentials;
import dev.patchbay.security.Presented;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StdioKeyTest {
    private static final ClientIdentity ADA = new ClientIdentity("ada", "Ada", Set.of("operator"));

    @TempDir private Path data;

    private StdioKey written() throws IOException {
        return StdioKey.write(data, "ada", true, id -> id.equals("ada") ? Optional.of(ADA) : Optional.empty(),
                new SecureRandom());
    }

    private static Optional<Authentication> check(StdioKey key, String value, boolean isLoopback) {
        return key.check(new Presented("bearer", value, new Credentials(isLoopback, "Bearer " + value)));
    }

    @Test
    void whoReadsTheFileIsTheClientItNames() throws IOException {
        StdioKey key = written();
        StdioKey.Found found = StdioKey.read(data).orElseThrow();

        assertThat(found.client()).isEqualTo("ada");
        assertThat(found.embedded()).isTrue();
        assertThat(found.toString()).doesNotContain(found.key());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("stdio.json"))))
                .isEqualTo("rw-------");
        assertThat(check(key, found.key(), true)).contains(new Authentication.Known(ADA));
    }

    @Test
    void anotherKeyOrAnotherMachineDoesNotGetIn() throws IOException {
        StdioKey before = written();
        String old = before.key();
        StdioKey key = written();

        assertThat(key.key()).isNotEqualTo(old).hasSizeGreaterThan(40);
        assertThat(check(key, old, true)).get().isInstanceOfSatisfying(Authentication.Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(Authentication.Reason.INVALID));
        assertThat(check(key, key.key(), false)).get().isInstanceOf(Authentication.Refused.class);
        assertThat(check(key, "pb_something.else", true)).as("left to the check of API keys").isEmpty();
    }

    @Test
    void aClientThatIsNotThereIsNamedInTheRefusal() throws IOException {
        StdioKey key = StdioKey.write(data, "bob", false, id -> Optional.empty(), new SecureRandom());

        assertThat(check(key, key.key(), true)).get().isInstanceOfSatisfying(Authentication.Refused.class,
                refused -> assertThat(refused.message()).contains("patchbay client create bob"));
    }

    @Test
    void aServerThatEndsLeavesNoKey() throws IOException {
        written().forget();
        assertThat(StdioKey.read(data)).isEmpty();
        Files.writeString(data.resolve("stdio.json"), "{\"key\":");
        assertThat(StdioKey.read(data)).isEmpty();
    }
}
