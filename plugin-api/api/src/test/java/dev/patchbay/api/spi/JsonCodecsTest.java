package dev.patchbay.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.api.config.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonCodecsTest {
    @Test
    void integersAreReadFromEveryNumberThatIsOne() {
        for (Number five : List.of(5, 5L, BigInteger.valueOf(5), new BigDecimal("5.0"), new BigDecimal("0.5e1"), 5.0)) {
            assertThat(JsonCodecs.INT.decode(five)).isEqualTo(5);
        }
        assertThat(JsonCodecs.LONG.decode(new BigDecimal("0e-400"))).isZero();
    }

    @Test
    void aShortNumberOfManyDigitsIsRefusedBeforeItFillsTheMemory() {
        BigDecimal bomb = new BigDecimal("1e2000000000");

        for (JsonCodec<?> codec : List.of(JsonCodecs.INT, JsonCodecs.LONG, JsonCodecs.BIG_INTEGER)) {
            assertThatThrownBy(() -> codec.decode(bomb)).isInstanceOf(InvalidValueException.class)
                    .hasMessage("must have at most 10000 digits");
        }
        assertThat(JsonCodecs.BIG_DECIMAL.decode(bomb)).isEqualTo(bomb);
    }

    @Test
    void numbersWithoutJsonFormAreRefused() {
        for (double number : new double[]{Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> JsonCodecs.DOUBLE.encode(number)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> JsonCodecs.ANY.encode(List.of(number)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anyJsonIsCopiedAndCheckedWhenItIsWritten() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("a", Arrays.asList(1, null, Set.of("x")));
        map.put("b", null);

        Object written = JsonCodecs.ANY.encode(map);
        map.clear();

        assertThat(JsonText.of(written)).isEqualTo("{\"a\":[1,null,[\"x\"]],\"b\":null}");
        assertThatThrownBy(() -> JsonCodecs.ANY.encode(Map.of("a", Duration.ZERO)))
                .hasMessage(
                        "Not a JSON value: an object of java.time.Duration; use Map, List, String, Number, Boolean or"
                                + " null");
        assertThatThrownBy(() -> JsonCodecs.ANY.encode(Map.of(1, "a")))
                .hasMessage("A JSON object has text keys, not 1");
    }

    @Test
    @SuppressWarnings("NullAway") // null where it is not allowed is what is tested
    void nullIsWrittenOnlyWhereTheTypeAllowsIt() {
        JsonCodec<List<String>> texts = JsonCodecs.list(JsonCodecs.STRING);
        List<String> withNull = Arrays.asList("a", null);

        assertThatThrownBy(() -> texts.encode(withNull)).isInstanceOf(NullPointerException.class)
                .hasMessage("A value is null although its type is not marked @Nullable");
        assertThat(JsonCodecs.nullable(JsonCodecs.STRING).encode(null)).isNull();
        assertThatThrownBy(() -> JsonMembers.put(new LinkedHashMap<>(), "name", JsonCodecs.STRING, null))
                .hasMessage("'name' is null; mark its type @Nullable, or make it an Optional if it may be absent");
    }

    @Test
    void whatIsReadCannotBeChanged() {
        List<String> list = JsonCodecs.list(JsonCodecs.STRING).decode(List.of("a"));
        Map<String, String> map = JsonCodecs.map(JsonCodecs.STRING).decode(Map.of("a", "b"));

        assertThatThrownBy(() -> list.add("b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.put("b", "c")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aSecretIsReadButNeverWritten() {
        assertThat(JsonMembers.SECRET.decode("s").reveal()).isEqualTo("s");
        assertThatThrownBy(() -> JsonMembers.SECRET.encode(Secret.of("s"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A secret is never written to JSON");
    }

    @Test
    void aRefusedTextIsToldInShort() {
        assertThatThrownBy(() -> JsonCodecs.INT.decode("x".repeat(1000))).isInstanceOf(InvalidValueException.class)
                .hasMessage("must be an integer, is the text '" + "x".repeat(60) + "…'");
    }
}
