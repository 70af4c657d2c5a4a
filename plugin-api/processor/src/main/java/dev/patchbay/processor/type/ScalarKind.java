package dev.patchbay.processor.type;

import dev.patchbay.api.config.Secret;
import dev.patchbay.api.spi.JsonCodec;
import dev.patchbay.api.spi.JsonCodecs;
import dev.patchbay.api.spi.JsonMembers;
import dev.patchbay.api.spi.JsonTimeCodecs;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The types that stand for themselves, with their JSON Schema. Where what is read and what is written differ (a duration
 * may be written with a fraction of a second, which the format {@code duration} does not allow) there are two schemas.
 */
@SuppressWarnings("ImmutableEnumChecker") // codecs have no state, and the maps are unmodifiable
public enum ScalarKind {
    /** Texts. */
    STRING(String.class, "JsonCodecs.STRING", JsonCodecs.STRING, Map.of("type", "string")),
    /** True and false. */
    BOOLEAN(Boolean.class, "JsonCodecs.BOOLEAN", JsonCodecs.BOOLEAN, Map.of("type", "boolean")),
    /** 32 bits. */
    INT(Integer.class, "JsonCodecs.INT", JsonCodecs.INT, integer(Integer.MIN_VALUE, Integer.MAX_VALUE),
            Map.of("type", "integer")),
    /** 64 bits. */
    LONG(Long.class, "JsonCodecs.LONG", JsonCodecs.LONG, integer(Long.MIN_VALUE, Long.MAX_VALUE),
            Map.of("type", "integer")),
    /** Binary fractions. */
    DOUBLE(Double.class, "JsonCodecs.DOUBLE", JsonCodecs.DOUBLE, Map.of("type", "number")),
    /** Integers without bounds. */
    BIG_INTEGER(BigInteger.class, "JsonCodecs.BIG_INTEGER", JsonCodecs.BIG_INTEGER, Map.of("type", "integer")),
    /** Decimal fractions. */
    BIG_DECIMAL(BigDecimal.class, "JsonCodecs.BIG_DECIMAL", JsonCodecs.BIG_DECIMAL, Map.of("type", "number")),
    /** Moments. */
    INSTANT(Instant.class, "JsonTimeCodecs.INSTANT", JsonTimeCodecs.INSTANT, format("date-time")),
    /** Dates. */
    LOCAL_DATE(LocalDate.class, "JsonTimeCodecs.LOCAL_DATE", JsonTimeCodecs.LOCAL_DATE, format("date")),
    /** Times of day; the format {@code time} of JSON Schema wants an offset. */
    LOCAL_TIME(LocalTime.class, "JsonTimeCodecs.LOCAL_TIME", JsonTimeCodecs.LOCAL_TIME,
            patterned("time-local", "^" + Patterns.TIME + "$")),
    /** Dates with time of day. */
    LOCAL_DATE_TIME(LocalDateTime.class, "JsonTimeCodecs.LOCAL_DATE_TIME", JsonTimeCodecs.LOCAL_DATE_TIME,
            patterned("date-time-local", "^" + Patterns.DATE + "T" + Patterns.TIME + "$")),
    /** Dates with time of day and offset. */
    OFFSET_DATE_TIME(OffsetDateTime.class, "JsonTimeCodecs.OFFSET_DATE_TIME", JsonTimeCodecs.OFFSET_DATE_TIME,
            format("date-time")),
    /** Times of day with offset. */
    OFFSET_TIME(OffsetTime.class, "JsonTimeCodecs.OFFSET_TIME", JsonTimeCodecs.OFFSET_TIME, format("time")),
    /** Dates with time of day and zone. */
    ZONED_DATE_TIME(ZonedDateTime.class, "JsonTimeCodecs.ZONED_DATE_TIME", JsonTimeCodecs.ZONED_DATE_TIME,
            pattern("^" + Patterns.DATE + "T" + Patterns.TIME + "(Z|[+-][0-9]{2}:[0-9]{2})(\\[[A-Za-z0-9_+/-]+\\])?$")),
    /** Exact amounts of time. */
    DURATION(Duration.class, "JsonTimeCodecs.DURATION", JsonTimeCodecs.DURATION, format("duration"),
            pattern("^PT[0-9.HMS-]+$")),
    /** Amounts of years, months and days. */
    PERIOD(Period.class, "JsonTimeCodecs.PERIOD", JsonTimeCodecs.PERIOD, format("duration"),
            pattern("^P[0-9YMD-]+$")),
    /** Years. */
    YEAR(Year.class, "JsonTimeCodecs.YEAR", JsonTimeCodecs.YEAR, integer(Year.MIN_VALUE, Year.MAX_VALUE),
            Map.of("type", "integer")),
    /** Months of a year. */
    YEAR_MONTH(YearMonth.class, "JsonTimeCodecs.YEAR_MONTH", JsonTimeCodecs.YEAR_MONTH,
            pattern("^[0-9]{4}-[0-9]{2}$")),
    /** Days that come every year. */
    MONTH_DAY(MonthDay.class, "JsonTimeCodecs.MONTH_DAY", JsonTimeCodecs.MONTH_DAY,
            pattern("^--[0-9]{2}-[0-9]{2}$")),
    /** Time zones. */
    ZONE_ID(ZoneId.class, "JsonTimeCodecs.ZONE_ID", JsonTimeCodecs.ZONE_ID, Map.of("type", "string")),
    /** Offsets from UTC. */
    ZONE_OFFSET(ZoneOffset.class, "JsonTimeCodecs.ZONE_OFFSET", JsonTimeCodecs.ZONE_OFFSET,
            pattern("^(Z|[+-][0-9]{2}(:[0-9]{2}(:[0-9]{2})?)?)$")),
    /** URIs: absolute ones where they are read, unless another format is set. */
    URI(URI.class, "JsonCodecs.URI", JsonCodecs.URI, format("uri"), format("uri-reference")),
    /** UUIDs. */
    UUID(UUID.class, "JsonCodecs.UUID", JsonCodecs.UUID, format("uuid")),
    /** Bytes. */
    BYTES(byte[].class, "JsonCodecs.BYTES", JsonCodecs.BYTES, bytes()),
    /** Secrets of a configuration. */
    SECRET(Secret.class, "JsonMembers.SECRET", JsonMembers.SECRET, secret());

