package dev.patchbay.plugins.database.access;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a result.
 *
 * @param columns the columns
 * @param types their types in the database
 * @param rows the rows, each with a value for each column
 * @param more why there is more than these: {@code rows} or {@code chars}; empty where these are all
 * @param cut how many values were shortened
 */
public record Rows(List<String> columns, List<String> types, List<List<@Nullable Object>> rows, Optional<String> more,
        int cut) {
    /**
     * Reads rows until there are enough. That there are more is known, not guessed: one more is looked for.
     *
     * @param result the result, before its first row
     * @param limit how many rows at most
     * @param limits the other bounds
     * @return the rows
     * @throws SQLException if they cannot be read
     */
    public static Rows read(ResultSet result, int limit, Limits limits) throws SQLException {
        ResultSetMetaData about = result.getMetaData();
        List<String> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            columns.add(about.getColumnLabel(i));
            types.add(about.getColumnTypeName(i));
        }
        Cells cells = new Cells(limits.cell());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        long chars = 0;
        while (result.next()) {
            if (rows.size() == limit) {
                return new Rows(columns, types, rows, Optional.of("rows"), cells.cut());
            }
            int before = cells.cut();
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(cells.value(result, about, i));
            }
            chars += length(row) + 1;
            if (chars > limits.chars() && !rows.isEmpty()) {
                return new Rows(columns, types, rows, Optional.of("chars"), before);
            }
            rows.add(row);
        }
        return new Rows(columns, types, rows, Optional.empty(), cells.cut());
    }

    /**
     * Returns how many characters a value has as JSON, nearly.
     *
     * @param value JSON of JDK types
     * @return the length
     */
    public static long length(@Nullable Object value) {
        return switch (value) {
            case null -> 4;
            case String text -> text.length() + 2;
            case Collection<?> list -> list.stream().mapToLong(Rows::length).sum() + list.size() + 1;
            case Map<?, ?> map -> map.entrySet().stream().mapToLong(entry -> length(entry.getKey()) + 2
                    + length(entry.getValue())).sum() + 2;
            default -> value.toString().length();
        };
    }
}
