package dev.patchbay.catalog.schema;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows of most values that conform that they do, without the library, which takes one or two microseconds for the
 * arguments of a call, and this a twentieth of it. It never says that a value does not conform: a value of which it is
 * not sure, and any schema or part of one that it does not know, goes to the library.
 *
 * <p>Threads: immutable.
 */
final class QuickCheck {
    private static final int MAX_DEPTH = 60;
    private static final Set<String> SILENT = Set.of("$comment", "$schema", "default", "deprecated", "description",
            "examples", "title");
    private static final QuickCheck ANYTHING = new QuickCheck(Map.of());

    private final int types;
    private final @Nullable Set<Object> choice;
    private final int minLength;
    private final int maxLength;
    private final @Nullable LinearPattern pattern;
    private final @Nullable BigDecimal minimum;
    private final @Nullable BigDecimal maximum;
    private final long least;
    private final long greatest;
    private final Map<String, QuickCheck> properties;
    private final String[] required;
    private final @Nullable QuickCheck additional;
    private final @Nullable QuickCheck items;
    private final int minItems;
    private final int maxItems;
    private final List<QuickCheck> anyOf;
    private final boolean isUnknown;

    private QuickCheck(Map<?, ?> schema) {
        Reader reader = new Reader(schema);
        this.types = reader.types();
        this.choice = reader.choice();
        this.minLength = reader.count("minLength", 0);
        this.maxLength = reader.count("maxLength", Integer.MAX_VALUE);
        this.pattern = reader.pattern();
        this.minimum = reader.number("minimum");
        this.maximum = reader.number("maximum");
        this.least = minimum == null ? Long.MIN_VALUE : minimum.longValueExact();
        this.greatest = maximum == null ? Long.MAX_VALUE : maximum.longValueExact();
        this.properties = reader.properties();
        this.required = reader.required();
        this.additional = reader.schema("additionalProperties", ANYTHING);
        this.items = reader.schema("items", ANYTHING);
        this.minItems = reader.count("minItems", 0);
        this.maxItems = reader.count("maxItems", Integer.MAX_VALUE);
        this.anyOf = reader.anyOf();
        this.isUnknown = reader.sawUnknown();
    }

    static QuickCheck of(Map<String, ?> schema) {
        return new QuickCheck(schema);
    }

    boolean surelyAccepts(@Nullable Object value) {
        return accepts(value, 0);
    }

