package dev.patchbay.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolArgumentsTest {
    private static final Map<String, Object> SCHEMA = Map.of("properties",
            Map.of("text", Map.of("type", "string"), "maybe", Map.of("type", List.of("string", "null")), "count",
                    Map.of("type", "integer"), "ratio", Map.of("type", "number"), "on", Map.of("type", "boolean"),
                    "tags", Map.of("type", "array")));

    @Test
    void theSchemaTellsTextsFromNumbers() {
        assertThat(read(List.of("text=5", "maybe=true", "count=5", "ratio=0.5", "on=true", "tags=[\"a\"]", "other=7",
                "empty="), null, "")).containsEntry("text", "5").containsEntry("maybe", "true")
                .containsEntry("count", 5L).containsEntry("ratio", new BigDecimal("0.5"))
                .containsEntry("on", true).containsEntry("tags", List.of("a")).containsEntry("other", 7L)
                .containsEntry("empty", "");
    }

    @Test
    void whatIsNoJsonIsLeftToTheServerToRefuse() {
        assertThat(read(List.of("count=many"), null, "")).containsEntry("count", "many");
    }

    @Test
    void colonEqualsIsJsonInAnyCase() {
        assertThat(read(List.of("text:={\"a\": [1]}"), null, "")).containsEntry("text", Map.of("a", List.of(1L)));
    }

    @Test
    void anObjectComesFromTheOptionOrTheStandardInputAndSingleArgumentsWin() {
        assertThat(read(List.of("-", "b=3"), "{\"a\": 1, \"b\": 1}", "{\"a\": 2}\n")).containsEntry("a", 2L)
                .containsEntry("b", 3L);
    }

    @Test
    void aValueMayHoldAnEqualsSign() {
        assertThat(read(List.of("text=a=b"), null, "")).containsEntry("text", "a=b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"name | 'name' is no argument of a tool", "=x | '=x' is no argument of a tool",
        "a:={ | a:={ is not JSON", "a:=null | a:=null is null; leave an absent argument out."})
    void saysWhatIsWrong(String argument, String message) {
        assertThatThrownBy(() -> read(List.of(argument), null, "")).isInstanceOf(CommandException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void argsMustBeAnObject() {
        assertThatThrownBy(() -> read(List.of(), "[1]", ""))
                .hasMessage("--args must be a JSON object such as {\"name\": \"Ada\"}, but is an array.");
    }

    private static Map<String, Object> read(List<String> typed, @Nullable String object, String input) {
        return ToolArguments.read(typed, object, new BufferedReader(new StringReader(input)), SCHEMA);
    }
}
