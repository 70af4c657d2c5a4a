package dev.patchbay.catalog.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Trees of the library's kind, made of JDK types. */
final class JsonNodes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_DEPTH = 200;

    private int count;

    private JsonNodes() {}

    /** A tree and how many nodes it has. */
    record Counted(JsonNode root, int nodes) {}

    static JsonNode of(@Nullable Object value) {
        return new JsonNodes().node(value, 0);
    }

    /**
     * Makes a tree of a value that was not checked.
     *
     * @throws IllegalArgumentException if something in it is not JSON, with a text for people
     */
    static Counted counted(@Nullable Object value) {
        JsonNodes nodes = new JsonNodes();
        return new Counted(nodes.node(value, 0), nodes.count);
    }

    private JsonNode node(@Nullable Object value, int depth) {
        count++;
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("is nested deeper than " + MAX_DEPTH + " levels");
        }
        return switch (value) {
            case null -> NODES.nullNode();
            case String text -> NODES.stringNode(text);
            case Boolean bool -> NODES.booleanNode(bool);
            case Number number -> number(number);
            case Map<?, ?> map -> object(map, depth);
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode(list.size());
                for (Object element : list) {
                    array.add(node(element, depth + 1));
                }
                yield array;
            }
            default -> throw new IllegalArgumentException("holds no JSON but an object of "
                    + value.getClass().getName());
        };
    }

    private ObjectNode object(Map<?, ?> map, int depth) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            if (!(member.getKey() instanceof String name)) {
                throw new IllegalArgumentException("has a key that is not a text: " + member.getKey());
            }
            object.set(name, node(member.getValue(), depth + 1));
        }
        return object;
    }

    private static JsonNode number(Number number) {
        if (!JsonNumber.isTractable(number)) {
            throw new IllegalArgumentException("holds a number of too many digits, or none");
        }
        return switch (number) {
            case BigInteger integer -> NODES.numberNode(integer);
            case BigDecimal decimal -> NODES.numberNode(decimal);
            case Double real -> NODES.numberNode(real);
            case Float real -> NODES.numberNode(real);
            default -> NODES.numberNode(number.longValue());
        };
    }
}
