package dev.patchbay.protocol.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes definitions refuse the members they do not name, where the specification does not leave the choice to others. */
final class ClosedDefinitions {
    /** Bases of other definitions, and what carries anything. */
    private static final Pattern OPEN = Pattern
            .compile("Result|Request|Notification|(Request|Notification)Params|Paginated.*|CacheableResult|EmptyResult"
                    + "|JSONRPC.*|.*MetaObject|JSON(Object|Array|Value)|Error|.*Error|GetTaskPayloadResult"
                    + "|ResourceContents|BaseMetadata|Icons|Annotated");
    /** Members whose value belongs to servers, plugins or extensions. */
    private static final Set<String> FREE = Set.of("_meta", "inputSchema", "outputSchema", "structuredContent",
            "metadata", "data", "experimental", "extensions", "arguments");

    private ClosedDefinitions() {}

    static Map<String, Object> of(Map<String, Object> definitions) {
        Map<String, Object> closed = new LinkedHashMap<>();
        definitions.forEach((name, definition) -> closed.put(name,
                OPEN.matcher(name).matches() ? definition : close(definition, false)));
        return closed;
    }

    private static Object close(Object schema, boolean params) {
        return switch (schema) {
            case Map<?, ?> map when map.containsKey("$ref") || map.containsKey("allOf") -> map;
            case Map<?, ?> map -> closeObject(map, params);
            case List<?> list -> list.stream().map(each -> close(each, params)).toList();
            default -> schema;
        };
    }

    private static Map<String, Object> closeObject(Map<?, ?> schema, boolean params) {
        Map<String, Object> closed = new LinkedHashMap<>();
        schema.forEach((key, value) -> closed.put((String) key, switch ((String) key) {
            case "anyOf", "items" -> close(value, false);
            case "properties" -> closeMembers((Map<?, ?>) value, params);
            default -> value;
        }));
        // an empty list of members stands for "any object" in the generated schemas
        if (schema.get("properties") instanceof Map<?, ?> members && !members.isEmpty()
                && !members.containsKey("$schema")) {
            closed.put("additionalProperties", false);
        }
        return closed;
    }

    private static Map<String, Object> closeMembers(Map<?, ?> members, boolean params) {
        Map<String, Object> closed = new LinkedHashMap<>();
        members.forEach((name, schema) -> closed.put((String) name,
                FREE.contains(name) ? schema : close(schema, name.equals("params"))));
        if (params && !closed.isEmpty()) {
            closed.putIfAbsent("_meta", true); // every revision lets parameters have it
        }
        if (closed.containsKey("method") && closed.containsKey("params")) {
            closed.putIfAbsent("jsonrpc", true); // the older schemas name it in the envelope only
            closed.putIfAbsent("id", true);
        }
        return closed;
    }
}
