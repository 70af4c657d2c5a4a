package dev.patchbay.admin.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.admin.route.Problem;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final SecureRandom random = new SecureRandom();
    private final Passwords cheap = new Passwords(new PasswordCost(64, 1, 1), random);

    @Test
    void theProductsHashIsArgon2idWithTheRecommendedCost() {
        Passwords product = new Passwords(PasswordCost.PRODUCT, random);
        String hash = product.hash("correct horse battery");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(product.isRight("correct horse battery", hash)).isTrue();
        assertThat(product.isRight("correct horse batterz", hash)).isFalse();
    }

    @Test
    void aHashWithOtherCostIsStillChecked() {
        String hash = cheap.hash("password12345");
        assertThat(new Passwords(PasswordCost.PRODUCT, random).isRight("password12345", hash)).isTrue();
    }

    @Test
    void thereIsASaltInEachHash() {
        assertThat(cheap.hash("password12345")).isNotEqualTo(cheap.hash("password12345"));
    }

    @Test
    void lengthIsCountedInCharacters() {
        assertThatThrownBy(() -> cheap.hash("elevenchars")).isInstanceOf(Problem.class)
                .hasMessageContaining("this one has 11");
        assertThatThrownBy(() -> cheap.hash("x".repeat(257))).isInstanceOf(Problem.class);
        String long256 = "😀".repeat(256);
        assertThat(cheap.isRight(long256, cheap.hash(long256))).isTrue();
        assertThat(cheap.isRight("x".repeat(100_000), cheap.hash("password12345"))).isFalse();
    }

    @Test
    void keyboardsThatWriteTheSameDifferentlyAgree() {
        assertThat(cheap.isRight("Zu\u0308rich-Zu\u0308rich", cheap.hash("Z\u00fcrich-Z\u00fcrich"))).isTrue();
    }

    @Test
    void nobodyHasNoPasswordNotEvenTheEmptyOne() {
        assertThat(cheap.isRight("", null)).isFalse();
        assertThat(cheap.isRight("password12345", null)).isFalse();
    }

    /** The check of a name without an account must cost what others cost; the work is in the hash. */
    @Test
    void aNameWithoutAnAccountTakesTheSameWork() {
        Passwords product = new Passwords(new PasswordCost(4096, 1, 1), random);
        String hash = product.hash("password12345");
        long known = nanos(() -> product.isRight("password54321", hash));
        long unknown = nanos(() -> product.isRight("password54321", null));
        assertThat((double) unknown / known).isBetween(0.2, 5.0);
    }

    private static long nanos(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}
