package dev.patchbay.protocol.http;

import dev.patchbay.protocol.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one tool that clients repeat in {@code Mcp-Param-*} headers, because its input schema marks them with
 * {@code x-mcp-header}. Made once for a schema; a call is then checked without looking at the schema again.
 *
 * <p>Immutable and safe for all threads. Source: MCP 2026-07-28, Transports, Streamable HTTP, custom headers from tool
 * parameters.
 */
public final class ParamHeaders {
    /** What a tool without marks has. */
    public static final ParamHeaders NONE = new ParamHeaders(List.of());

    private static final String MARK = "x-mcp-header";
    private static final BigDecimal MAX_SAFE = BigDecimal.valueOf((1L << 53) - 1);
    private static final Set<String> PRIMITIVES = Set.of("string", "integer", "boolean");

    private final List<Param> params;

    private ParamHeaders(List<Param> params) {
        this.params = params;
    }

    /**
     * The marks of a schema.
     *
     * @throws IllegalArgumentException with all problems, if a mark breaks the rules and clients would drop the tool
     */
    public static ParamHeaders of(Map<String, Object> inputSchema) {
        Collector collector = collect(inputSchema);
        if (!collector.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", collector.problems));
        }
        return collector.params.isEmpty() ? NONE : new ParamHeaders(List.copyOf(collector.params));
    }

    /** What is wrong with the marks of a schema; empty if nothing is. */
    public static List<String> problems(Map<String, Object> inputSchema) {
        return List.copyOf(collect(inputSchema).problems);
    }

    private static Collector collect(Map<String, Object> inputSchema) {
        Collector collector = new Collector();
        collector.reachable(inputSchema, List.of());
        return collector;
    }

    public boolean isEmpty() {
        return params.isEmpty();
    }

    /** The header names, with the prefix. */
    public List<String> names() {
        return params.stream().map(Param::header).toList();
    }

    /**
     * Whether the headers of a call agree with its arguments.
     *
     * @param headers gives all values of a header by its name, none if it is absent
     * @return the problem, to be answered with -32020, or empty if they agree
     */
    public Optional<String> disagreement(Function<String, List<String>> headers, Map<String, Object> arguments) {
        for (Param param : params) {
            String problem = param.disagreement(headers.apply(param.header), argument(param, arguments));
            if (problem != null) {
                return Optional.of("header " + param.header + " " + problem);
            }
        }
        return Optional.empty();
    }

