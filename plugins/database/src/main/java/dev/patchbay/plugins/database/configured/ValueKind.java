package dev.patchbay.plugins.database.configured;

import dev.patchbay.api.Schema;
import dev.patchbay.plugins.database.access.Dialect;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a configured value is. */
public enum ValueKind {
    /** Text. */
    @Schema(name = "string")
    STRING,
    /** A whole number. */
    @Schema(name = "integer")
    INTEGER,
    /** A number. */
    @Schema(name = "number")
    NUMBER,
    /** true or false. */
    @Schema(name = "boolean")
    BOOLEAN,
    /** A day, such as 2026-01-31. */
    @Schema(name = "date")
    DATE,
    /** A moment, such as 2026-01-31T12:00:00Z. */
    @Schema(name = "date-time")
    DATE_TIME;

    private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    String jsonType() {
        return switch (this) {
            case INTEGER -> "integer";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case STRING, DATE, DATE_TIME -> "string";
        };
    }

    /** The schema of an argument. */
    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", jsonType());
        if (this == DATE) {
            schema.put("format", "date");
        } else if (this == DATE_TIME) {
            schema.put("format", "date-time");
        }
        return schema;
    }

    /** The value as it is bound, or nothing if it is not of this kind. */
    Optional<Object> bound(@Nullable Object value, Dialect dialect) {
        return switch (this) {
            case STRING -> value instanceof String text ? Optional.of(text) : Optional.empty();
            case INTEGER -> value instanceof Long || value instanceof BigInteger || value instanceof Integer
                    ? Optional.of(value)
                    : Optional.empty();
            case NUMBER -> value instanceof Long || value instanceof BigInteger || value instanceof Integer
                    || value instanceof BigDecimal ? Optional.of(value) : Optional.empty();
            case BOOLEAN -> value instanceof Boolean ? Optional.of(value) : Optional.empty();
            case DATE -> value instanceof String text ? day(text).map(LocalDate::toString) : Optional.empty();
            case DATE_TIME -> value instanceof String text ? moment(text).map(at -> written(at, dialect))
                    : Optional.empty();
        };
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<OffsetDateTime> moment(String text) {
        if (text.equals("now")) {
            return Optional.of(Instant.now().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC));
        }
        try {
            return Optional.of(OffsetDateTime.parse(text));
        } catch (DateTimeParseException e) {
            return day(text).map(day -> day.atStartOfDay().atOffset(ZoneOffset.UTC));
        }
    }

    /** In UTC; where the database knows zones, it is told. */
    private static String written(OffsetDateTime moment, Dialect dialect) {
        LocalDateTime utc = moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        return switch (dialect) {
            case POSTGRESQL, H2 -> PLAIN.format(utc) + "+00:00";
            case SQLITE, MARIADB, OTHER -> PLAIN.format(utc);
        };
    }
}
