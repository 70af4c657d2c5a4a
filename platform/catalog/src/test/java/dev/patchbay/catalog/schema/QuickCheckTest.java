package dev.patchbay.catalog.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuickCheckTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("patchbay.scale", "0.05"));
    private static final List<String> TEXTS = List.of("", "a", "ab", "abc", "abcd", "A", "é", "\uD83D\uDE00",
            "\uD83D\uDE00\uD83D\uDE00", "1", "user", "admin", "2026-07-28", "ada@example.org");
    private static final List<String> NAMES = List.of("a", "b", "c", "role", "limit");
    private static final List<Object> ODD = List.of(Instant.EPOCH, Double.NaN, Float.POSITIVE_INFINITY,
            new BigDecimal("1e999999999"), new int[0], 'c', Map.of(1, 2));

    @Test
    void whatIsSurelyAcceptedIsAcceptedByTheLibraryToo() {
        Random random = new Random(20260728);
        int accepted = 0;
        int schemas = (int) (20_000 * SCALE);
        for (int i = 0; i < schemas; i++) {
            Map<String, Object> source = schema(random, 0);
            QuickCheck quick = QuickCheck.of(source);
            LibrarySchema full = (LibrarySchema) JsonSchema.compile(source);
            for (int j = 0; j < 60; j++) {
                Object value = random.nextInt(3) == 0 ? value(random, 0) : fitting(random, source, 0);
                if (quick.surelyAccepts(value)) {
                    accepted++;
                    assertThat(full.checkByLibrary(value)).as("%s against %s", value, source).isEmpty();
                }
            }
        }
        // Else the test would prove nothing
        assertThat(accepted).isGreaterThan(schemas * 5);
    }

    @Test
    void theTypicalCallsAreKnownWithoutTheLibrary() {
        Map<String, Object> schema = Map.of("type", "object", "properties",
                Map.of("operation", Map.of("type", "string", "enum", List.of("add", "multiply")), "a",
                        Map.of("type", "number", "description", "The first"), "b",
                        Map.of("type", "integer", "minimum", 0L, "maximum", 100L, "default", 1L), "tags",
                        Map.of("type", "array", "items", Map.of("type", "string", "minLength", 1), "maxItems", 5),
                        "note", Map.of("type", "string", "maxLength", 100, "pattern", "^[a-z ]*$")),
                "required", List.of("operation", "a"), "additionalProperties", false);
        QuickCheck quick = QuickCheck.of(schema);
        assertThat(quick.surelyAccepts(Map.of("operation", "add", "a", 1L))).isTrue();
        assertThat(quick.surelyAccepts(Map.of("operation", "add", "a", new BigDecimal("1.5"), "b", 100L, "tags",
                List.of("x", "y"), "note", "a note"))).isTrue();
        assertThat(quick.surelyAccepts(Map.of("operation", "add"))).isFalse();
        assertThat(quick.surelyAccepts(Map.of("operation", "divide", "a", 1L))).isFalse();
        assertThat(quick.surelyAccepts(Map.of("operation", "add", "a", 1L, "b", 101L))).isFalse();
        assertThat(quick.surelyAccepts(Map.of("operation", "add", "a", 1L, "c", 1L))).isFalse();
        assertThat(quick.surelyAccepts(Map.of("operation", "add", "a", 1L, "note", "A"))).isFalse();
    }

    @Test
    void aKeywordThatIsNotKnownIsLeftToTheLibrary() {
        assertThat(QuickCheck.of(Map.of("multipleOf", 3)).surelyAccepts(3L)).isFalse();
        assertThat(QuickCheck.of(Map.of("format", "email")).surelyAccepts("x")).isFalse();
        assertThat(QuickCheck.of(Map.of("x-mcp-header", "Region")).surelyAccepts("x")).isTrue();
    }

    private static Map<String, Object> schema(Random random, int depth) {
        Map<String, Object> schema = new LinkedHashMap<>();
        List<String> types = new ArrayList<>(List.of("string", "integer", "number", "boolean", "null"));
        if (depth < 3) {
            types.addAll(List.of("object", "object", "array"));
        }
        String type = depth == 0 ? "object" : types.get(random.nextInt(types.size()));
        switch (random.nextInt(depth == 0 ? 1 : 8)) {
            case 1 -> schema.put("type", List.of(type, "null").stream().distinct().toList());
            case 2 -> {
                // no type
            }
            default -> schema.put("type", type);
        }
        keywordsOf(type, schema, random, depth);
        if (random.nextInt(6) == 0) {
            keywordsOf(types.get(random.nextInt(types.size())), schema, random, depth);
        }
        extras(schema, random, depth);
        return schema;
    }

    private static void extras(Map<String, Object> schema, Random random, int depth) {
        switch (random.nextInt(14)) {
            case 0 -> schema.put("description", "text");
            case 1 -> schema.put("default", "anything");
            case 2 -> schema.put("enum", Arrays.asList("user", 1, 1.5, true, null, List.of(), "admin"));
            case 3 -> schema.put("const", random.nextBoolean() ? "user" : 1L);
            case 4 -> schema.put("x-own", Map.of());
            case 5 -> schema.put("not", Map.of("const", "a"));
            case 6 -> schema.put("multipleOf", 2);
            case 7 -> {
                if (depth < 3) {
                    schema.put("anyOf", List.of(schema(random, depth + 1), schema(random, depth + 1)));
                }
            }
            case 8 -> {
                if (depth < 3) {
                    schema.put("oneOf", List.of(schema(random, depth + 1), schema(random, depth + 1)));
                }
            }
            case 9 -> schema.put("minProperties", 2);
            default -> {
                // none
            }
        }
    }

    private static void keywordsOf(String type, Map<String, Object> schema, Random random, int depth) {
        switch (type) {
            case "string" -> {
                maybe(random, () -> schema.put("minLength", random.nextInt(3)));
                maybe(random, () -> schema.put("maxLength", random.nextInt(4)));
                maybe(random, () -> schema.put("pattern", random.nextBoolean() ? "^[a-z]*$" : "b"));
                maybe(random, () -> schema.put("format", random.nextBoolean() ? "date" : "email"));
            }
            case "integer", "number" -> {
                maybe(random, () -> schema.put("minimum", random.nextBoolean() ? random.nextInt(5) : 0.5));
                maybe(random, () -> schema.put("maximum", random.nextBoolean() ? random.nextInt(9) : Long.MAX_VALUE));
                maybe(random, () -> schema.put("exclusiveMinimum", 0));
            }
            case "array" -> {
                maybe(random, () -> schema.put("items", random.nextBoolean() ? schema(random, depth + 1) : false));
                maybe(random, () -> schema.put("minItems", random.nextInt(3)));
                maybe(random, () -> schema.put("maxItems", random.nextInt(3)));
                maybe(random, () -> schema.put("uniqueItems", true));
            }
            case "object" -> {
                Map<String, Object> properties = new LinkedHashMap<>();
                for (String name : NAMES) {
                    maybe(random, () -> properties.put(name,
                            random.nextInt(8) == 0 ? (Object) random.nextBoolean() : schema(random, depth + 1)));
                }
                schema.put("properties", properties);
                maybe(random, () -> schema.put("required", List.of(NAMES.get(random.nextInt(NAMES.size())))));
                maybe(random, () -> schema.put("additionalProperties",
                        random.nextBoolean() ? (Object) random.nextBoolean() : schema(random, depth + 1)));
            }
            default -> {
                // no keywords
            }
        }
    }

    private static void maybe(Random random, Runnable action) {
        if (random.nextInt(3) == 0) {
            action.run();
        }
    }

    /** Returns a value that follows the schema in most places. */
    private static @Nullable Object fitting(Random random, Object schema, int depth) {
        if (!(schema instanceof Map<?, ?> map) || random.nextInt(25) == 0) {
            return value(random, depth);
        }
        Object type = map.get("type") instanceof List<?> list ? list.getFirst() : map.get("type");
        if (map.get("enum") instanceof List<?> choice) {
            return choice.get(random.nextInt(choice.size()));
        }
        return switch (String.valueOf(type)) {
            case "string" -> TEXTS.get(random.nextInt(TEXTS.size()));
            case "integer" -> (long) random.nextInt(10);
            case "number" -> random.nextBoolean() ? (Object) new BigDecimal(random.nextInt(100)).movePointLeft(1)
                    : (Object) (long) random.nextInt(10);
            case "boolean" -> random.nextBoolean();
            case "array" -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    list.add(fitting(random, map.get("items") == null ? true : map.get("items"), depth + 1));
                }
                yield list;
            }
            case "object" -> {
                Map<String, @Nullable Object> object = new HashMap<>();
                Map<?, ?> properties = map.get("properties") instanceof Map<?, ?> known ? known : Map.of();
                for (String name : NAMES) {
                    boolean isRequired = map.get("required") instanceof List<?> list && list.contains(name);
                    if (isRequired || (properties.containsKey(name) && random.nextBoolean())) {
                        Object property = properties.get(name);
                        object.put(name, fitting(random, property == null ? true : property, depth + 1));
                    }
                }
                yield object;
            }
            default -> value(random, depth);
        };
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth < 3 ? 12 : 9)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> (long) random.nextInt(10);
            case 3 -> random.nextInt(10);
            case 4 -> new BigDecimal(random.nextInt(40)).movePointLeft(1);
            case 5 -> BigInteger.TEN.pow(random.nextInt(40));
            case 6 -> random.nextInt(10) / 4.0;
            case 7 -> TEXTS.get(random.nextInt(TEXTS.size()));
            case 8 -> random.nextInt(20) == 0 ? ODD.get(random.nextInt(ODD.size())) : random.nextLong();
            case 9 -> Arrays.asList(value(random, depth + 1), value(random, depth + 1));
            default -> {
                Map<String, @Nullable Object> object = new HashMap<>();
                object.put(NAMES.get(random.nextInt(NAMES.size())), value(random, depth + 1));
                object.put(NAMES.get(random.nextInt(NAMES.size())), value(random, depth + 1));
                yield object;
            }
        };
    }
}
