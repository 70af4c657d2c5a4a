package dev.patchbay.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void membersKeepTheirOrder() {
        Object json = JsonMembers.objectOf("b", 1L, "a", JsonMembers.listOf(true, null, "x"), "c", List.of());

        assertThat(JsonText.of(json)).isEqualTo("{\"b\":1,\"a\":[true,null,\"x\"],\"c\":[]}");
    }

    @Test
    void numbersKeepTheirDigits() {
        assertThat(JsonText.of(List.of(new BigDecimal("0.10"), new BigInteger("12345678901234567890"), 1.5, 7)))
                .isEqualTo("[0.10,12345678901234567890,1.5,7]");
    }

    @Test
    void charactersThatJsonForbidsAreEscaped() {
        assertThat(JsonText.of("\"\\\n\r\t\u0001é😀")).isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0001é😀\"");
    }

    @Test
    void halfACharacterIsEscapedSoThatTheTextIsValidUtf8() {
        assertThat(JsonText.of("\ud83dx\ude00")).isEqualTo("\"\\ud83dx\\ude00\"");
    }

    @Test
    void whatIsNotJsonIsRefused() {
        assertThatThrownBy(() -> JsonText.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonText.of(new Object())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not a JSON value: an object of java.lang.Object");
    }
}
