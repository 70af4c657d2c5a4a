package dev.patchbay.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {
    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static Map<String, Object> sample() {
        Map<String, Object> sample = new LinkedHashMap<>();
        sample.put("s", "é\"\n\u0001€😀");
        sample.put("n", Arrays.asList(1L, 2, (short) 3, (byte) 4, new BigInteger("9223372036854775808"),
                new BigDecimal("1.10"), 0.5, null, JsonNull.VALUE, true));
        sample.put("o", Map.of());
        return sample;
    }

    @Test
    void valuesAreWrittenWithoutWhiteSpace() {
        assertThat(text(JsonWriter.compact(sample()))).isEqualTo("""
                {"s":"é\\"\\n\\u0001€😀","n":[1,2,3,4,9223372036854775808,1.10,0.5,null,null,true],"o":{}}""");
    }

    @Test
    void prettyTextIsIndentedByTwoSpaces() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("a", List.of(1L, Map.of("b", "c")));
        value.put("d", List.of());
        value.put("e", Map.of());

        assertThat(text(JsonWriter.pretty(value))).isEqualTo("""
                {
                  "a": [
                    1,
                    {
                      "b": "c"
                    }
                  ],
                  "d": [],
                  "e": {}
                }""");
    }

    @Test
    void whatWasWrittenCanBeRead() {
        Map<String, Object> sample = sample();
        Object read = JsonReader.withDefaults().read(JsonWriter.compact(sample));

        assertThat(text(JsonWriter.compact(read))).isEqualTo(text(JsonWriter.compact(sample)));
        assertThat(JsonReader.withDefaults().read(JsonWriter.pretty(sample))).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"50.0, 50", "0.5, 0.5", "-0.0, 0", "1e15, 1.0E15", "123456789012345, 123456789012345"})
    void numbersWithoutFractionAreWrittenAsIntegers(double number, String text) {
        assertThat(text(JsonWriter.compact(number))).isEqualTo(text);
    }

    @Test
    void rawTextIsSplicedWhereAValueStands() {
        RawJson small = RawJson.of("{\"x\":[1,2]}".getBytes(StandardCharsets.UTF_8));
        RawJson large = RawJson.serialize(List.of("y".repeat(20_000)));
        byte[] json = JsonWriter.create().beginObject().name("a").raw(small).fieldValue("b", List.of(small, large))
                .name("c").raw(large).field("d", 1).endObject().toBytes();

        assertThat(JsonReader.withDefaults().readObject(json))
                .isEqualTo(Map.of("a", Map.of("x", List.of(1L, 2L)), "b",
                        List.of(Map.of("x", List.of(1L, 2L)), List.of("y".repeat(20_000))), "c",
                        List.of("y".repeat(20_000)), "d", 1L));
        assertThat(small).hasToString("{\"x\":[1,2]}");
    }

    @ParameterizedTest
    @CsvSource({"a\ud800, a\ufffd", "\udc00b, \ufffdb", "\ud800\ud83d\ude00, \ufffd😀", "😀\ud83d, 😀\ufffd"})
    void halvesOfSurrogatePairsAreReplaced(String text, String written) {
        assertThat(JsonReader.withDefaults().read(JsonWriter.compact(List.of(text)))).isEqualTo(List.of(written));
        assertThat(JsonReader.withDefaults().read(JsonWriter.compact(Map.of(text, 1L)))).isEqualTo(Map.of(written, 1L));
    }

    @Test
    void aValueThatContainsItselfIsRefused() {
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> JsonWriter.compact(list))
                .withMessageContaining("500 levels");
    }

    @Test
    void whatHasNoJsonFormIsRefused() {
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> JsonWriter.compact(new Object()))
                .withMessageContaining("java.lang.Object");
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> JsonWriter.compact(Double.NaN));
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> JsonWriter.compact(Map.of(1, 2)));
    }
}
