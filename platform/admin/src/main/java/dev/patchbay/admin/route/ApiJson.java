package dev.patchbay.admin.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON of the interface, as strict as the OpenAPI document says: a member that is unknown, comes twice, is missing or has
 * another type is refused, with its path. Words stand for enums, in lower case. Safe for all threads.
 */
public final class ApiJson {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_DETAIL = 300;

    private final JsonMapper mapper;

    /** Makes the mapper. */
    public ApiJson() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(100).maxNameLength(1_000).maxStringLength(1 << 20).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        JsonMapper.Builder builder = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_LONG_FOR_INTS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .changeDefaultPropertyInclusion(included -> included.withValueInclusion(JsonInclude.Include.NON_NULL))
                .addModule(module());
        for (LogicalType type : List.of(LogicalType.Textual, LogicalType.Integer, LogicalType.Boolean,
                LogicalType.Float)) {
            builder.withCoercionConfig(type, config -> {
                for (CoercionInputShape shape : List.of(CoercionInputShape.Integer, CoercionInputShape.Float,
                        CoercionInputShape.Boolean, CoercionInputShape.String, CoercionInputShape.EmptyString)) {
                    if (!fits(type, shape)) {
                        config.setCoercion(shape, CoercionAction.Fail);
                    }
                }
            });
        }
        this.mapper = builder.build();
    }

    private static boolean fits(LogicalType type, CoercionInputShape shape) {
        return switch (shape) {
            case Integer -> type == LogicalType.Integer || type == LogicalType.Float;
            case Float -> type == LogicalType.Float;
            case Boolean -> type == LogicalType.Boolean;
            default -> type == LogicalType.Textual;
        };
    }

    private static SimpleModule module() {
        SimpleModule module = new SimpleModule("patchbay");
        module.addSerializer(new Words());
        module.setDeserializers(new SimpleDeserializers() {
            @Override
            public @Nullable ValueDeserializer<?> findEnumDeserializer(JavaType type, DeserializationConfig config,
                    BeanDescription.Supplier description) {
                return new WordReader(type.getRawClass());
            }
        });
        module.addDeserializer(Instant.class, new Times());
        return module;
    }

    /**
     * Writes a value.
     *
     * @param value a record, or JSON of JDK types
     * @return the bytes
     */
    public byte[] bytes(Object value) {
        return mapper.writeValueAsBytes(value);
    }

    /**
     * Reads a record.
     *
     * @param <T> the record
     * @param json the bytes
     * @param type the record
     * @return the value, checked
     * @throws Problem if it is not JSON, or not such a record
     */
    public <T> T read(byte[] json, Class<T> type) {
        if (json.length == 0) {
            throw Problem.bad("The request has no body; send a JSON object.");
        }
        return guarded(() -> checked(mapper.readValue(json, type), type));
    }

    /**
     * Changes a value as RFC 7396 (JSON merge patch) says: members that are there replace, null removes.
     *
     * @param <T> the record
     * @param patch the patch
     * @param value the value before
     * @param type the record
     * @return the value after, checked
     * @throws Problem if the patch is not JSON, or the outcome is not such a record
     */
    public <T> T merged(byte[] patch, T value, Class<T> type) {
        if (patch.length == 0) {
            throw Problem.bad("The request has no body; send a JSON object with what changes.");
        }
        return guarded(() -> {
            if (!(mapper.readTree(patch) instanceof ObjectNode changes)) {
                throw Problem.bad("The body must be a JSON object with the members that change.");
            }
            ObjectNode tree = mapper.valueToTree(value);
            merge(tree, changes);
            return checked(mapper.treeToValue(tree, type), type);
        });
    }

    private static void merge(ObjectNode target, ObjectNode changes) {
        changes.properties().forEach(member -> {
            JsonNode change = member.getValue();
            if (change.isNull()) {
                target.remove(member.getKey());
            } else if (change instanceof ObjectNode object && target.get(member.getKey()) instanceof ObjectNode inner) {
                merge(inner, object);
            } else {
                target.set(member.getKey(), change);
            }
        });
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T guarded(Reading<T> reading) {
        try {
            return reading.read();
        } catch (UnrecognizedPropertyException e) {
            String known = e.getKnownPropertyIds() == null
                    ? ""
                    : e.getKnownPropertyIds().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
            throw new Problem(400, "unknown_member", "There is no member '" + path(e) + "'"
                    + (known.isEmpty() ? "." : "; known are " + known + "."));
        } catch (MismatchedInputException e) {
            throw new Problem(400, "wrong_type", "'" + path(e) + "' must be " + words(e.getTargetType()) + ".");
        } catch (DatabindException e) {
            throw new Problem(400, "wrong_value", "'" + path(e) + "': " + shortened(e.getOriginalMessage()));
        } catch (JacksonException e) {
            throw new Problem(400, "not_json", "The body is no acceptable JSON: " + shortened(e.getOriginalMessage()));
        }
    }

    private static String shortened(@Nullable String text) {
        String line = String.valueOf(text).lines().findFirst().orElse("");
        return line.length() <= MAX_DETAIL ? line : line.substring(0, MAX_DETAIL) + "…";
    }

    private static String path(DatabindException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : e.getPath()) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            }
        }
        return path.isEmpty() ? "the body" : path.toString();
    }

    private static String words(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type.isEnum()) {
            return "one of " + words(type.getEnumConstants());
        }
        return switch (type.getSimpleName()) {
            case "String" -> "a string";
            case "Integer", "int", "Long", "long" -> "a whole number";
            case "Boolean", "boolean" -> "true or false";
            case "Instant" -> "a time such as 2026-12-31T23:59:59Z";
            case "List", "Set", "ArrayList", "HashSet" -> "an array";
            default -> "an object";
        };
    }

    static String words(Object[] constants) {
        return Arrays.stream(constants).map(constant -> word((Enum<?>) constant)).collect(Collectors.joining(", "));
    }

    /**
     * Returns the word for a constant.
     *
     * @param constant of an enum
     * @return its name in lower case
     */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <T> T checked(@Nullable T value, Class<T> type) {
        if (value == null) {
            throw new Problem(400, "wrong_type", "'the body' must be " + words(type) + ".");
        }
        List<String> missing = new ArrayList<>();
        missing(value, "", missing);
        if (!missing.isEmpty()) {
            throw new Problem(400, "missing_member", "Missing: " + String.join(", ", missing) + ".");
        }
        return value;
    }

    private static void missing(Object value, String path, List<String> missing) {
        switch (value) {
            case Record record -> {
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    String here = path.isEmpty() ? component.getName() : path + "." + component.getName();
                    Object part = part(record, component);
                    if (part != null) {
                        missing(part, here, missing);
                    } else if (!isOptional(component)) {
                        missing.add(here);
                    }
                }
            }
            case Collection<?> items -> {
                int index = 0;
                for (Object item : items) {
                    String here = path + "[" + index++ + "]";
                    if (item == null) {
                        missing.add(here);
                    } else {
                        missing(item, here, missing);
                    }
                }
            }
            default -> {
                // nothing inside that could be missing
            }
        }
    }

    static boolean isOptional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static @Nullable Object part(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("records of the interface are public: " + record.getClass(), e);
        }
    }

    /**
     * Returns the members of a record.
     *
     * @param value the record
     * @return JSON of JDK types
     */
    public Map<String, Object> members(Record value) {
        return mapper.readerForMapOf(Object.class).readValue(mapper.writeValueAsBytes(value));
    }

    private static final class Words extends StdSerializer<Enum<?>> {
        @SuppressWarnings("unchecked") // there is no class literal of an enum of anything
        Words() {
            super((Class<Enum<?>>) (Class<?>) Enum.class);
        }

        @Override
        public void serialize(Enum<?> value, JsonGenerator out, SerializationContext context) {
            out.writeString(word(value));
        }
    }

    private static final class WordReader extends StdDeserializer<Object> {
        private final Class<?> type;

        WordReader(Class<?> type) {
            super(type);
            this.type = type;
        }

        @Override
        public Object deserialize(JsonParser in, DeserializationContext context) {
            if (in.currentToken() == JsonToken.VALUE_STRING) {
                String text = in.getString();
                for (Object constant : type.getEnumConstants()) {
                    if (word((Enum<?>) constant).equals(text)) {
                        return constant;
                    }
                }
            }
            throw MismatchedInputException.from(in, type, "no such word");
        }
    }

    private static final class Times extends StdDeserializer<Instant> {
        Times() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) {
            if (in.currentToken() == JsonToken.VALUE_STRING) {
                try {
                    return OffsetDateTime.parse(in.getString()).toInstant();
                } catch (DateTimeException e) {
                    throw MismatchedInputException.from(in, Instant.class, "no time");
                }
            }
            throw MismatchedInputException.from(in, Instant.class, "no time");
        }
    }
}
