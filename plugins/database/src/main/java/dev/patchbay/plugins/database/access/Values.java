package dev.patchbay.plugins.database.access;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts JSON values in place of question marks. */
public final class Values {
    private Values() {}

    /**
     * Binds values.
     *
     * @param statement the statement
     * @param values the values in their order
     * @param dialect the kind of database
     * @throws SQLException if the driver refuses one
     */
    public static void bind(PreparedStatement statement, List<? extends @Nullable Object> values, Dialect dialect)
            throws SQLException {
        int index = 1;
        for (Object value : values) {
            bind(statement, index++, value, dialect);
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value, Dialect dialect)
            throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, dialect == Dialect.POSTGRESQL ? Types.OTHER : Types.VARCHAR);
            case Boolean flag -> statement.setBoolean(index, flag);
            case BigInteger number -> statement.setBigDecimal(index, new BigDecimal(number));
            case BigDecimal number -> statement.setBigDecimal(index, number);
            case Long number -> statement.setLong(index, number);
            case Number number -> statement.setBigDecimal(index, new BigDecimal(number.toString()));
            // without a type, so that PostgreSQL takes the one of what it is compared with, such as a date
            case String text when dialect == Dialect.POSTGRESQL -> statement.setObject(index, text, Types.OTHER);
            case String text -> statement.setString(index, text);
            case Collection<?> list -> throw new SQLException("A list is no value; pass each on its own", "22023");
            case Map<?, ?> map -> throw new SQLException("An object is no value", "22023");
            default -> statement.setObject(index, value);
        }
    }
}
