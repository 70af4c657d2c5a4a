package dev.patchbay.samples.users;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The SQL of the table. Threads: any. */
final class UserTable {
    private static final String COLUMNS = "id, email, name, role, active, created_at";

    private final Database database;

    UserTable(Database database) {
        this.database = database;
    }

    /** Returns a page, in the order of the keys, so that offsets keep their meaning. */
    List<User> query(UserFilters filters, long limit, long offset) throws SQLException {
        String sql = "SELECT " + COLUMNS + " FROM users" + filters.where() + " ORDER BY id LIMIT ? OFFSET ?";
        try (Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (Object value : filters.values()) {
                statement.setObject(index++, value);
            }
            statement.setLong(index++, limit);
            statement.setLong(index, offset);
            try (ResultSet rows = statement.executeQuery()) {
                List<User> users = new ArrayList<>();
                while (rows.next()) {
                    users.add(User.of(rows));
                }
                return users;
            }
        }
    }

    /** Adds a row. That the address is new is for the table's constraint to say: asking first would be a race. */
    User insert(String email, String name, String role) throws SQLException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String sql = "INSERT INTO users (email, name, role, active, created_at) VALUES (?, ?, ?, TRUE, ?)";
        try (Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            statement.setString(1, email);
            statement.setString(2, name);
            statement.setString(3, role);
            statement.setObject(4, now.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return new User(keys.getLong("id"), email, name, role, true, now);
            }
        }
    }
}
