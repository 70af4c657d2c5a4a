package dev.patchbay.protocol.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.Separators;

/**
 * Writes one JSON document as UTF-8 bytes, either piece by piece or from a JDK value.
 *
 * <p>Half a surrogate pair in a string is written as U+FFFD, because no client could read it otherwise. Values deeper than
 * 500 levels (so also ones that contain themselves), numbers that are not finite and types without a JSON form are
 * refused with {@link JsonException}. An instance belongs to one thread and one document.
 */
public final class JsonWriter {
    private static final int MAX_DEPTH = 500;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build()).build();

    private final ByteArrayBuilder bytes = new ByteArrayBuilder(512);
    private final JsonGenerator generator;

    private JsonWriter(ObjectWriteContext context) {
        this.generator = FACTORY.createGenerator(context, bytes, JsonEncoding.UTF8);
    }

    /** A writer without any white space. */
    public static JsonWriter create() {
        return new JsonWriter(ObjectWriteContext.empty());
    }

    /** The value without any white space. */
    public static byte[] compact(@Nullable Object value) {
        return create().value(value).toBytes();
    }

    /** The value on many lines, indented by two spaces, for people. */
    public static byte[] pretty(@Nullable Object value) {
        return new JsonWriter(Indented.CONTEXT).value(value).toBytes();
    }

    /** What was written. The writer cannot be used any more. */
    public byte[] toBytes() {
        generator.close();
        return bytes.toByteArray();
    }

    public JsonWriter beginObject() {
        try {
            generator.writeStartObject();
        } catch (JacksonException e) {
            throw tooDeep(e);
        }
        return this;
    }

    public JsonWriter endObject() {
        generator.writeEndObject();
        return this;
    }

    public JsonWriter beginArray() {
        try {
            generator.writeStartArray();
        } catch (JacksonException e) {
            throw tooDeep(e);
        }
        return this;
    }

    public JsonWriter endArray() {
        generator.writeEndArray();
        return this;
    }

    public JsonWriter name(String name) {
        generator.writeName(wellFormed(name));
        return this;
    }

    public JsonWriter string(String text) {
        generator.writeString(wellFormed(text));
        return this;
    }

    public JsonWriter number(long number) {
        generator.writeNumber(number);
        return this;
    }

    /** A number without a fraction is written like an integer. */
    public JsonWriter number(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            generator.writeNumber((long) number);
        } else if (Double.isFinite(number)) {
            generator.writeNumber(number);
        } else {
            throw new JsonException("JSON has no form for the number " + number);
        }
        return this;
    }

    public JsonWriter bool(boolean flag) {
        generator.writeBoolean(flag);
        return this;
    }

    public JsonWriter nul() {
        generator.writeNull();
        return this;
    }

    /** A value serialized earlier, copied as it is. */
    public JsonWriter raw(RawJson json) {
        generator.writeRawValue(json.splice());
        return this;
    }

    /**
     * Any JSON value held as JDK types; other Number types and {@link RawJson} are taken too.
     *
     * @throws JsonException if it has no JSON form
     */
    public JsonWriter value(@Nullable Object value) {
        switch (value) {
            case null -> generator.writeNull();
            case String text -> string(text);
            case Map<?, ?> members -> object(members);
            case Collection<?> elements -> array(elements);
            case Boolean flag -> generator.writeBoolean(flag);
            case Long number -> generator.writeNumber(number);
            case Integer number -> generator.writeNumber(number);
            case BigInteger number -> generator.writeNumber(number);
            case BigDecimal number -> generator.writeNumber(number);
            case Double number -> number(number);
            case Float number -> number(number.doubleValue());
            case Short number -> generator.writeNumber(number);
            case Byte number -> generator.writeNumber(number.longValue());
            case JsonNull n -> generator.writeNull();
            case RawJson raw -> raw(raw);
            default -> throw new JsonException("JSON has no form for a value of type " + value.getClass().getName());
        }
        return this;
    }

    private void object(Map<?, ?> members) {
        beginObject();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            if (!(member.getKey() instanceof String key)) {
                throw new JsonException("the keys of a JSON object are strings");
            }
            name(key);
            value(member.getValue());
        }
        endObject();
    }

    private void array(Collection<?> elements) {
        beginArray();
        for (Object element : elements) {
            value(element);
        }
        endArray();
    }

    public JsonWriter field(String name, String text) {
        generator.writeName(name);
        return string(text);
    }

    public JsonWriter field(String name, long number) {
        generator.writeName(name);
        generator.writeNumber(number);
        return this;
    }

    public JsonWriter field(String name, boolean flag) {
        generator.writeName(name);
        generator.writeBoolean(flag);
        return this;
    }

    /** A member with any JSON value; Java null is written as null. */
    public JsonWriter fieldValue(String name, @Nullable Object value) {
        generator.writeName(name);
        return value(value);
    }

    /** A member with any JSON value, left out if that is Java null. */
    public JsonWriter optional(String name, @Nullable Object value) {
        return value == null ? this : fieldValue(name, value);
    }

    /** A member with an object, left out if that is empty. */
    public JsonWriter optionalObject(String name, Map<String, ?> members) {
        return members.isEmpty() ? this : fieldValue(name, members);
    }

    private static JsonException tooDeep(JacksonException e) {
        return new JsonException("a value nests deeper than " + MAX_DEPTH + " levels, or contains itself", e);
    }

    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                return repaired(text, i);
            }
        }
        return text;
    }

    private static String repaired(String text, int from) {
        StringBuilder repaired = null;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                if (repaired == null) {
                    repaired = new StringBuilder(text);
                }
                repaired.setCharAt(i, '\uFFFD');
            }
        }
        return repaired == null ? text : repaired.toString();
    }

    /** Two spaces and a line feed on every system. */
    private static final class Indented extends ObjectWriteContext.Base {
        static final Indented CONTEXT = new Indented();

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            var indenter = new DefaultIndenter("  ", "\n");
            var separators = Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER).withObjectEmptySeparator("")
                    .withArrayEmptySeparator("");
            return new DefaultPrettyPrinter(separators).withObjectIndenter(indenter).withArrayIndenter(indenter);
        }
    }
}
