package dev.patchbay.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderValueTest {
    @ParameterizedTest
    @ValueSource(strings = {"us-west1", "a b", "a\tb", "file:///a?b=c", "=?utf-8?x?=", "=?base64?SGVsbG8=",
        "SGVsbG8=", "=?BASE64?SGVsbG8=?=", "=?base64?="})
    void whatAHeaderCanCarryStaysAsItIs(String value) {
        assertThat(HeaderValue.encode(value)).isEqualTo(value);
        assertThat(HeaderValue.decode(value)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {" padded", "padded ", "\ttab", "line\nbreak", "\r", "Grüße", "日本語", "😀", "\u007f", " ",
        "=?base64?SGVsbG8=?=", ""})
    void everythingElseIsWrappedAndComesBack(String value) {
        assertThat(HeaderValue.encode(value)).startsWith("=?base64?").endsWith("?=").matches("[ -~]+");
        assertThat(HeaderValue.decode(HeaderValue.encode(value))).contains(value);
    }

    @ParameterizedTest
    @CsvSource({"'=?base64?SGVsbG8=?=', Hello", "'  =?base64?SGVsbG8=?=\t', Hello", "'', ''",
        "'=?base64??=', ''", "' x ', x"})
    void whiteSpaceAroundDoesNotCount(String header, String value) {
        assertThat(HeaderValue.decode(header)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=?base64?SGVs*bG8=?=", "=?base64?SGVsbG8?=", "=?base64?SGVsbG9=?=", "=?base64?SGVsbG8?x?=",
        "=?base64?/w==?=", "=?base64?7aCA?=", "é",
        "a\u0001b", "a\nb"})
    void whatIsMalformedIsNoValue(String header) {
        assertThat(HeaderValue.decode(header)).isEmpty();
    }

    @Test
    void trimTakesSpacesAndTabsOnly() {
        assertThat(HeaderValue.trim(" \t a\u00a0 ")).isEqualTo("a\u00a0");
        assertThat(HeaderValue.trim("  ")).isEmpty();
    }
}
