package dev.patchbay.admin.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B, the last six digits. */
    @ParameterizedTest
    @CsvSource({"59,287082", "1111111109,081804", "1111111111,050471", "1234567890,005924", "2000000000,279037",
        "20000000000,353130"})
    void theCodesAreThoseOfTheStandard(long seconds, String code) {
        assertThat(Totp.step(SECRET, code, Instant.ofEpochSecond(seconds), -1)).hasValue(seconds / 30);
    }

    @Test
    void aCodeCountsOneStepEarlierAndLaterAndNoMore() {
        for (long off = -2; off <= 2; off++) {
            Instant now = Instant.ofEpochSecond(1_000_000L * 30);
            assertThat(Totp.step(SECRET, Totp.code(SECRET, 1_000_000 + off), now, -1).isPresent())
                    .isEqualTo(Math.abs(off) <= 1);
        }
    }

    @Test
    void aCodeCountsOnce() {
        Instant now = Instant.ofEpochSecond(3_000_000);
        String code = Totp.code(SECRET, 100_000);
        assertThat(Totp.step(SECRET, code, now, 99_999)).hasValue(100_000);
        assertThat(Totp.step(SECRET, code, now, 100_000)).isEmpty();
    }

    @Test
    void textsThatAreNoCodeAreRefused() {
        for (String text : new String[]{"", "0", "28708", "2870820", "２８７０８２", "287 082"}) {
            assertThat(Totp.step(SECRET, text, Instant.ofEpochSecond(59), -1)).isEmpty();
        }
    }

    @Test
    void theSecretIsWrittenAsAppsReadIt() {
        assertThat(Totp.uri("kim", SECRET)).isEqualTo(
                "otpauth://totp/Patchbay:kim?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Patchbay");
    }
}
