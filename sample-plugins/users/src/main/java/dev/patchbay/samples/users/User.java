package dev.patchbay.samples.users;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of the table.
 *
 * @param id its key
 * @param email address, unique
 * @param name full name
 * @param role user, admin or moderator
 * @param active whether the user may log in
 * @param createdAt when it was made
 */
record User(long id, String email, String name, String role, boolean active, Instant createdAt) {
    static User of(ResultSet row) throws SQLException {
        return new User(row.getLong("id"), row.getString("email"), row.getString("name"), row.getString("role"),
                row.getBoolean("active"), row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("email", email);
        json.put("name", name);
        json.put("role", role);
        json.put("active", active);
        json.put("created_at", createdAt.toString());
        return json;
    }
}
