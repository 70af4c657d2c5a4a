package dev.patchbay.catalog.schema;

import dev.patchbay.api.content.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a schema may be before the library sees it: bounded, closed in itself, of a dialect that is supported. */
final class SchemaBounds {
    static final int MAX_DEPTH = 64;
    static final int MAX_NODES = 20_000;

    private static final Set<String> DIALECTS = Set.of("https://json-schema.org/draft/2020-12/schema",
            "https://json-schema.org/draft/2019-09/schema", "http://json-schema.org/draft-07/schema#",
            "http://json-schema.org/draft-07/schema");
    /** Their values are data: what looks like a keyword there is none. */
    private static final Set<String> DATA = Set.of("const", "default", "enum", "examples");
    private static final Set<String> NAMED_SCHEMAS = Set.of("$defs", "definitions", "dependentSchemas",
            "patternProperties", "properties");
    private static final Set<String> REFERENCES = Set.of("$dynamicRef", "$recursiveRef", "$ref");

    private int nodes;

    private SchemaBounds() {}

    static Map<String, @Nullable Object> check(Map<String, ?> schema) {
        Object dialect = schema.get("$schema");
        if (dialect != null && !DIALECTS.contains(dialect)) {
            throw new InvalidSchemaException("$schema",
                    "names the dialect " + dialect + "; supported are 2020-12 (the default), 2019-09 and draft-07");
        }
        new SchemaBounds().walk(schema, "", 1, true);
        try {
            return JsonObject.copyOf(schema);
        } catch (IllegalArgumentException e) {
            throw (InvalidSchemaException) new InvalidSchemaException("", "is no JSON: " + e.getMessage()).initCause(e);
        }
    }

    private void walk(@Nullable Object value, String path, int depth, boolean isSchema) {
        if (depth > MAX_DEPTH) {
            throw new InvalidSchemaException("", "is nested deeper than " + MAX_DEPTH + " levels");
        }
        if (++nodes > MAX_NODES) {
            throw new InvalidSchemaException("", "has more than " + MAX_NODES + " nodes");
        }
        switch (value) {
            case Map<?, ?> map -> walkObject(map, path, depth, isSchema);
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    walk(list.get(i), path + "[" + i + "]", depth + 1, isSchema);
                }
            }
            case Number number when !JsonNumber.isTractable(number) -> throw new InvalidSchemaException(path,
                    "holds a number of too many digits");
            case null, default -> {
                // a scalar
            }
        }
    }

    private void walkObject(Map<?, ?> map, String path, int depth, boolean isSchema) {
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            String inner = path.isEmpty() ? name : path + "." + name;
            if (isSchema && REFERENCES.contains(name) && value instanceof String target && !target.startsWith("#")) {
                throw new InvalidSchemaException(inner, "refers to " + target
                        + "; a schema may only refer to itself (#…), put the other one under $defs");
            }
            if (isSchema && depth > 1 && name.equals("$id")) {
                throw new InvalidSchemaException(inner, "has an $id inside; only the whole schema may have one");
            }
            if (isSchema && NAMED_SCHEMAS.contains(name) && value instanceof Map<?, ?> named) {
                named.forEach((member, schema) -> walk(schema, inner + "." + member, depth + 2, true));
            } else {
                walk(value, inner, depth + 1, isSchema && !DATA.contains(name));
            }
        });
    }
}
