package dev.patchbay.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How values lie in columns, the same in both databases: times with their zone, bytes as Base64, sets and trees as JSON.
 * For repositories.
 *
 * <p>Threads: safe for all; nothing here blocks.
 */
public final class Columns {
    // No default typing: what is read back is maps, lists, texts, numbers and booleans, whatever the text names
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<@Nullable Object>> VALUES = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    private Columns() {}

    /** Returns a time as the databases keep it: to the microsecond. */
    public static Instant kept(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns a time as the databases keep it, if there is one. */
    public static @Nullable Instant keptIfAny(@Nullable Instant time) {
        return time == null ? null : kept(time);
    }

    /** Returns what to bind for a time. */
    public static OffsetDateTime time(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** Returns what to bind for a time, if there is one. */
    public static @Nullable OffsetDateTime timeIfAny(@Nullable Instant time) {
        return time == null ? null : time(time);
    }

    /** Reads a time. */
    public static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Reads a time that may be absent. */
    public static @Nullable Instant timeIfAny(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Reads a number that may be absent. */
    public static @Nullable Long longIfAny(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /** Reads a number that may be absent. */
    public static @Nullable Integer intIfAny(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    /** Returns what to bind for bytes. */
    public static String bytes(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Reads bytes. */
    public static byte[] bytes(ResultSet row, String column) throws SQLException {
        return Base64.getDecoder().decode(row.getString(column));
    }

    /** Returns what to bind for a set of texts; their order is not kept. */
    public static String texts(Collection<String> texts) {
        return JSON.writeValueAsString(new TreeSet<>(texts));
    }

    /** Reads a set of texts, in their natural order. */
    public static Set<String> texts(ResultSet row, String column) throws SQLException {
        return new LinkedHashSet<>(JSON.readValue(row.getString(column), TEXTS));
    }

    /** Returns what to bind for a tree of maps, lists, texts, numbers, booleans and null. */
    public static String tree(Map<String, ?> tree) {
        return JSON.writeValueAsString(tree);
    }

    /** Reads back a tree: integers are Long or BigInteger, other numbers BigDecimal. */
    public static Map<String, Object> tree(String text) {
        return copied(JSON.readValue(text, TREE));
    }

    /** Returns a line of JSON for values that are texts, numbers, booleans or null. */
    static byte[] line(List<? extends @Nullable Object> values) {
        return (JSON.writeValueAsString(values) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads back a line of texts. */
    static List<String> texts(String line) {
        return JSON.readValue(line, TEXTS);
    }

    /** Reads back a line of values. */
    static List<@Nullable Object> values(String line) {
        return JSON.readValue(line, VALUES);
    }

    /** Returns a tree inside a tree; an empty one if it is absent. */
    public static Map<String, Object> subtree(Map<String, Object> tree, String key) {
        return copied(JSON.convertValue(tree.getOrDefault(key, Map.of()), TREE));
    }

    /** Returns the texts of a list in a tree; none if it is absent. */
    public static Set<String> textsOf(Map<String, Object> tree, String key) {
        return new LinkedHashSet<>(JSON.convertValue(tree.getOrDefault(key, List.of()), TEXTS));
    }

    /**
     * Copies a tree so that it cannot be changed any more, with numbers as they come back from the store.
     *
     * @throws IllegalArgumentException if it holds something else than maps with texts as keys, lists, texts, numbers,
     *         booleans and null
     */
    public static Map<String, Object> copied(Map<String, ?> tree) {
        Map<String, Object> copy = new LinkedHashMap<>();
        tree.forEach((key, value) -> copy.put(key, copied(value)));
        return Collections.unmodifiableMap(copy);
    }

    // Null belongs to JSON; a map of the JDK without annotations holds it all the same
    @SuppressWarnings("NullAway")
    private static @Nullable Object copied(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((key, part) -> copy.put((String) key, copied(part)));
                yield Collections.unmodifiableMap(copy);
            }
            case List<?> list -> {
                List<Object> copy = new ArrayList<>();
                list.forEach(part -> copy.add(copied(part)));
                yield Collections.unmodifiableList(copy);
            }
            case String text -> text;
            case Number number -> number(number);
            case Boolean truth -> truth;
            default -> throw new IllegalArgumentException("a value of " + value.getClass() + " cannot be kept as JSON");
        };
    }

    private static Number number(Number number) {
        return switch (number) {
            case Byte small -> small.longValue();
            case Short small -> small.longValue();
            case Integer small -> small.longValue();
            case Long integer -> integer;
            case BigInteger integer -> integer.bitLength() < Long.SIZE ? integer.longValue() : integer;
            case BigDecimal decimal -> decimal.scale() == 0 ? number(decimal.unscaledValue()) : decimal;
            case Float decimal -> new BigDecimal(decimal.toString());
            case Double decimal -> new BigDecimal(decimal.toString());
            default -> throw new IllegalArgumentException("a number of " + number.getClass()
                    + " cannot be kept as JSON");
        };
    }
}