    /** The headers a client sends with these arguments. An argument that no header can carry gets none. */
    public Map<String, String> headers(Map<String, Object> arguments) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Param param : params) {
            String text = text(argument(param, arguments));
            if (text != null) {
                headers.put(param.header, HeaderValue.encode(text));
            }
        }
        return headers;
    }

    private static @Nullable Object argument(Param param, Map<String, Object> arguments) {
        Object value = arguments;
        for (String name : param.path) {
            if (!(value instanceof Map<?, ?> object)) {
                return null;
            }
            value = object.get(name);
        }
        return value;
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean flag -> flag.toString();
            case Number number when isInteger(number) && !isUnsafe(number) -> exact(number).toBigInteger().toString();
            case null, default -> null;
        };
    }

    private static boolean isInteger(Number number) {
        return exact(number).stripTrailingZeros().scale() <= 0;
    }

    /** Beyond what every reader of the header holds exactly. */
    private static boolean isUnsafe(Number number) {
        return exact(number).abs().compareTo(MAX_SAFE) > 0;
    }

    private static BigDecimal exact(Number number) {
        return new BigDecimal(number.toString());
    }

    /** One marked property. */
    private record Param(String header, List<String> path, String type) {
        @Nullable
        String disagreement(List<String> values, @Nullable Object argument) {
            if (argument instanceof Number number && isUnsafe(number)) {
                return "cannot repeat an integer beyond 2^53-1";
            }
            String expected = text(argument);
            if (expected == null) {
                // Absent, or of a type the schema refuses: no header is expected, but a lone one is a lie.
                return (argument == null && !values.isEmpty()) ? "has no argument beside it" : null;
            }
            if (values.isEmpty()) {
                return "is missing";
            }
            if (values.size() > 1) {
                return "is there more than once";
            }
            Optional<String> value = HeaderValue.decode(values.getFirst());
            if (value.isEmpty()) {
                return "is malformed";
            }
            boolean same = (argument instanceof Number && type.equals("integer"))
                    ? sameInteger(value.get(), expected)
                    : value.get().equals(expected);
            return same ? null : "differs from the argument";
        }

        private static boolean sameInteger(String header, String expected) {
            if (header.length() > 40) {
                return false;
            }
            try {
                BigDecimal number = new BigDecimal(header);
                return Math.abs((long) number.scale()) <= 40 && number.compareTo(new BigDecimal(expected)) == 0;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }

    /** Walks a schema once. */
    private static final class Collector {
        final List<Param> params = new ArrayList<>();
        final List<String> problems = new ArrayList<>();
        private final Map<String, List<String>> pathsByName = new HashMap<>();

        /** A schema that is reached through {@code properties} only. */
        void reachable(Map<String, Object> schema, List<String> path) {
            if (schema.containsKey(MARK)) {
                marked(schema, path);
            }
            schema.forEach((keyword, value) -> {
                if (keyword.equals("properties") && value instanceof Map<?, ?>) {
                    Json.object(value).forEach((name, property) -> {
                        if (property instanceof Map<?, ?>) {
                            reachable(Json.object(property), append(path, name));
                        }
                    });
                } else if (!DATA_KEYWORDS.contains(keyword)) {
                    unreachable(value, path);
                }
            });
        }

        private static final Set<String> DATA_KEYWORDS = Set.of("default", "const", "enum", "examples", MARK);

        /** Where a mark is an error: inside items, oneOf, definitions and the like. */
        private void unreachable(@Nullable Object value, List<String> path) {
            if (value instanceof List<?> elements) {
                elements.forEach(element -> unreachable(element, path));
            } else if (value instanceof Map<?, ?>) {
                Map<String, Object> schema = Json.object(value);
                if (schema.get(MARK) instanceof String) {
                    problems.add(place(path) + MARK + " is only allowed on properties reached through properties");
                }
                schema.forEach((keyword, nested) -> {
                    if (!DATA_KEYWORDS.contains(keyword)) {
                        unreachable(nested, path);
                    }
                });
            }
        }

        private void marked(Map<String, Object> schema, List<String> path) {
            String place = place(path);
            if (path.isEmpty()) {
                problems.add(MARK + " is not allowed on the schema itself");
                return;
            }
            if (!(schema.get(MARK) instanceof String name)) {
                problems.add(place + MARK + " must be a string");
                return;
            }
            if (!isToken(name)) {
                problems.add(place + MARK + " \"" + printable(name) + "\" is not a header name token (RFC 9110)");
                return;
            }
            if (!(schema.get("type") instanceof String type) || !PRIMITIVES.contains(type)) {
                problems.add(place + MARK + " needs the type string, integer or boolean");
                return;
            }
            if (type.equals("integer")) {
                checkBounds(schema, place);
            }
            List<String> other = pathsByName.putIfAbsent(name.toLowerCase(Locale.ROOT), path);
            if (other != null) {
                problems.add(place + MARK + " \"" + name + "\" is also used by " + String.join(".", other));
                return;
            }
            params.add(new Param(McpHeaders.PARAM_PREFIX + name, path, type));
        }

        private void checkBounds(Map<String, Object> schema, String place) {
            for (String bound : List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")) {
                if (schema.get(bound) instanceof Number number
                        && new BigDecimal(number.toString()).abs().compareTo(MAX_SAFE) > 0) {
                    problems.add(place + bound + " is beyond 2^53-1, which a header cannot carry");
                }
            }
        }

        private static String place(List<String> path) {
            return path.isEmpty() ? "" : String.join(".", path) + ": ";
        }

        private static List<String> append(List<String> path, String name) {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            return List.copyOf(longer);
        }

        private static boolean isToken(String name) {
            return !name.isEmpty() && name.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z') || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
        }

        private static String printable(String name) {
            return name.chars().mapToObj(c -> c >= ' ' && c <= '~' ? String.valueOf((char) c) : "?")
                    .reduce("", String::concat);
        }
    }
}
