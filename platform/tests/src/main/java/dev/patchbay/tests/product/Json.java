package dev.patchbay.tests.product;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the tests read and write it, with a library that is not the product's own codec. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** Parses a text. */
    public static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    /** Writes a value on one line. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
