package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Forms of revision 2025-06-18, the first that had any: a choice has names beside its values, only a boolean has a
 * default, and nothing can be chosen several times. Source: its schema, PrimitiveSchemaDefinition.
 */
final class FirstForms {
    private static final Set<String> MEMBERS = Set.of("type", "properties", "required");

    private FirstForms() {}

    /**
     * The form's schema in the words of that revision.
     *
     * @throws IllegalArgumentException if a field lets its user choose several values
     */
    static Map<String, Object> of(Map<String, Object> schema) {
        Map<String, Object> form = new LinkedHashMap<>();
        schema.forEach((member, value) -> {
            if (member.equals("properties") && value instanceof Map<?, ?>) {
                Map<String, Object> fields = new LinkedHashMap<>();
                Json.object(value).forEach((name, field) -> fields.put(name,
                        field instanceof Map<?, ?> ? field(name, Json.object(field)) : field));
                form.put(member, fields);
            } else if (MEMBERS.contains(member)) {
                form.put(member, value);
            }
        });
        return form;
    }

    private static Map<String, Object> field(String name, Map<String, Object> field) {
        if ("array".equals(field.get("type"))) {
            throw new IllegalArgumentException(
                    "MCP 2025-06-18 has no form field with several values, as '" + name + "' is");
        }
        Map<String, Object> plain = new LinkedHashMap<>(field);
        if (!"boolean".equals(field.get("type"))) {
            plain.remove("default");
        }
        if (plain.remove("oneOf") instanceof List<?> choices) {
            List<Object> values = new ArrayList<>();
            List<Object> names = new ArrayList<>();
            for (Object choice : choices) {
                if (choice instanceof Map<?, ?> titled && titled.get("const") instanceof String value) {
                    values.add(value);
                    names.add(titled.get("title") instanceof String title ? title : value);
                }
            }
            plain.put("enum", values);
            plain.put("enumNames", names);
        }
        return plain;
    }
}
