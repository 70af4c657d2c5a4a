package dev.patchbay.security.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StoredSealTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    private final SealKey key = SealKey.random(RANDOM);
    private final StoredSeal seal = new StoredSeal(key, "tasks", RANDOM);

    @Test
    void opensWhatItSealedAndNoTwoSealsAreTheSame() throws Exception {
        byte[] sealed = seal.seal("one", CONTENT);
        assertThat(seal.open("one", sealed)).isEqualTo(CONTENT);
        assertThat(seal.seal("one", CONTENT)).isNotEqualTo(sealed);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("content");
    }

    @Test
    void refusesWhatBelongsToSomethingElse() {
        byte[] sealed = seal.seal("one", CONTENT);
        assertThatThrownBy(() -> seal.open("two", sealed)).isInstanceOf(InvalidStateException.class);
        assertThatThrownBy(() -> new StoredSeal(key, "other", RANDOM).open("one", sealed))
                .isInstanceOf(InvalidStateException.class);
        assertThatThrownBy(() -> new StoredSeal(SealKey.random(RANDOM), "tasks", RANDOM).open("one", sealed))
                .isInstanceOf(InvalidStateException.class);
    }

    @Test
    void refusesEveryChangedByteAndEveryShorterText() {
        byte[] sealed = seal.seal("one", CONTENT);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> seal.open("one", changed)).isInstanceOf(InvalidStateException.class);
            byte[] shorter = Arrays.copyOf(sealed, i);
            assertThatThrownBy(() -> seal.open("one", shorter)).isInstanceOf(InvalidStateException.class);
        }
    }
}
