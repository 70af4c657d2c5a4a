package dev.patchbay.ask;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One field of a page, read from the schema of its property.
 *
 * @param name of the property
 * @param label what the user reads beside it
 * @param kind how it is shown
 * @param isRequired whether it must be filled in
 * @param isSecret whether what is typed is hidden and never shown again
 * @param options what can be chosen
 * @param initial what it holds at first
 */
record Field(String name, String label, Kind kind, boolean isRequired, boolean isSecret, List<Option> options,
        List<String> initial) {
    private static final int MAX_NUMBER_LENGTH = 100;

    /** How a field is shown. */
    enum Kind {
        TEXT, EMAIL, URI, DATE, INTEGER, NUMBER, BOX, CHOICE, CHOICES
    }

    /**
     * Something to choose.
     *
     * @param value what is sent
     * @param title what the user reads
     */
    record Option(String value, String title) {}

    Field {
        options = List.copyOf(options);
        initial = List.copyOf(initial);
    }

    /** The fields of an object schema, in its order. */
    static List<Field> of(Map<String, Object> schema) {
        List<Field> fields = new ArrayList<>();
        List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> fields
                    .add(of(String.valueOf(name), property instanceof Map<?, ?> map ? map : Map.of(),
                            required.contains(name))));
        }
        return fields;
    }

    private static Field of(String name, Map<?, ?> property, boolean isRequired) {
        List<Option> options = options(property.get("items") instanceof Map<?, ?> items ? items : property);
        boolean isSecret = Boolean.TRUE.equals(property.get("writeOnly"))
                || "password".equals(property.get("format"));
        return new Field(name, label(name, property), kind(property, !options.isEmpty()), isRequired, isSecret, options,
                isSecret ? List.of() : initial(property.get("default")));
    }

    private static String label(String name, Map<?, ?> property) {
        Object title = property.get("title");
        Object description = property.get("description");
        if (title instanceof String text && !text.isBlank()) {
            return description instanceof String more && !more.isBlank() ? text + " (" + more + ")" : text;
        }
        return description instanceof String text && !text.isBlank() ? text : name;
    }

    private static Kind kind(Map<?, ?> property, boolean hasOptions) {
        return switch (String.valueOf(property.get("type"))) {
            case "integer" -> Kind.INTEGER;
            case "number" -> Kind.NUMBER;
            case "boolean" -> Kind.BOX;
            case "array" -> Kind.CHOICES;
            default -> hasOptions ? Kind.CHOICE : switch (String.valueOf(property.get("format"))) {
                case "email" -> Kind.EMAIL;
                case "uri" -> Kind.URI;
                case "date" -> Kind.DATE;
                default -> Kind.TEXT;
            };
        };
    }

    private static List<Option> options(Map<?, ?> schema) {
        List<Option> options = new ArrayList<>();
        if (schema.get("enum") instanceof List<?> values) {
            List<?> titles = schema.get("enumNames") instanceof List<?> names && names.size() == values.size()
                    ? names
                    : values;
            for (int i = 0; i < values.size(); i++) {
                options.add(new Option(String.valueOf(values.get(i)), String.valueOf(titles.get(i))));
            }
        }
        for (String keyword : List.of("oneOf", "anyOf")) {
            if (schema.get(keyword) instanceof List<?> cases) {
                for (Object each : cases) {
                    if (each instanceof Map<?, ?> option && option.get("const") instanceof String value) {
                        options.add(new Option(value,
                                option.get("title") instanceof String title ? title : value));
                    }
                }
            }
        }
        return options;
    }

    private static List<String> initial(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> list.stream().map(String::valueOf).toList();
            default -> List.of(String.valueOf(value));
        };
    }

    /** The name under which a browser sends it. */
    String sentName() {
        return "field." + name;
    }

    /** The JSON value of what was sent; empty if nothing was filled in. What is no number stays a text, which no schema of
     * a number takes. */
    Optional<Object> value(List<String> sent) {
        return switch (kind) {
            case BOX -> Optional.of(!sent.isEmpty());
            case CHOICES -> sent.isEmpty() && !isRequired ? Optional.empty() : Optional.of(List.copyOf(sent));
            case INTEGER -> one(sent).map(text -> Objects.requireNonNullElse(integer(text.strip()), text));
            case NUMBER -> one(sent).map(text -> Objects.requireNonNullElse(number(text.strip()), text));
            case EMAIL, URI, DATE -> one(sent).map(String::strip);
            case TEXT, CHOICE -> one(sent).map(Object.class::cast);
        };
    }

    private static Optional<String> one(List<String> sent) {
        return sent.size() == 1 && !sent.getFirst().isEmpty() ? Optional.of(sent.getFirst()) : Optional.empty();
    }

    private static @Nullable Object integer(String text) {
        if (!text.matches("[+-]?[0-9]{1," + MAX_NUMBER_LENGTH + "}")) {
            return null;
        }
        BigInteger number = new BigInteger(text);
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private static @Nullable Object number(String text) {
        return text.matches("[+-]?[0-9]{1,50}([.][0-9]{1,50})?([eE][+-]?[0-9]{1,3})?") ? new BigDecimal(text) : null;
    }
}
