package dev.patchbay.plugins.database.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns values of a row into JSON: numbers and booleans as such, times in ISO 8601, bytes in Base64, all else as text. */
final class Cells {
    private static final int MOST_DIGITS = 60;
    private static final Set<Integer> ELEMENTS = Set.of(Types.BIT, Types.BOOLEAN, Types.TINYINT, Types.SMALLINT,
            Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL, Types.REAL, Types.FLOAT, Types.DOUBLE,
            Types.CHAR, Types.VARCHAR);

    private final int longest;
    private int cut;

    Cells(int longest) {
        this.longest = longest;
    }

    /** How many values were shortened so far. */
    int cut() {
        return cut;
    }

    @Nullable
    Object value(ResultSet rows, ResultSetMetaData columns, int index) throws SQLException {
        Object value = switch (columns.getColumnType(index)) {
            case Types.TIMESTAMP_WITH_TIMEZONE -> rows.getObject(index, OffsetDateTime.class);
            case Types.TIMESTAMP -> time(rows, index, isWithZone(columns, index) ? OffsetDateTime.class
                    : LocalDateTime.class);
            case Types.DATE -> time(rows, index, LocalDate.class);
            case Types.TIME -> time(rows, index, LocalTime.class);
            // H2 would deserialize whatever bytes a statement casts to it
            case Types.JAVA_OBJECT -> rows.getBytes(index);
            case Types.ARRAY -> array(rows, index);
            case Types.OTHER, Types.SQLXML, Types.STRUCT, Types.REF, Types.REF_CURSOR, Types.ROWID ->
                rows.getString(index);
            default -> rows.getObject(index);
        };
        return json(rows.wasNull() ? null : value);
    }

    /** PostgreSQL calls both kinds a TIMESTAMP. */
    private static boolean isWithZone(ResultSetMetaData columns, int index) throws SQLException {
        return columns.getColumnTypeName(index).toLowerCase(Locale.ROOT).equals("timestamptz");
    }

    /** SQLite keeps whatever was put in. */
    private static @Nullable Object time(ResultSet rows, int index, Class<?> type) throws SQLException {
        try {
            return rows.getObject(index, type);
        } catch (SQLException | RuntimeException e) {
            return rows.getString(index);
        }
    }

    @Nullable
    Object json(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Boolean flag -> flag;
            case BigDecimal number -> isShort(number) ? number : text(number.toString());
            case BigInteger number -> number.bitLength() < 200 ? number : text(number.toString());
            case Double number -> Double.isFinite(number) ? BigDecimal.valueOf(number) : number.toString();
            case Float number -> Float.isFinite(number) ? new BigDecimal(number.toString()) : number.toString();
            case Number number -> number.longValue();
            case OffsetDateTime time -> time.withOffsetSameInstant(ZoneOffset.UTC).toString();
            case java.sql.Timestamp time -> time.toLocalDateTime().toString();
            case java.sql.Date date -> date.toLocalDate().toString();
            case java.sql.Time time -> time.toLocalTime().toString();
            case Instant time -> time.toString();
            case byte[] bytes -> base64(bytes, bytes.length);
            case Object[] values -> elements(values);
            case Clob clob -> characters(clob);
            case Blob blob -> bytes(blob);
            default -> text(value.toString());
        };
    }

    /** The elements where they are plain values; all else, such as H2's arrays of objects and of arrays, as text. */
    private static @Nullable Object array(ResultSet rows, int index) throws SQLException {
        Array array = rows.getArray(index);
        if (array == null) {
            return null;
        }
        return ELEMENTS.contains(array.getBaseType()) ? array.getArray() : rows.getString(index);
    }

    /** Elements of an array, together about as long as a value may be. */
    private List<@Nullable Object> elements(Object[] array) throws SQLException {
        List<@Nullable Object> list = new ArrayList<>();
        long left = longest;
        for (Object each : array) {
            Object element = json(each);
            left -= Rows.length(element);
            if (left < 0 && !list.isEmpty()) {
                cut++;
                list.add("… (" + array.length + " elements)");
                break;
            }
            list.add(element);
        }
        return list;
    }

    private static boolean isShort(BigDecimal number) {
        return number.precision() <= MOST_DIGITS && Math.abs(number.scale()) <= MOST_DIGITS;
    }

    private String text(String text) {
        return shortened(text, text.length());
    }

    private String shortened(String text, long length) {
        if (length <= longest) {
            return text;
        }
        cut++;
        int most = Math.min(longest, text.length());
        int end = most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "… (" + length + " characters)";
    }

    private String base64(byte[] bytes, long length) {
        int most = longest / 4 * 3;
        if (length <= most) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        cut++;
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, Math.min(most, bytes.length))) + "… (" + length
                + " bytes)";
    }

    /** Without the whole text in memory, where the driver can do so. */
    private String characters(Clob clob) throws SQLException {
        long length = clob.length();
        try (Reader reader = clob.getCharacterStream()) {
            char[] begin = new char[(int) Math.min(length, longest)];
            int read = 0;
            for (int more = 0; read < begin.length && more >= 0; read += Math.max(0, more)) {
                more = reader.read(begin, read, begin.length - read);
            }
            return shortened(new String(begin, 0, read), length);
        } catch (IOException e) {
            throw new SQLException("A text cannot be read", e);
        }
    }

    private String bytes(Blob blob) throws SQLException {
        long length = blob.length();
        try (InputStream stream = blob.getBinaryStream()) {
            return base64(stream.readNBytes((int) Math.min(length, longest / 4 * 3)), length);
        } catch (IOException e) {
            throw new SQLException("A value cannot be read", e);
        }
    }
}