    private final Class<?> type;
    private final String codecSource;
    private final JsonCodec<?> codec;
    private final Map<String, Object> inputSchema;
    private final Map<String, Object> outputSchema;

    ScalarKind(Class<?> type, String codecSource, JsonCodec<?> codec, Map<String, Object> schema) {
        this(type, codecSource, codec, schema, schema);
    }

    ScalarKind(Class<?> type, String codecSource, JsonCodec<?> codec, Map<String, Object> inputSchema,
            Map<String, Object> outputSchema) {
        this.type = type;
        this.codecSource = codecSource;
        this.codec = codec;
        this.inputSchema = Collections.unmodifiableMap(inputSchema);
        this.outputSchema = Collections.unmodifiableMap(outputSchema);
    }

    private static final class Patterns {
        static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
        static final String TIME = "[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?";
    }

    /** Returns the kind of a declared class, if it is one. */
    public static Optional<ScalarKind> of(String qualifiedName) {
        return Arrays.stream(values()).filter(kind -> kind.javaType().equals(qualifiedName)).findFirst();
    }

    /** Returns the type as Java source, boxed. */
    public String javaType() {
        return type.getTypeName();
    }

    /** Returns the expression of its codec in generated source. */
    public String codecSource() {
        return codecSource;
    }

    /** Returns the codec that generated code uses. */
    public JsonCodec<?> codec() {
        return codec;
    }

    /** Returns the schema of values that are read, or written. */
    public Map<String, Object> schema(boolean input) {
        return input ? inputSchema : outputSchema;
    }

    /** Returns whether it is a number in JSON. */
    public boolean isNumber() {
        return isInteger() || this == DOUBLE || this == BIG_DECIMAL;
    }

    /** Returns whether it is an integer in JSON. */
    public boolean isInteger() {
        return List.of(INT, LONG, BIG_INTEGER, YEAR).contains(this);
    }

    /** Returns whether it is a text in JSON. */
    public boolean isText() {
        return !isNumber() && this != BOOLEAN;
    }

    /** Returns whether its texts may be limited in length and form. */
    public boolean isFreeText() {
        return this == STRING || this == URI || this == SECRET;
    }

    private static Map<String, Object> integer(long least, long greatest) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        schema.put("minimum", least);
        schema.put("maximum", greatest);
        return schema;
    }

    private static Map<String, Object> format(String format) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("format", format);
        return schema;
    }

    private static Map<String, Object> pattern(String pattern) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("pattern", pattern);
        return schema;
    }

    private static Map<String, Object> patterned(String format, String pattern) {
        Map<String, Object> schema = format(format);
        schema.put("pattern", pattern);
        return schema;
    }

    private static Map<String, Object> bytes() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("contentEncoding", "base64");
        return schema;
    }

    private static Map<String, Object> secret() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("writeOnly", true);
        schema.put("format", "secret");
        return schema;
    }
}
