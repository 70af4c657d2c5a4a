package dev.patchbay.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.api.Contributions.ToolContribution;
import dev.patchbay.api.spi.InvalidValueException;
import dev.patchbay.api.spi.JsonText;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.processor.json.JsonParser;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every supported type both ways: a tool takes a value of the type and returns it in a record. The arguments and results
 * are checked against the generated schemas by an independent validator.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypeTableTest {
    private static @Nullable Object json(String text) {
        return JsonParser.parse(text.replace('\'', '"'));
    }

    @SuppressWarnings("NullAway.Init") // set before all tests
    private Compilation compilation;
    private final Map<String, ToolContribution> tools = new LinkedHashMap<>();

    @BeforeAll
    void compileOneToolForEachType() throws Exception {
        StringBuilder source = new StringBuilder("""
                package types;
                import dev.patchbay.api.*;
                import dev.patchbay.api.tool.Tool;
                import java.util.Optional;
                import org.jspecify.annotations.Nullable;
                @Contributes
                public final class Types {
                """).append(TypeTable.TYPES);
        List<TypeRow> rows = TypeTable.rows();
        for (int i = 0; i < rows.size(); i++) {
            String type = rows.get(i).type();
            String boxed = switch (type) {
                case "boolean" -> "Boolean";
                case "int" -> "Integer";
                case "long" -> "Long";
                case "double" -> "Double";
                default -> type;
            };
            source.append(String.format("@Tool(description = \"%s\") public Box<%s> t%d(@Description(\"v\") %s value)"
                    + " { return new Box<>(value); }%n", type, boxed, i, type));
        }
        compilation = Compilation.of(source.append("}\n").toString());
        assertThat(compilation.errors()).isEmpty();
        compilation.glue().start(new FakeContext(), Map.of()).declared().tools()
                .forEach(tool -> tools.put(tool.definition().description(), tool));
    }

    @AfterAll
    void delete() throws IOException {
        compilation.close();
    }

    @Test
    void everyTypeHasItsTool() {
        assertThat(tools).hasSize(TypeTable.rows().size());
    }

    @ParameterizedTest
    @MethodSource("dev.patchbay.processor.TypeTable#rows")
    void schemasSayWhatTheTypeAccepts(TypeRow row) {
        ToolContribution tool = tool(row);
        Map<String, Object> output = tool.definition().outputSchema().orElseThrow();
        assertThat(Schemas.flaws(tool.definition().inputSchema())).isEmpty();
        assertThat(Schemas.flaws(output)).isEmpty();
        assertThat(JsonText.of(property(tool.definition().inputSchema(), true)))
                .isEqualTo(JsonText.of(json(row.input())));
        assertThat(JsonText.of(property(output, false))).isEqualTo(JsonText.of(json(row.output())));
    }

    @ParameterizedTest
    @MethodSource("dev.patchbay.processor.TypeTable#rows")
    void valuesComeBackAsTheyWent(TypeRow row) throws Exception {
        Map<String, String> values = new LinkedHashMap<>(row.changed());
        row.same().forEach(value -> values.put(value, value));
        assertThat(values).isNotEmpty();
        ToolContribution tool = tool(row);
        for (Map.Entry<String, String> value : values.entrySet()) {
            Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
            arguments.put("value", json(value.getKey()));
            assertThat(Schemas.problems(tool.definition().inputSchema(), arguments)).isEmpty();
            Object result = tool.handler().call(new FakeCall(arguments)).structuredContent().orElseThrow();
            assertThat(JsonText.of(result)).isEqualTo("{\"value\":" + JsonText.of(json(value.getValue())) + "}");
            assertThat(Schemas.problems(tool.definition().outputSchema().orElseThrow(), result)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.patchbay.processor.TypeTable#rows")
    void valuesThatDoNotFitAreRefusedAtTheirPlace(TypeRow row) {
        row.refused().forEach((value, problem) -> {
            Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
            arguments.put("value", json(value));
            assertThatThrownBy(() -> call(row, arguments)).isInstanceOfSatisfying(InvalidValueException.class,
                    e -> assertThat(e.path() + " " + e.getMessage()).isEqualTo(problem));
        });
        assertThatThrownBy(() -> call(row, Map.of())).isInstanceOfSatisfying(InvalidValueException.class,
                e -> assertThat(e.path() + " " + e.getMessage()).isEqualTo("value is missing"));
    }

    private CallToolResult call(TypeRow row, Map<String, @Nullable Object> arguments) throws Exception {
        return tool(row).handler().call(new FakeCall(arguments));
    }

    private ToolContribution tool(TypeRow row) {
        return java.util.Objects.requireNonNull(tools.get(row.type()));
    }

    private static Map<String, Object> property(Map<String, Object> schema, boolean input) {
        assertThat(schema).containsEntry("type", "object").containsEntry("required", List.of("value"));
        assertThat(schema.containsKey("additionalProperties")).isEqualTo(input);
        Map<?, ?> properties = (Map<?, ?>) schema.getOrDefault("properties", Map.of());
        Map<String, Object> property = new LinkedHashMap<>();
        ((Map<?, ?>) java.util.Objects.requireNonNull(properties.get("value")))
                .forEach((key, value) -> property.put((String) key, value));
        if (input) {
            assertThat(property.get("description")).isEqualTo("v");
            property.remove("description");
        }
        return property;
    }
}
