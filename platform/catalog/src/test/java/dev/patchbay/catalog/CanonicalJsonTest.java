package dev.patchbay.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
    @Test
    void sortsMembersByTheirUtf16() {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String key : List.of("€", "\r", "\ufb33", "1", "😀", "\u0080", "ö")) {
            object.put(key, 1);
        }
        assertThat(CanonicalJson.text(object)).isEqualTo(
                "{\"\\r\":1,\"1\":1,\"\u0080\":1,\"ö\":1,\"€\":1,\"😀\":1,\"\ufb33\":1}");
    }

    @Test
    void escapesAsLittleAsItCan() {
        assertThat(CanonicalJson.text("€$\u000f\nA'B\"\\\"/\b\f\t\u2028")).isEqualTo(
                "\"€$\\u000f\\nA'B\\\"\\\\\\\"/\\b\\f\\t\u2028\"");
    }

    @ParameterizedTest
    @CsvSource({"333333333.33333329, 333333333.33333329", "1E30, 1e+30", "4.50, 4.5", "2e-3, 0.002",
        "0.000000000000000000000000001, 1e-27", "0.0, 0", "-0, 0", "100, 100", "1e21, 1e+21",
        "1e20, 100000000000000000000",
        "123e-9, 1.23e-7", "1e-6, 0.000001", "-1.50, -1.5"})
    void writesNumbersAsEcmaScriptDoes(String number, String canonical) {
        assertThat(CanonicalJson.text(new BigDecimal(number))).isEqualTo(canonical);
    }

    @Test
    void writesEqualNumbersOfAllTypesTheSame() {
        for (Number five : List.of(5, 5L, (short) 5, (byte) 5, 5.0, 5.0f, BigInteger.valueOf(5),
                new BigDecimal("5.00"))) {
            assertThat(CanonicalJson.text(five)).isEqualTo("5");
        }
    }

    @Test
    void keepsDigitsThatADoubleWouldLose() {
        assertThat(CanonicalJson.sha256(new BigInteger("9007199254740993")))
                .isNotEqualTo(CanonicalJson.sha256(new BigInteger("9007199254740992")));
    }

    @Test
    void writesTheOthersAndRefusesWhatIsNotJson() {
        assertThat(CanonicalJson.text(Arrays.asList(null, true, "x", List.of(), Map.of())))
                .isEqualTo("[null,true,\"x\",[],{}]");
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.text(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.text(new Object()));
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.text(new AtomicInteger()));
    }

    @Test
    void hashesTheBytes() {
        assertThat(CanonicalJson.sha256(Map.of()))
                .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }
}
