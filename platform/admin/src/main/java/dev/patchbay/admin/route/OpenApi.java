package dev.patchbay.admin.route;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The OpenAPI 3.1 document of a table: paths from its routes, schemas from their records. Pure functions. */
public final class OpenApi {
    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z0-9]+)}");
    private static final String PAGE = "text/html";
    private static final Map<String, Object> ANY_TEXT = Map.of("schema", Map.of("type", "string"));
    private static final String JSON = "application/json";

    private final Map<String, Object> schemas = new TreeMap<>();

    private OpenApi() {}

    /**
     * Makes the document.
     *
     * @param table the routes
     * @param version of the product
     * @return JSON of JDK types
     */
    public static Map<String, Object> of(RouteTable table, String version) {
        return new OpenApi().document(table, version);
    }

    private Map<String, Object> document(RouteTable table, String version) {
        Map<String, Object> paths = new LinkedHashMap<>();
        for (Route route : table.routes()) {
            pathItem(paths, RouteTable.BASE + route.path()).put(route.method().toLowerCase(Locale.ROOT),
                    operation(route));
        }
        schemas.put("Problem", problem());
        Map<String, Object> bearer = new LinkedHashMap<>();
        bearer.put("type", "http");
        bearer.put("scheme", "bearer");
        bearer.put("description", "The token that POST /api/v1/session answers.");
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Patchbay administration", "version", version, "description",
                "Clients, what they may use, audit and administrators of a Patchbay server. Errors are RFC 9457 problem"
                        + " documents with a word for programs in 'code'."));
        document.put("tags",
                table.routes().stream().map(Route::tag).distinct().map(tag -> Map.of("name", tag)).toList());
        document.put("paths", paths);
        document.put("components", Map.of("schemas", schemas, "securitySchemes", Map.of("session", bearer)));
        return document;
    }

    @SuppressWarnings("unchecked") // this class alone puts the path items there
    private static Map<String, Object> pathItem(Map<String, Object> paths, String path) {
        return (Map<String, Object>) paths.computeIfAbsent(path, key -> new LinkedHashMap<String, Object>());
    }

    private Map<String, Object> operation(Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", route.id());
        operation.put("tags", List.of(route.tag()));
        operation.put("summary", route.summary());
        if (route.right() == Right.OPEN) {
            operation.put("security", List.of());
        } else {
            operation.put("description", "Least role: " + ApiJson.word(route.right()) + ".");
            operation.put("security", List.of(Map.of("session", List.of())));
        }
        List<Object> parameters = new ArrayList<>();
        Matcher names = PARAMETER.matcher(route.path());
        while (names.find()) {
            parameters.add(parameter("path", names.group(1), "", true));
        }
        route.query().forEach(
                query -> parameters.add(parameter("query", query.name(), query.about(), query.isRequired())));
        operation.put("parameters", parameters);
        Class<?> request = route.request();
        if (request != null) {
            Object schema = route.isPatch() ? patch(request) : schema(request);
            operation.put("requestBody",
                    Map.of("required", true, "content", Map.of(JSON, Map.of("schema", schema))));
        }
        operation.put("responses", responses(route));
        return operation;
    }

    private static Map<String, Object> parameter(String place, String name, String about, boolean required) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", place);
        parameter.put("required", required);
        if (!about.isEmpty()) {
            parameter.put("description", about);
        }
        parameter.put("schema", Map.of("type", "string"));
        return parameter;
    }

    private Map<String, Object> responses(Route route) {
        Map<String, Object> responses = new LinkedHashMap<>();
        Class<?> answer = route.answer();
        if (route.isOpened()) {
            responses.put("200", Map.of("description", "Done.", "content", answer == null
                    ? Map.of(PAGE, ANY_TEXT)
                    : Map.of(JSON, Map.of("schema", schema(answer)), PAGE, ANY_TEXT)));
        } else if (answer == null) {
            responses.put("204", Map.of("description", "Done."));
        } else {
            Map<String, Object> schema = route.isList()
                    ? object(Map.of("items", Map.of("type", "array", "items", schema(answer))), List.of("items"))
                    : schema(answer);
            responses.put(String.valueOf(route.status()),
                    Map.of("description", "Done.", "content", Map.of(JSON, Map.of("schema", schema))));
        }
        Map<String, Object> problem = Map.of("schema", reference("Problem"));
        responses.put("default", Map.of("description", "Not done.", "content", route.isOpened()
                ? Map.of("application/problem+json", problem, PAGE, ANY_TEXT)
                : Map.of("application/problem+json", problem)));
        return responses;
    }

    private static Map<String, Object> problem() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", Map.of("type", "string", "format", "uri"));
        members.put("title", Map.of("type", "string"));
        members.put("status", Map.of("type", "integer"));
        members.put("detail", Map.of("type", "string", "description", "What is wrong, which value, what to do."));
        members.put("code", Map.of("type", "string", "description", "A word for programs."));
        Map<String, Object> schema = object(members, List.copyOf(members.keySet()));
        schema.remove("additionalProperties");
        return schema;
    }

    private static Map<String, Object> object(Map<String, Object> members, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", members);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> reference(String name) {
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /** All members optional, and null for those to remove. */
    private Map<String, Object> patch(Class<?> record) {
        String name = record.getSimpleName() + "Patch";
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            members.put(component.getName(),
                    Map.of("anyOf", List.of(member(component), Map.of("type", "null"))));
        }
        Map<String, Object> schema = object(members, List.of());
        schema.put("description", "What changes; null removes a member (RFC 7396).");
        schemas.put(name, schema);
        return reference(name);
    }

    private Map<String, Object> schema(Class<?> record) {
        String name = record.getSimpleName();
        if (!schemas.containsKey(name)) {
            schemas.put(name, Map.of()); // a record may hold itself
            Map<String, Object> members = new LinkedHashMap<>();
            List<String> required = new ArrayList<>();
            for (RecordComponent component : record.getRecordComponents()) {
                members.put(component.getName(), member(component));
                if (!ApiJson.isOptional(component)) {
                    required.add(component.getName());
                }
            }
            Map<String, Object> schema = object(members, required);
            About about = record.getAnnotation(About.class);
            if (about != null) {
                schema.put("description", about.value());
            }
            schemas.put(name, schema);
        }
        return reference(name);
    }

    private Map<String, Object> member(RecordComponent component) {
        Map<String, Object> schema = new LinkedHashMap<>(type(component.getGenericType()));
        About about = component.getAnnotation(About.class);
        if (about != null) {
            schema.put("description", about.value());
        }
        return schema;
    }

    private Map<String, Object> type(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            if (Collection.class.isAssignableFrom(raw)) {
                Map<String, Object> schema = new LinkedHashMap<>();
                schema.put("type", "array");
                schema.put("items", type(generic.getActualTypeArguments()[0]));
                if (raw == Set.class) {
                    schema.put("uniqueItems", true);
                }
                return schema;
            }
            return Map.of("type", "object", "additionalProperties", type(generic.getActualTypeArguments()[1]));
        }
        if (!(type instanceof Class<?> raw)) {
            throw new IllegalArgumentException("no schema for " + type);
        }
        if (raw.isEnum()) {
            return Map.of("type", "string", "enum",
                    Arrays.stream(raw.getEnumConstants()).map(each -> ApiJson.word((Enum<?>) each)).toList());
        }
        if (raw.isRecord()) {
            return schema(raw);
        }
        if (raw == Instant.class) {
            return Map.of("type", "string", "format", "date-time");
        }
        return switch (raw.getSimpleName()) {
            case "String" -> Map.of("type", "string");
            case "Integer", "int" -> Map.of("type", "integer", "format", "int32");
            case "Long", "long" -> Map.of("type", "integer", "format", "int64");
            case "Double", "double" -> Map.of("type", "number", "format", "double");
            case "Boolean", "boolean" -> Map.of("type", "boolean");
            case "Object" -> Map.of();
            default -> throw new IllegalArgumentException("no schema for " + type);
        };
    }
}
