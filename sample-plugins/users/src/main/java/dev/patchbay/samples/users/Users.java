package dev.patchbay.samples.users;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.Contributions;
import dev.patchbay.api.Contributor;
import dev.patchbay.api.PluginContext;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.resource.Resource;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A plugin with libraries of its own (a database and a connection pool), a configuration with a secret, tools that are
 * defined at run time, and resources.
 */
@Contributes
public final class Users implements Contributor, AutoCloseable {
    private static final long MAX_LIMIT = 100;
    private static final String QUERYING = "Error querying users: ";
    private static final String CREATING = "Error creating user: ";

    private final Database database;
    private final UserTable table;

    public Users(UsersConfiguration configuration, PluginContext context) {
        this.database = new Database(context.instance(), configuration);
        this.table = new UserTable(database);
    }

    @Override
    public Contributions contributions() {
        return Contributions.builder()
                .tool(UserDefinitions.queryUsers(), this::queryUsers)
                .tool(UserDefinitions.createUser(), this::createUser)
                .build();
    }

    private CallToolResult queryUsers(Call call) {
        UserFilters filters = UserFilters
                .of(call.arguments().get("filters") instanceof Map<?, ?> given ? given : Map.of());
        long limit = Math.min(number(call, "limit", UserDefinitions.DEFAULT_LIMIT), MAX_LIMIT);
        long offset = number(call, "offset", 0);
        List<User> users;
        try {
            users = table.query(filters, limit, offset);
        } catch (SQLException e) {
            throw DatabaseErrors.toolException(QUERYING, e);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("users", users.stream().map(User::toJson).toList());
        result.put("count", users.size());
        result.put("filters_applied", filters.applied());
        result.put("filters_ignored", filters.ignored());
        result.put("pagination", pagination(limit, offset));
        return CallToolResult.structured(result);
    }

    private CallToolResult createUser(Call call) {
        if (!(call.arguments().get("email") instanceof String email) || email.isBlank()
                || !(call.arguments().get("name") instanceof String name) || name.isBlank()) {
            throw new ToolException("Email and name are required").code("INVALID_ARGUMENTS")
                    .suggestion("Call again with email and name");
        }
        String role = call.arguments().get("role") instanceof String given ? given : UserDefinitions.DEFAULT_ROLE;
        try {
            User user = table.insert(email, name, role);
            return CallToolResult.text("Successfully created user: " + user.email() + " (id " + user.id() + ")")
                    .withStructuredContent(user.toJson());
        } catch (SQLException e) {
            if (DatabaseErrors.isDuplicate(e)) {
                throw new ToolException("User with this email already exists").code("UNIQUE_CONSTRAINT_VIOLATION")
                        .suggestion("Check for existing records")
                        .suggestion("Use update operation instead");
            }
            throw DatabaseErrors.toolException(CREATING, e);
        }
    }

    @Resource(uri = "schema://users", name = "User Table Schema",
            description = "Complete schema definition for users table", mimeType = "application/json")
    public TableSchema schema() throws SQLException {
        try (Connection connection = database.connection()) {
            return TableSchema.introspect(connection, "users");
        }
    }

    @Resource(uri = "docs://api", name = "API Documentation", description = "Database API usage examples and patterns",
            mimeType = "text/markdown")
    public String api() {
        try (InputStream page = Users.class.getResourceAsStream("api.md")) {
            return new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> pagination(long limit, long offset) {
        Map<String, Object> pagination = new LinkedHashMap<>();
        pagination.put("limit", limit);
        pagination.put("offset", offset);
        return pagination;
    }

    private static long number(Call call, String name, long otherwise) {
        return call.arguments().get(name) instanceof Number number ? number.longValue() : otherwise;
    }

    @Override
    public void close() {
        database.close();
    }
}
