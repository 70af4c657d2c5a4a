package dev.patchbay.admin.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiJsonTest {
    private final ApiJson json = new ApiJson();

    public enum Colour {
        RED, DARK_BLUE
    }

    public record Inner(String name, @Nullable Integer size) {}

    public record Outer(String id, @Nullable Boolean on, @Nullable Long count, @Nullable Colour colour,
            @Nullable Instant at, @Nullable List<Inner> inners, @Nullable Map<String, Object> free) {}

    private Outer read(String text) {
        return json.read(text.getBytes(StandardCharsets.UTF_8), Outer.class);
    }

    @Test
    void whatFitsIsRead() {
        Outer read = read(
                "{\"id\":\"a\",\"on\":true,\"count\":5,\"colour\":\"dark_blue\",\"at\":\"2026-01-01T00:00:00Z\","
                        + "\"inners\":[{\"name\":\"x\"}],\"free\":{\"n\":1,\"d\":1.50,\"l\":[null]}}");
        assertThat(read.colour()).isEqualTo(Colour.DARK_BLUE);
        assertThat(read.at()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(read.inners()).containsExactly(new Inner("x", null));
        assertThat(read.free()).containsEntry("n", 1L).hasEntrySatisfying("d",
                value -> assertThat(value).hasToString("1.50"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"{}|missing_member|id",
        "{\"id\":null}|missing_member|id", "{\"id\":\"a\",\"inners\":[{}]}|missing_member|inners[0].name",
        "{\"id\":\"a\",\"inners\":[null]}|missing_member|inners[0]", "{\"id\":\"a\",\"Id\":\"b\"}|unknown_member|'Id'",
        "{\"id\":\"a\",\"inners\":[{\"name\":\"x\",\"color\":1}]}|unknown_member|'inners[0].color'",
        "{\"id\":5}|wrong_type|'id' must be a string", "{\"id\":true}|wrong_type|'id' must be a string",
        "{\"id\":[\"a\"]}|wrong_type|'id' must be a string",
        "{\"id\":\"a\",\"on\":\"true\"}|wrong_type|'on' must be true",
        "{\"id\":\"a\",\"on\":1}|wrong_type|'on' must be true", "{\"id\":\"a\",\"count\":\"5\"}|wrong_type|'count'",
        "{\"id\":\"a\",\"count\":\"\"}|wrong_type|'count'", "{\"id\":\"a\",\"count\":5.0}|wrong_type|'count'",
        "{\"id\":\"a\",\"colour\":\"RED\"}|wrong_type|one of red, dark_blue",
        "{\"id\":\"a\",\"colour\":0}|wrong_type|one of red",
        "{\"id\":\"a\",\"at\":5}|wrong_type|a time", "{\"id\":\"a\",\"at\":\"tomorrow\"}|wrong_type|a time",
        "{\"id\":\"a\",\"inners\":{}}|wrong_type|'inners' must be an array",
        "{\"id\":\"a\",\"id\":\"b\"}|not_json|Duplicate", "{\"id\":\"a\"}{}|wrong_type|the body",
        "{\"id\":\"a\"|not_json|end",
        "[]|wrong_type|'the body' must be an object", "null|wrong_type|'the body' must be an object",
        "{'id':'a'}|not_json|double-quote", "{\"id\":\"a\",}|not_json|double-quote"})
    void whatDoesNotFitIsRefusedWithItsPath(String text, String code, String said) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.getMessage()).contains(said);
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.status()).isEqualTo(400);
        });
    }

    @Test
    void depthIsBounded() {
        String deep = "{\"id\":\"a\",\"free\":{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}}";
        assertThatThrownBy(() -> read(deep)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.status()).isEqualTo(400));
    }

    @Test
    void aMergePatchReplacesKeepsAndRemoves() {
        Outer before = new Outer("a", true, 5L, Colour.RED, null, List.of(new Inner("x", 1)), Map.of("k", 1L, "l", 2L));
        Outer after = json.merged("{\"count\":null,\"colour\":\"dark_blue\",\"free\":{\"l\":null}}".getBytes(
                StandardCharsets.UTF_8), before, Outer.class);
        assertThat(after).isEqualTo(new Outer("a", true, null, Colour.DARK_BLUE, null, List.of(new Inner("x", 1)),
                Map.of("k", 1L)));
        assertThatThrownBy(() -> json.merged("{\"id\":null}".getBytes(StandardCharsets.UTF_8), before, Outer.class))
                .hasMessage("Missing: id.");
        assertThatThrownBy(() -> json.merged("[]".getBytes(StandardCharsets.UTF_8), before, Outer.class))
                .isInstanceOf(Problem.class);
    }
}
