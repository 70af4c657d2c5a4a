package dev.patchbay.connector;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as text and as JDK types: {@link Map}, {@link List}, {@link String}, {@link Long} or
 * {@link java.math.BigInteger} for integers, {@link java.math.BigDecimal} for other numbers, {@link Boolean}, null.
 *
 * <p>Threads: any. Source: RFC 8259.
 */
public final class Json {
    private static final int MAX_DEPTH = 200;
    private static final int MAX_STRING = 10 * 1024 * 1024;
    private static final JsonFactory FACTORY = JsonFactory.builder().streamReadConstraints(StreamReadConstraints
            .builder().maxNestingDepth(MAX_DEPTH).maxStringLength(MAX_STRING).maxNumberLength(500).build()).build();

    private Json() {}

    /**
     * Reads one document.
     *
     * @param text the whole text
     * @return its value
     * @throws MalformedJsonException if the text is no JSON, ends too early, goes on after its end or is deeper than 200
     */
    public static JsonValue read(String text) throws MalformedJsonException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new MalformedJsonException("it is empty");
            }
            Object value = value(parser, first);
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("it goes on after its end");
            }
            return JsonValue.of(value);
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new MalformedJsonException(at == null ? "it is malformed"
                    : "it is malformed at line " + at.getLineNr() + ", column " + at.getColumnNr());
        }
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Number integer(JsonParser parser) {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? parser.getBigIntegerValue()
                : (Number) parser.getLongValue();
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken()));
        }
        return members;
    }

    private static List<@Nullable Object> array(JsonParser parser) {
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return items;
    }

    /**
     * Writes a value without white space.
     *
     * @param value JSON of JDK types
     * @return the text
     * @throws IllegalArgumentException if something in it is not JSON
     */
    public static String write(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, out);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("It cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator out) {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Boolean bool -> out.writeBoolean(bool);
            case Number number -> out.writeNumber(number.toString());
            case Map<?, ?> map -> {
                out.writeStartObject();
                map.forEach((name, member) -> {
                    out.writeName(String.valueOf(name));
                    write(member, out);
                });
                out.writeEndObject();
            }
            case List<?> list -> {
                out.writeStartArray();
                list.forEach(item -> write(item, out));
                out.writeEndArray();
            }
            default -> throw new IllegalArgumentException("Not a JSON value: an object of "
                    + value.getClass().getName());
        }
    }
}
