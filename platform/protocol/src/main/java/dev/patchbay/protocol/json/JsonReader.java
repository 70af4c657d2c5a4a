package dev.patchbay.protocol.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Reads one JSON document in UTF-8 into JDK values, within limits. Strict beyond RFC 8259: duplicate keys, NUL and lone
 * surrogates in strings, bytes after the document and anything but well-formed UTF-8 are refused.
 *
 * <p>Immutable and safe for all threads; make one for each set of limits and keep it.
 */
public final class JsonReader {
    private static final JsonReader WITH_DEFAULTS = new JsonReader(JsonLimits.DEFAULT);

    private final JsonLimits limits;
    private final JsonFactory factory;

    public JsonReader(JsonLimits limits) {
        this.limits = limits;
        // Depth and tokens are counted here, so that the message can name the limit; the library's own bounds guard
        // what it buffers before a token is complete.
        this.factory = JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool())
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(limits.maxDepth() + 1)
                        .maxStringLength(limits.maxStringLength()).maxNumberLength(limits.maxNumberLength())
                        .maxNameLength(limits.maxKeyLength()).maxTokenCount(-1).maxDocumentLength(-1).build())
                .build();
    }

    /** A reader with {@link JsonLimits#DEFAULT}. */
    public static JsonReader withDefaults() {
        return WITH_DEFAULTS;
    }

    public JsonLimits limits() {
        return limits;
    }

    /**
     * The value of a whole document.
     *
     * @throws JsonException if it is no JSON or passes a limit
     */
    public @Nullable Object read(byte[] json) {
        return read(json, 0, json.length);
    }

    /**
     * The value of the document in a part of an array.
     *
     * @throws JsonException if it is no JSON or passes a limit
     */
    public @Nullable Object read(byte[] json, int offset, int length) {
        if (!Utf8.isValid(json, offset, length)) {
            throw new JsonException("not valid JSON: the text is not well-formed UTF-8");
        }
        for (int i = offset; i < offset + Math.min(length, 4); i++) {
            if (json[i] == 0) {
                // The library would take the text for UTF-16 or UTF-32.
                throw new JsonException("not valid JSON: the text is not UTF-8");
            }
        }
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json, offset, length)) {
            return new Document(parser, limits).read();
        } catch (StreamConstraintsException e) {
            throw passedLimit(e);
        } catch (JacksonException e) {
            var at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            String why = String.valueOf(e.getOriginalMessage()).contains("surrogate")
                    ? ": a key holds half of a surrogate pair"
                    : "";
            throw new JsonException("not valid JSON" + where + why, e);
        }
    }

    /**
     * The object of a whole document.
     *
     * @throws JsonException if it is no JSON, passes a limit, or is not an object
     */
    public Map<String, Object> readObject(byte[] json) {
        Object value = read(json);
        if (value instanceof Map<?, ?>) {
            return Json.object(value);
        }
        throw new JsonException("expected a JSON object, found " + Json.typeName(value));
    }

    private JsonException passedLimit(StreamConstraintsException e) {
        String text = String.valueOf(e.getOriginalMessage());
        if (text.contains("getMaxStringLength")) {
            return new JsonException(
                    "a string or number is longer than " + limits.maxStringLength() + " (setting limits.json-string)",
                    e);
        }
        if (text.contains("getMaxNumberLength")) {
            return Document.numberTooLong(limits);
        }
        if (text.contains("getMaxNameLength")) {
            return Document.keyTooLong(limits);
        }
        return new JsonException("the JSON passes a limit of the parser", e);
    }

    /** One pass over one document. */
    private static final class Document {
        private final JsonParser parser;
        private final JsonLimits limits;
        private int tokens;
        private int depth;

        Document(JsonParser parser, JsonLimits limits) {
            this.parser = parser;
            this.limits = limits;
        }

        @Nullable
        Object read() {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new JsonException("not valid JSON: the text is empty");
            }
            Object value = value(first);
            if (parser.nextToken() != null) {
                throw new JsonException("not valid JSON: there is text after the end of the document");
            }
            return value;
        }

        private @Nullable Object value(JsonToken token) {
            count();
            return switch (token) {
                case START_OBJECT -> object();
                case START_ARRAY -> array();
                case VALUE_STRING -> wellFormed(parser.getString());
                case VALUE_NUMBER_INT -> integer();
                case VALUE_NUMBER_FLOAT -> decimal();
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NULL -> null;
                case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                        throw new JsonException("not valid JSON");
            };
        }

        private Map<String, @Nullable Object> object() {
            enter();
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                count();
                if (key.length() > limits.maxKeyLength()) {
                    throw keyTooLong(limits);
                }
                wellFormed(key);
                Object value = value(required(parser.nextToken()));
                int before = members.size();
                members.put(key, value);
                if (members.size() == before) {
                    throw new JsonException("not valid JSON: a key occurs twice in one object");
                }
                if (before == limits.maxKeys()) {
                    throw new JsonException(
                            "an object has more than " + limits.maxKeys() + " members");
                }
            }
            leave(JsonToken.END_OBJECT);
            return members;
        }

        private List<@Nullable Object> array() {
            enter();
            List<@Nullable Object> elements = new ArrayList<>();
            JsonToken token = required(parser.nextToken());
            while (token != JsonToken.END_ARRAY) {
                elements.add(value(token));
                token = required(parser.nextToken());
            }
            leave(JsonToken.END_ARRAY);
            return elements;
        }

        private void enter() {
            if (++depth > limits.maxDepth()) {
                throw new JsonException(
                        "objects and arrays nest deeper than " + limits.maxDepth()
                                + " levels (setting limits.json-depth)");
            }
        }

        private void leave(JsonToken end) {
            if (parser.currentToken() != end) {
                throw new JsonException("not valid JSON: the text ends too early");
            }
            count();
            depth--;
        }

        private void count() {
            if (++tokens > limits.maxTokens()) {
                throw new JsonException(
                        "the JSON has more than " + limits.maxTokens() + " tokens (setting limits.json-tokens)");
            }
        }

        private static JsonToken required(@Nullable JsonToken token) {
            if (token == null) {
                throw new JsonException("not valid JSON: the text ends too early");
            }
            return token;
        }

        private Object integer() {
            if (parser.getStringLength() > limits.maxNumberLength()) {
                throw numberTooLong(limits);
            }
            return switch (parser.getNumberType()) {
                case INT, LONG -> parser.getLongValue();
                case BIG_INTEGER -> parser.getBigIntegerValue();
                case FLOAT, DOUBLE, BIG_DECIMAL -> throw new JsonException("not valid JSON");
            };
        }

        private BigDecimal decimal() {
            if (parser.getStringLength() > limits.maxNumberLength()) {
                throw numberTooLong(limits);
            }
            BigDecimal number;
            try {
                number = parser.getDecimalValue();
            } catch (NumberFormatException e) {
                // The exponent does not even fit an int; its syntax was checked before.
                throw exponentTooLarge();
            }
            if (Math.abs((long) number.precision() - number.scale() - 1) > JsonLimits.MAX_EXPONENT) {
                throw exponentTooLarge();
            }
            return number;
        }

        private static JsonException exponentTooLarge() {
            return new JsonException(
                    "a number has an exponent beyond " + JsonLimits.MAX_EXPONENT);
        }

        private static String wellFormed(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == 0) {
                    throw new JsonException("not valid JSON: a string holds the character NUL");
                }
                if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                    i++;
                    if (!Character.isHighSurrogate(c) || i == text.length()
                            || !Character.isLowSurrogate(text.charAt(i))) {
                        throw new JsonException("not valid JSON: a string holds half of a surrogate pair");
                    }
                }
            }
            return text;
        }

        static JsonException numberTooLong(JsonLimits limits) {
            return new JsonException(
                    "a number has more than " + limits.maxNumberLength() + " characters (setting limits.json-number)");
        }

        static JsonException keyTooLong(JsonLimits limits) {
            return new JsonException("a key is longer than " + limits.maxKeyLength());
        }
    }
}
