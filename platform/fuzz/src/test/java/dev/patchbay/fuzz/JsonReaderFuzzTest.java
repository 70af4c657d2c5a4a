package dev.patchbay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.json.JsonWriter;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON reader takes what is JSON within its limits and nothing else, and writes what it has read. */
class JsonReaderFuzzTest {
    /** Where it is stricter than the grammar, and says so. */
    private static final List<String> STRICTER = List.of("a key occurs twice", "the character NUL",
            "half of a surrogate pair");

    /** Another parser, with its own idea of numbers: 1.0, 1 and 1e0 are the same. */
    private static final JsonMapper OTHER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final Comparator<JsonNode> BY_VALUE = (one, two) -> one.equals(two)
            || (one.isNumber() && two.isNumber() && one.decimalValue().compareTo(two.decimalValue()) == 0) ? 0 : 1;

    private final JsonReader reader = JsonReader.withDefaults();

    @FuzzTest
    void agreesWithTheGrammar(byte[] json) {
        Object value;
        try {
            value = reader.read(json);
        } catch (JsonException e) {
            String why = String.valueOf(e.getMessage());
            boolean saysItIsNone = why.contains("not valid JSON") && STRICTER.stream().noneMatch(why::contains);
            assertThat(saysItIsNone && Rfc8259.isJson(json)).as("refused as no JSON, but it is: %s", why).isFalse();
            return;
        }
        assertThat(Rfc8259.isJson(json)).as("taken, but it is no JSON").isTrue();
        byte[] written = JsonWriter.compact(value);
        assertThat(JsonWriter.compact(reader.read(written))).isEqualTo(written);
        assertThat(OTHER.readTree(written).equals(BY_VALUE, OTHER.readTree(json))).as("the same value").isTrue();
    }
}