    private boolean accepts(@Nullable Object value, int depth) {
        if (isUnknown || depth > MAX_DEPTH || !acceptsItself(value, depth)) {
            return false;
        }
        if (anyOf.isEmpty()) {
            return true;
        }
        for (QuickCheck branch : anyOf) {
            if (branch.accepts(value, depth + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean acceptsItself(@Nullable Object value, int depth) {
        if (choice != null && !(value instanceof String && choice.contains(value))) {
            return false;
        }
        return switch (value) {
            case null -> (types & Reader.NULL) != 0;
            case String text -> (types & Reader.STRING) != 0 && acceptsText(text);
            case Boolean bool -> (types & Reader.BOOLEAN) != 0;
            case Long number -> acceptsInteger(number);
            case Integer number -> acceptsInteger(number);
            case BigDecimal number -> (types & Reader.NUMBER) != 0 && acceptsNumber(number);
            case Map<?, ?> map -> (types & Reader.OBJECT) != 0 && acceptsObject(map, depth);
            case List<?> list -> (types & Reader.ARRAY) != 0 && acceptsArray(list, depth);
            default -> false;
        };
    }

    private boolean acceptsText(String text) {
        if (minLength > 0 || maxLength < Integer.MAX_VALUE) {
            int length = text.codePointCount(0, text.length());
            if (length < minLength || length > maxLength) {
                return false;
            }
        }
        return pattern == null || pattern.matches(text);
    }

    private boolean acceptsInteger(long number) {
        return (types & (Reader.INTEGER | Reader.NUMBER)) != 0 && number >= least && number <= greatest;
    }

    private boolean acceptsNumber(BigDecimal number) {
        if (!JsonNumber.isTractable(number)) {
            return false;
        }
        return (minimum == null || number.compareTo(minimum) >= 0)
                && (maximum == null || number.compareTo(maximum) <= 0);
    }

    private boolean acceptsObject(Map<?, ?> map, int depth) {
        for (String name : required) {
            if (!map.containsKey(name)) {
                return false;
            }
        }
        for (Map.Entry<?, ?> member : map.entrySet()) {
            if (!(member.getKey() instanceof String name)) {
                return false;
            }
            QuickCheck check = properties.get(name);
            if (check == null) {
                check = additional == null ? ANYTHING : additional;
            }
            if (!check.accepts(member.getValue(), depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean acceptsArray(List<?> list, int depth) {
        if (list.size() < minItems || list.size() > maxItems) {
            return false;
        }
        QuickCheck check = items == null ? ANYTHING : items;
        for (Object element : list) {
            if (!check.accepts(element, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    /** Reads the keywords of one schema and notices what it does not know. */
    private static final class Reader {
        static final int NULL = 1;
        static final int BOOLEAN = 2;
        static final int INTEGER = 4;
        static final int NUMBER = 8;
        static final int STRING = 16;
        static final int ARRAY = 32;
        static final int OBJECT = 64;
        private static final Map<Object, Integer> TYPES = Map.of("null", NULL, "boolean", BOOLEAN, "integer", INTEGER,
                "number", NUMBER, "string", STRING, "array", ARRAY, "object", OBJECT);
        private static final int ALL = 127;

        private final Map<?, ?> schema;
        private final Set<Object> unread;
        private boolean unknown;

        Reader(Map<?, ?> schema) {
            this.schema = schema;
            this.unread = new HashSet<>(schema.keySet());
            unread.removeIf(name -> name instanceof String text && (SILENT.contains(text)
                    || text.startsWith("x-")));
        }

        private @Nullable Object read(String keyword) {
            unread.remove(keyword);
            return schema.get(keyword);
        }

        boolean sawUnknown() {
            return unknown || !unread.isEmpty();
        }

        int types() {
            Object type = read("type");
            if (type == null) {
                return ALL;
            }
            int found = 0;
            for (Object name : type instanceof List<?> list ? list : List.of(type)) {
                found |= TYPES.getOrDefault(name, 0);
            }
            return found;
        }

        @Nullable
        Set<Object> choice() {
            if (schema.containsKey("const")) {
                Object only = read("const");
                unknown |= !(only instanceof String) || schema.containsKey("enum");
                return Set.of(String.valueOf(only));
            }
            return switch (read("enum")) {
                case null -> null;
                case List<?> list -> {
                    Set<Object> texts = new HashSet<>(list);
                    texts.removeIf(value -> !(value instanceof String));
                    yield texts;
                }
                default -> {
                    unknown = true;
                    yield null;
                }
            };
        }

        int count(String keyword, int absent) {
            return switch (read(keyword)) {
                case null -> absent;
                case Integer number -> number;
                case Long number when number >= 0 && number <= Integer.MAX_VALUE -> number.intValue();
                default -> {
                    unknown = true;
                    yield absent;
                }
            };
        }

        @Nullable
        BigDecimal number(String keyword) {
            return switch (read(keyword)) {
                case null -> null;
                case Integer number -> BigDecimal.valueOf(number);
                case Long number -> BigDecimal.valueOf(number);
                default -> {
                    unknown = true;
                    yield null;
                }
            };
        }

        @Nullable
        LinearPattern pattern() {
            return read("pattern") instanceof String regex ? LinearPattern.of(regex) : null;
        }

        Map<String, QuickCheck> properties() {
            Map<String, QuickCheck> checks = new HashMap<>();
            if (read("properties") instanceof Map<?, ?> named) {
                named.forEach((name, value) -> checks.put(String.valueOf(name), of(value)));
            }
            return checks;
        }

        String[] required() {
            return read("required") instanceof List<?> names ? names.stream().map(String::valueOf)
                    .toArray(String[]::new) : new String[0];
        }

        @Nullable
        QuickCheck schema(String keyword, @Nullable QuickCheck absent) {
            return schema.containsKey(keyword) ? of(read(keyword)) : absent;
        }

        List<QuickCheck> anyOf() {
            return read("anyOf") instanceof List<?> branches ? branches.stream().map(this::of).toList() : List.of();
        }

        private QuickCheck of(@Nullable Object value) {
            return switch (value) {
                case Map<?, ?> map -> new QuickCheck(map);
                case Boolean bool when bool -> ANYTHING;
                case null, default -> new QuickCheck(Map.of("not", Map.of()));
            };
        }
    }
}
