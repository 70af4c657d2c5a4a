package dev.patchbay.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void readsWhatItWrites() throws Exception {
        List<Object> value = new ArrayList<>(List.of("a\n\"ü\u2028", 1L, new BigDecimal("1.50"),
                new BigInteger("123456789012345678901"), true, false, Map.of("x", List.of())));
        value.add(null);

        assertThat(Json.read(Json.write(value)).raw()).isEqualTo(value);
    }

    @Test
    void integersAreLongsAndFractionsKeepTheirDigits() throws Exception {
        JsonValue json = Json.read("{\"a\": 1, \"b\": 1.10, \"c\": null}");

        assertThat(json.at("a").integer()).contains(1L);
        assertThat(json.at("b").raw()).isEqualTo(new BigDecimal("1.10"));
        assertThat(json.at("b").integer()).isEmpty();
        assertThat(json.at("c").isPresent()).isFalse();
        assertThat(json.at("a", "deeper").isPresent()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{\"a\":", "[1, 2", "{} {}", "<html>", "{\"a\" 1}", "nul"})
    void whatIsNoWholeDocumentIsRefused(String text) {
        assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> Json.read(text));
    }

    @Test
    void whatIsTooDeepIsRefused() {
        assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> Json.read("[".repeat(100_000)));
    }

    @Test
    void whatIsNoJsonIsNotWritten() {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.write(new Object()));
    }
}
