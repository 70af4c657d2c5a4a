package dev.patchbay.catalog.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.catalog.schema.CompiledSchema.Violation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {
    private static final Map<String, Object> USERS = Map.of("type", "object", "properties",
            Map.of("limit", Map.of("type", "integer", "minimum", 1, "maximum", 100), "name",
                    Map.of("type", "string", "minLength", 2, "maxLength", 4, "pattern", "^[a-z]+$"), "filters",
                    Map.of("type", "object", "properties",
                            Map.of("role", Map.of("type", "string", "enum", List.of("user", "admin", "moderator"))),
                            "additionalProperties", false)),
            "required", List.of("limit"), "additionalProperties", false);

    @Test
    void aValueThatConformsHasNoViolation() {
        assertThat(problems(USERS, Map.of("limit", 5L, "name", "ada", "filters", Map.of("role", "admin")))).isEmpty();
    }

    @Test
    void aMissingArgumentIsNamed() {
        assertThat(violations(USERS, Map.of())).containsExactly(new Violation("limit", "is required"));
    }

    @Test
    void aWrongChoiceNamesTheChoices() {
        Map<String, Object> schema = Map.of("type", "object", "properties", Map.of("filters", Map.of("type", "object",
                "properties", Map.of("role", Map.of("enum", List.of("user", "admin", "moderator"))))));
        assertThat(violations(schema, Map.of("filters", Map.of("role", "root")))).containsExactly(
                new Violation("filters.role", "must be one of user, admin, moderator, but is \"root\""));
    }

    @Test
    void anUnknownArgumentNamesTheOneThatWasProbablyMeant() {
        assertThat(problems(USERS, Map.of("limit", 1L, "nmae", "ada")))
                .containsExactly("nmae is not known here, did you mean name?");
    }

    @Test
    void anUnknownArgumentUnlikeAnyOtherNamesThoseThereAre() {
        Map<String, Object> schema = Map.of("type", "object", "properties", Map.of("text", Map.of("type", "string")),
                "additionalProperties", false);
        assertThat(problems(schema, Map.of("completely_else", 1L)))
                .containsExactly("completely_else is not known here; known are text");
    }

    @Test
    void everyBrokenRuleIsToldWithWhatItWantsAndWhatIsThere() {
        assertThat(problems(USERS, Map.of("limit", 0L, "name", "A"))).containsExactlyInAnyOrder(
                "limit must be at least 1, but is 0", "name must have at least 2 characters, but has 1",
                "name must match the pattern ^[a-z]+$, but is \"A\"");
        assertThat(problems(USERS, Map.of("limit", "5"))).containsExactly("limit must be an integer, but is \"5\"");
    }

    @Test
    void anAlternativeOfTypesIsOneProblem() {
        Map<String, Object> schema = Map.of("anyOf", List.of(Map.of("type", "string"), Map.of("type", "null")));
        assertThat(problems(schema, 5L)).containsExactly(" must be a string or null, but is 5");
        assertThat(violations(schema, "x")).isEmpty();
        assertThat(violations(schema, null)).isEmpty();
    }

    @Test
    void onlyTheAlternativeThatWasMeantIsExplained() {
        Map<String, Object> circle = Map.of("type", "object", "properties",
                Map.of("kind", Map.of("const", "circle"), "radius", Map.of("type", "number")), "required",
                List.of("kind", "radius"));
        Map<String, Object> square = Map.of("type", "object", "properties",
                Map.of("kind", Map.of("const", "square"), "side", Map.of("type", "number")), "required",
                List.of("kind", "side"));
        Map<String, Object> schema = Map.of("oneOf", List.of(circle, square));
        assertThat(problems(schema, Map.of("kind", "circle"))).containsExactly("radius is required");
        assertThat(problems(schema, Map.of("kind", "star")))
                .containsExactly("kind must be \"circle\" or \"square\", but is \"star\"");
        assertThat(violations(schema, Map.of("kind", "square", "side", 2L))).isEmpty();
    }

    @Test
    void noMoreThanTwentyProblemsAreTold() {
        Map<String, Object> value = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            value.put("unknown" + i, 1L);
        }
        assertThat(violations(USERS, value)).hasSize(20);
    }

    @Test
    void elementsOfArraysAreNamedByTheirIndex() {
        Map<String, Object> schema = Map.of("type", "array", "items", Map.of("type", "object", "properties",
                Map.of("id", Map.of("type", "integer"))));
        assertThat(problems(schema, List.of(Map.of("id", 1L), Map.of("id", "x"))))
                .containsExactly("[1].id must be an integer, but is \"x\"");
    }

    @Test
    void aNumberWithoutFractionIsAnInteger() {
        Map<String, Object> schema = Map.of("type", "integer");
        assertThat(violations(schema, new BigDecimal("5.0"))).isEmpty();
        assertThat(violations(schema, BigInteger.TEN.pow(30))).isEmpty();
        assertThat(violations(schema, new BigDecimal("5.5"))).hasSize(1);
    }

    @Test
    void aNumberOfTooManyDigitsIsRefusedWithoutWritingItOut() {
        Map<String, Object> schema = Map.of("type", "integer", "multipleOf", 3);
        assertThat(problems(schema, new BigDecimal("1e999999999")))
                .containsExactly(" holds a number of too many digits, or none");
    }

    @Test
    void whatIsNoJsonIsAViolation() {
        assertThat(problems(Map.of(), List.of(Instant.EPOCH)))
                .containsExactly(" holds no JSON but an object of java.time.Instant");
        assertThat(problems(Map.of(), Map.of(1, 2))).containsExactly(" has a key that is not a text: 1");
        assertThat(problems(Map.of("type", "number"), Double.NaN)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"email, ada@example.org, ada", "date, 2026-02-28, 2026-02-31",
        "date-time, 2026-07-28T12:00:00Z, 2026-07-28", "time, 12:00:00Z, 25:00:00Z",
        "uri, https://example.org/a, a b", "uuid, 123e4567-e89b-12d3-a456-426614174000, 123e4567",
        "duration, PT1H30M, 1h", "ipv4, 127.0.0.1, 127.0.0.256", "ipv6, ::1, 12345::", "hostname, example.org, -a",
        "json-pointer, /a/b, a", "regex, ^a+$, (?=a)", "uri-template, notes://{id}, {"})
    void formatsAreAsserted(String format, String good, String bad) {
        Map<String, Object> schema = Map.of("type", "string", "format", format);
        assertThat(violations(schema, good)).isEmpty();
        assertThat(violations(schema, bad)).hasSize(1);
    }

    @Test
    void aFormatOfSomebodysOwnAssertsNothing() {
        assertThat(violations(Map.of("type", "string", "format", "color"), "no color")).isEmpty();
    }

    @Test
    void patternsTakeLinearTimeWhateverTheText() {
        String evil = "a".repeat(50_000) + "!";
        for (String pattern : List.of("^(a|a)*$", "^(a+)+$", "^(.*a){12}$")) {
            CompiledSchema schema = JsonSchema.compile(Map.of("type", "string", "pattern", pattern));
            schema.check("warm up");
            long start = System.nanoTime();
            assertThat(schema.check(evil)).hasSize(1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void formatsTakeLinearTimeWhateverTheText() {
        for (String format : List.of("uri-template", "email", "hostname", "uri", "duration", "iri", "date-time")) {
            CompiledSchema schema = JsonSchema.compile(Map.of("type", "string", "format", format));
            for (String part : List.of("a", "{a", "{a}", "a.", "a@", "1", "P1", "%20", "[")) {
                long start = System.nanoTime();
                schema.check(part.repeat(50_000) + "\u0000");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).as(format + " " + part)
                        .isLessThan(Duration.ofSeconds(10));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?=a)b", "(?<!a)b", "(a)\\1", "((a{1,500}){1,500}){1,500}", "("})
    void aPatternThatIsNotLinearIsNoSchema(String pattern) {
        assertThatThrownBy(() -> JsonSchema.compile(Map.of("properties", Map.of("a", Map.of("pattern", pattern)))))
                .isInstanceOf(InvalidSchemaException.class).hasMessageContaining(pattern);
        assertThatThrownBy(() -> JsonSchema.compile(Map.of("patternProperties", Map.of(pattern, true))))
                .isInstanceOf(InvalidSchemaException.class);
    }

    @Test
    void unicodeEscapesOfEcmaScriptWorkInPatterns() {
        assertThat(violations(Map.of("pattern", "^\\u00e9\\d\\/$"), "é1/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/schema.json", "file:///etc/passwd", "other.json",
        "https://json-schema.org/draft/2020-12/schema", "classpath:draft/2020-12/schema"})
    void aReferenceOutOfTheSchemaIsRefused(String target) {
        assertThatThrownBy(() -> JsonSchema.compile(Map.of("properties", Map.of("a", Map.of("$ref", target)))))
                .isInstanceOf(InvalidSchemaException.class)
                .hasMessageStartingWith("The schema at properties.a.$ref refers to " + target);
    }

    @Test
    void aReferenceThatPointsNowhereIsRefusedWhenTheSchemaIsCompiled() {
        assertThatThrownBy(() -> JsonSchema.compile(Map.of("properties", Map.of("a", Map.of("$ref", "#/$defs/no")))))
                .isInstanceOf(InvalidSchemaException.class);
    }

    @Test
    void aReferenceInsideTheSchemaWorksAlsoWhenItRecurs() {
        Map<String, Object> tree = Map.of("$ref", "#/$defs/tree", "$defs", Map.of("tree", Map.of("type", "object",
                "properties", Map.of("children", Map.of("type", "array", "items", Map.of("$ref", "#/$defs/tree"))),
                "additionalProperties", false)));
        assertThat(violations(tree, Map.of("children", List.of(Map.of("children", List.of()))))).isEmpty();
        assertThat(problems(tree, Map.of("children", List.of(Map.of("child", List.of())))))
                .containsExactly("children[0].child is not known here, did you mean children?");
    }

    @Test
    void aSchemaThatRefersToItselfForEverEndsInAViolation() {
        assertThat(problems(Map.of("$ref", "#"), Map.of())).containsExactly(
                " is too complex to be checked against the schema");
    }

    @Test
    void alternativesThatMultiplyEndInAViolation() {
        Map<String, Object> schema = Map.of("anyOf", List.of(
                Map.of("type", "array", "items", Map.of("$ref", "#")),
                Map.of("type", "array", "items", Map.of("$ref", "#")), Map.of("const", "x")));
        Object value = 1L;
        for (int i = 0; i < 40; i++) {
            value = List.of(value);
        }
        CompiledSchema compiled = JsonSchema.compile(schema);
        long start = System.nanoTime();
        assertThat(compiled.check(value)).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aLargeHonestValueIsChecked() {
        Map<String, Object> schema = Map.of("type", "array", "items", Map.of("$ref", "#/$defs/number"), "$defs",
                Map.of("number", Map.of("type", "integer", "minimum", 0)));
        assertThat(violations(schema, Collections.nCopies(200_000, 1L))).isEmpty();
    }

    @Test
    void aSchemaThatIsTooDeepOrTooLargeIsRefused() {
        Map<String, Object> deep = Map.of("type", "object");
        for (int i = 0; i < 40; i++) {
            deep = Map.of("properties", Map.of("a", deep));
        }
        Map<String, Object> tooDeep = deep;
        assertThatThrownBy(() -> JsonSchema.compile(tooDeep)).isInstanceOf(InvalidSchemaException.class)
                .hasMessage("The schema is nested deeper than 64 levels");
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            many.add("v" + i);
        }
        assertThatThrownBy(() -> JsonSchema.compile(Map.of("enum", many))).isInstanceOf(InvalidSchemaException.class)
                .hasMessage("The schema has more than 20000 nodes");
    }

    @Test
    void aMalformedSchemaIsRefusedWithThePlace() {
        assertThatThrownBy(() -> JsonSchema.compile(Map.of("properties", Map.of("a", Map.of("type", "strnig")))))
                .isInstanceOf(InvalidSchemaException.class).hasMessageStartingWith("The schema at properties.a.type ");
    }

    @Test
    void anUnknownDialectIsRefused() {
        assertThatThrownBy(() -> JsonSchema.compile(Map.of("$schema", "https://example.org/mine")))
                .isInstanceOf(InvalidSchemaException.class).hasMessageContaining("https://example.org/mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://json-schema.org/draft/2020-12/schema", "https://json-schema.org/draft/2019-09/schema",
                "http://json-schema.org/draft-07/schema#"})
    void theDialectsInUseAreSupported(String dialect) {
        Map<String, Object> schema = Map.of("$schema", dialect, "type", "object", "properties",
                Map.of("mail", Map.of("type", "string", "format", "email")), "required", List.of("mail"));
        assertThat(violations(schema, Map.of("mail", "ada@example.org"))).isEmpty();
        assertThat(violations(schema, Map.of("mail", "ada"))).hasSize(1);
    }

    @Test
    void dataThatLooksLikeAReferenceIsData() {
        assertThat(violations(Map.of("properties", Map.of("$ref", Map.of("type", "string")), "default",
                Map.of("$ref", "https://example.org"), "examples", List.of(Map.of("$ref", "x"))), Map.of("$ref", "y")))
                .isEmpty();
    }

    private static List<Violation> violations(Map<String, Object> schema, @Nullable Object value) {
        return JsonSchema.compile(schema).check(value);
    }

    private static List<String> problems(Map<String, Object> schema, @Nullable Object value) {
        return violations(schema, value).stream().map(v -> v.path() + " " + v.problem()).toList();
    }
}
