package dev.patchbay.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static final JsonReader READER = JsonReader.withDefaults();

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void refused(JsonReader reader, byte[] json, String text) {
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> reader.read(json)).withMessageContaining(text);
    }

    @Test
    void valuesBecomeJdkTypes() {
        Map<String, Object> expected = new HashMap<>(Map.of("s", "é\"\\/\b\f\n\r\t\u20ac\ud83d\ude00", "i", 1L, "l",
                Long.MIN_VALUE, "b", new BigInteger("9223372036854775808"), "d", new BigDecimal("1.10"), "e",
                new BigDecimal("1E+2"), "t", true, "a", Arrays.asList(1L, null, List.of()), "o", Map.of()));
        expected.put("n", null);

        assertThat(READER.read(utf8("""
                {"s":"é\\"\\\\\\/\\b\\f\\n\\r\\t\\u20ac\\uD83D\\uDE00","i":1,"l":-9223372036854775808,
                 "b":9223372036854775808,"d":1.10,"e":1E+2,"t":true,"a":[1,null,[]],"o":{},"n":null}""")))
                .isEqualTo(expected);
    }

    @Test
    void keysKeepTheirOrder() {
        assertThat(READER.readObject(utf8("{\"z\":1,\"a\":2,\"m\":3}")).keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void aPartOfAnArrayCanBeRead() {
        assertThat(READER.read(utf8("xx[1]yy"), 2, 3)).isEqualTo(List.of(1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1,", "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "nul", "NaN", "Infinity",
        "-", "01", "+1", "1.", ".5", "1e", "\"\\x\"", "\"\u0001\"", "// c\n1", "[1] 2", "{} {}", "{\"a\"}", "\"a",
        "{\"a\":1", "[", "tru", "[1}", "{\"a\":1]"})
    void whatIsNotJsonIsRefused(String text) {
        refused(READER, utf8(text), "not valid JSON");
    }

    @Test
    void complaintsTellThePlaceAndNothingOfTheParser() {
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> READER.read(utf8("{\n \"a\": secret}")))
                .satisfies(e -> assertThat(e.getMessage()).isEqualTo("not valid JSON at line 2, column 7")
                        .doesNotContain("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":1}", "[{\"b\":{\"a\":1,\"x\":2,\"a\":null}}]", "{\"a\":1,\"\\u0061\":2}",
        "{\"method\":\"a\",\"method\":\"b\"}"})
    void duplicateKeysAreRefused(String text) {
        refused(READER, utf8(text), "a key occurs twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"\\ud800\"", "\"\\udc00\"", "\"\\ud800x\"", "\"\\udc00\\ud800\"", "\"\\ud800\\ud800\\udc00\""})
    void halvesOfSurrogatePairsAreRefused(String text) {
        refused(READER, utf8(text), "surrogate");
    }

    @Test
    void halvesOfSurrogatePairsInKeysAreRefused() {
        refused(READER, utf8("{\"\\ud800\":1}"), "half of a surrogate pair");
        refused(READER, utf8("{\"\\udc00\":1}"), "half of a surrogate pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\\u0000b\"", "{\"\\u0000\":1}"})
    void nulIsRefused(String text) {
        refused(READER, utf8(text), "NUL");
    }

    @Test
    void onlyWellFormedUtf8IsRead() {
        refused(READER, new byte[]{'"', (byte) 0xC1, (byte) 0x81, '"'}, "UTF-8");
        refused(READER, new byte[]{'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}, "UTF-8");
        refused(READER, new byte[]{'"', (byte) 0xFF, '"'}, "UTF-8");
        refused(READER, new byte[]{'"', (byte) 0xE2, (byte) 0x82, '"'}, "UTF-8");
        refused(READER, "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE), "UTF-8");
        refused(READER, "{\"a\":1}".getBytes(StandardCharsets.UTF_16BE), "UTF-8");
        refused(READER, "[1]".getBytes(StandardCharsets.UTF_32BE), "UTF-8");
        refused(READER, "[1]".getBytes(StandardCharsets.UTF_16), "UTF-8");
    }

    @Test
    void longTextBeyondAsciiIsReadWhole() {
        String text = "a".repeat(9000) + "€".repeat(9000);

        assertThat(READER.read(utf8("\"" + text + "\""))).isEqualTo(text);
    }

    @Test
    void depthIsLimited() {
        String deepest = "[".repeat(64) + "]".repeat(64);

        assertThat(READER.read(utf8(deepest))).isInstanceOf(List.class);
        refused(READER, utf8("[" + deepest + "]"), "64 levels (setting limits.json-depth)");
        refused(READER, utf8("{\"a\":".repeat(65)), "64 levels (setting limits.json-depth)");
        refused(READER, utf8("[".repeat(100_000)), "64 levels (setting limits.json-depth)");
    }

    @Test
    void theDeepestLimitNeedsNoDeepStack() {
        JsonReader reader = new JsonReader(JsonLimits.DEFAULT.withMaxDepth(1000));

        assertThat(reader.read(utf8("[".repeat(1000) + "]".repeat(1000)))).isInstanceOf(List.class);
        refused(reader, utf8("[".repeat(1001)), "1000 levels");
    }

    @Test
    void tokensAreLimited() {
        JsonReader reader = new JsonReader(JsonLimits.DEFAULT.withMaxTokens(7));

        assertThat(reader.read(utf8("[{\"a\":1},2]"))).isInstanceOf(List.class);
        refused(reader, utf8("[{\"a\":1},2,3]"), "7 tokens (setting limits.json-tokens)");
    }

    @Test
    void fourMebibytesOfEmptyArraysAreRefusedEarly() {
        byte[] bomb = utf8("[" + "[],".repeat(4 * 1024 * 1024 / 3) + "[]]");

        refused(READER, bomb, "200000 tokens (setting limits.json-tokens)");
    }

    @Test
    void stringsAreLimited() {
        JsonReader reader = new JsonReader(JsonLimits.DEFAULT.withMaxStringLength(10));

        assertThat(reader.read(utf8("\"0123456789\""))).isEqualTo("0123456789");
        refused(reader, utf8("\"0123456789a\""), "longer than 10 (setting limits.json-string)");
        refused(reader, utf8("\"" + "a".repeat(100_000) + "\""), "longer than 10 (setting limits.json-string)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678901", "-1234567890", "1.234567890", "0.1e000000001"})
    void numbersAreLimited(String number) {
        JsonReader reader = new JsonReader(JsonLimits.DEFAULT.withMaxNumberLength(10));

        assertThat(reader.read(utf8("1234567890"))).isEqualTo(1234567890L);
        refused(reader, utf8(number), "more than 10 characters (setting limits.json-number)");
        refused(reader, utf8("[" + number + "]"), "more than 10 characters (setting limits.json-number)");
    }

    @Test
    void tenMillionDigitsAreRefused() {
        refused(READER, utf8("1".repeat(10_000_000)), "longer than 4194304");
        refused(READER, utf8("{\"a\":0." + "1".repeat(10_000_000) + "}"), "longer than 4194304");
        refused(READER, utf8("[" + "1".repeat(1_000_000) + "]"), "1000 characters (setting limits.json-number)");
    }

    @ParameterizedTest
    @CsvSource({"1e1000, true", "1e1001, false", "1e-1000, true", "1e-1001, false", "1e999999999, false",
        "-1e-999999999, false", "0e5, true", "1e99999999999999999999, false"})
    void exponentsAreLimited(String number, boolean accepted) {
        if (accepted) {
            assertThat(READER.read(utf8(number))).isEqualTo(new BigDecimal(number));
        } else {
            refused(READER, utf8(number), "beyond 1000");
        }
    }

    @Test
    void keysAreLimited() {
        JsonReader reader = new JsonReader(JsonLimits.DEFAULT.withMaxKeyLength(5).withMaxKeys(2));

        assertThat(reader.readObject(utf8("{\"12345\":1,\"b\":2}"))).hasSize(2);
        refused(reader, utf8("{\"123456\":1}"), "longer than 5");
        refused(reader, utf8("{\"" + "k".repeat(5000) + "\":1}"), "longer than 5");
        refused(reader, utf8("{\"a\":1,\"b\":2,\"c\":3}"), "more than 2 members");
    }

    @Test
    void manyDistinctKeysAreReadWhole() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 10_000; i++) {
            json.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":").append(i);
        }

        assertThat(READER.readObject(utf8(json.append("}").toString()))).hasSize(10_000).containsEntry("k77", 77L);
    }

    @Test
    void onlyAnObjectIsAnObject() {
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> READER.readObject(utf8("[1]")))
                .withMessage("expected a JSON object, found an array");
    }

    @Test
    void limitsMustMakeSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonLimits.DEFAULT.withMaxDepth(1001));
        assertThatIllegalArgumentException().isThrownBy(() -> JsonLimits.DEFAULT.withMaxTokens(0));
    }
}
