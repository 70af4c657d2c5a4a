package dev.patchbay.replay;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Slack's file is JSON Schema where Swagger 2 is expected: {@code "type": ["string", "null"]}, alternatives written as
 * {@code items} of no array, of which the copy here has the first, and objects that do not say that they are. Written as
 * Swagger 2 says it, their members are checked too.
 */
final class SlackDescription {
    private SlackDescription() {}

    static String readable(String text) {
        JsonNode root = JsonMapper.builder().build().readTree(text);
        mend(root);
        return root.toString();
    }

    private static void mend(JsonNode node) {
        if (node instanceof ObjectNode schema) {
            type(schema);
            alternatives(schema);
            object(schema);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getKey().equals("properties")) {
                member.getValue().forEach(SlackDescription::mend); // its members are names, not words of a schema
            } else {
                mend(member.getValue());
            }
        }
        if (node.isArray()) {
            node.forEach(SlackDescription::mend);
        }
    }

    private static void type(ObjectNode schema) {
        if (schema.get("type") instanceof ArrayNode types) {
            for (JsonNode type : types) {
                if (type.asString("").equals("null")) {
                    schema.put("x-nullable", true);
                } else {
                    schema.set("type", type);
                }
            }
        }
    }

    private static void alternatives(ObjectNode schema) {
        boolean isArray = schema.path("type").asString("").equals("array");
        if (schema.get("items") instanceof ObjectNode first && !isArray && !schema.has("in")) {
            schema.remove("items");
            schema.setAll(first);
            alternatives(schema);
        }
    }

    /** One that allows no other members would be taken for a map without properties; the validator allows none by itself. */
    private static void object(ObjectNode schema) {
        if (schema.get("properties") instanceof ObjectNode) {
            if (!schema.has("type")) {
                schema.put("type", "object");
            }
            if (!schema.path("additionalProperties").asBoolean(true)) {
                schema.remove("additionalProperties");
            }
        }
    }
}
