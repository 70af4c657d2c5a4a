package dev.patchbay.security.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestStateSealTest {
    private static final StateBinding BINDING = new StateBinding("ann", "tools/call", "notes_delete", "{\"id\":1}",
            "abc");
    private static final byte[] CONTENT = "answers".getBytes(StandardCharsets.UTF_8);

    private Instant now = Instant.parse("2026-11-21T00:00:00Z");
    private final SecureRandom random = new SecureRandom();
    private final RequestStateSeal seal = seal(SealKey.random(random));

    private RequestStateSeal seal(SealKey key) {
        return new RequestStateSeal(key, Duration.ofHours(1), () -> now, random);
    }

    @Test
    void contentComesBackAsItWasSealed() throws Exception {
        String state = seal.seal(BINDING, CONTENT);

        assertThat(seal.open(BINDING, state).content()).isEqualTo(CONTENT);
        assertThat(state).matches("[A-Za-z0-9_-]+").doesNotContain("answers");
    }

    @Test
    void anyOtherBindingIsRefused() throws Exception {
        String state = seal.seal(BINDING, CONTENT);

        for (StateBinding other : new StateBinding[]{
            new StateBinding("bob", "tools/call", "notes_delete", "{\"id\":1}", "abc"),
            new StateBinding("ann", "prompts/get", "notes_delete", "{\"id\":1}", "abc"),
            new StateBinding("ann", "tools/call", "notes_delet", "e{\"id\":1}", "abc"),
            new StateBinding("ann", "tools/call", "notes_delete", "{\"id\":2}", "abc"),
            new StateBinding("ann", "tools/call", "notes_delete", "{\"id\":1}", "abd")}) {
            assertThatThrownBy(() -> seal.open(other, state)).isInstanceOf(InvalidStateException.class);
        }
    }

    @Test
    void everyChangedCharacterIsNoticed() throws Exception {
        String state = seal.seal(BINDING, CONTENT);

        for (int i = 0; i < state.length(); i++) {
            char other = state.charAt(i) == 'A' ? 'B' : 'A';
            String changed = state.substring(0, i) + other + state.substring(i + 1);
            assertThatThrownBy(() -> seal.open(BINDING, changed)).isInstanceOf(InvalidStateException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AQ", "not base64!", "-TAMPERED"})
    void garbageIsRefused(String garbage) {
        assertThatThrownBy(() -> seal.open(BINDING, garbage)).isInstanceOf(InvalidStateException.class);
    }

    @Test
    void aStateWithSomethingAddedIsRefused() throws Exception {
        String state = seal.seal(BINDING, CONTENT);

        assertThatThrownBy(() -> seal.open(BINDING, state + "-TAMPERED")).isInstanceOf(InvalidStateException.class);
        assertThatThrownBy(() -> seal.open(BINDING, state + "=")).isInstanceOf(InvalidStateException.class);
    }

    @Test
    void aStateExpires() throws Exception {
        String state = seal.seal(BINDING, CONTENT);

        now = now.plus(Duration.ofMinutes(59));
        assertThat(seal.open(BINDING, state).content()).isEqualTo(CONTENT);
        now = now.plus(Duration.ofMinutes(2));
        assertThatThrownBy(() -> seal.open(BINDING, state)).hasMessageContaining("expired");
    }

    @Test
    void aStateOfAnotherKeyIsRefused() throws Exception {
        String state = seal(SealKey.random(random)).seal(BINDING, CONTENT);

        assertThatThrownBy(() -> seal.open(BINDING, state)).isInstanceOf(InvalidStateException.class);
    }

    @Test
    void aStateIsUsedUpOnce() throws Exception {
        OpenedState opened = seal.open(BINDING, seal.seal(BINDING, CONTENT));

        seal.useUp(opened);

        assertThatThrownBy(() -> seal.useUp(opened)).hasMessageContaining("used already");
    }

    @Test
    void theMemoryOfUsedNoncesIsBoundedAndFreedByExpiry() {
        RecentNonces used = new RecentNonces(2, () -> now);

        assertThat(used.use("a", now.plusSeconds(10))).isTrue();
        assertThat(used.use("b", now.plusSeconds(20))).isTrue();
        assertThat(used.use("c", now.plusSeconds(30))).as("no room").isFalse();
        now = now.plusSeconds(15);
        assertThat(used.use("c", now.plusSeconds(30))).as("a has expired").isTrue();
        assertThat(used.use("b", now.plusSeconds(5))).as("b is still known").isFalse();
    }

    @Test
    void moreThanSixtyFourKiBAreRefused() throws Exception {
        assertThat(seal.seal(BINDING, new byte[48 * 1024 - 100]).length())
                .isLessThanOrEqualTo(RequestStateSeal.MAX_LENGTH);
        assertThatThrownBy(() -> seal.seal(BINDING, new byte[50 * 1024])).isInstanceOf(StateTooLargeException.class);
    }

    @Test
    void theKeyOfAnInstallationOutlivesARestartAndIsForItsOwnerOnly(@TempDir Path data) throws Exception {
        Path file = data.resolve("new/request-state.key");
        String state = seal(SealKey.load(file, random)).seal(BINDING, CONTENT);

        assertThat(seal(SealKey.load(file, random)).open(BINDING, state).content()).isEqualTo(CONTENT);
        if (data.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        }
    }

    @Test
    void aFileThatHoldsNoKeyIsToldByName(@TempDir Path data) throws IOException {
        Path file = Files.writeString(data.resolve("request-state.key"), "secret");

        assertThatThrownBy(() -> SealKey.load(file, random)).isInstanceOf(IOException.class)
                .hasMessageContaining("request-state.key");
    }
}
