package dev.patchbay.samples.users;

import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The two tools as clients see them. They are written out, not derived from Java types, because they are more lenient
 * than types can say: unknown filters are ignored and named, and a missing argument is answered in the tool's own words.
 */
final class UserDefinitions {
    static final long DEFAULT_LIMIT = 50;
    static final String DEFAULT_ROLE = "user";

    /** Longer than the pool makes a call wait for a connection, so that its error is the one the client sees. */
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private UserDefinitions() {}

    static ToolDefinition queryUsers() {
        Map<String, Object> filters = object(
                "role", json("type", "string", "description", "The role equals this: user, admin or moderator"),
                "active", json("description", "true for active users, false for others; not used unless a boolean"),
                "created_after", json("type", "string", "format", "date",
                        "description", "Created on this date (UTC) or later, such as 2026-01-31"));
        filters.put("description",
                "Which users; all if empty. Unknown filters are ignored and told in filters_ignored");
        return ToolDefinition.builder("query_users", "Query user database with filters and pagination")
                .title("Query users")
                .inputSchema(object(
                        "filters", filters,
                        "limit", json("type", "integer", "minimum", 1L, "default", DEFAULT_LIMIT,
                                "description", "How many users to return; more than 100 gives 100"),
                        "offset", json("type", "integer", "minimum", 0L, "default", 0L,
                                "description", "How many users to skip, in the order of their ids")))
                .outputSchema(page())
                .traits(ToolTraits.defaults().readOnly(true).idempotent(true).openWorld(false).deadline(DEADLINE))
                .build();
    }

    private static Map<String, Object> page() {
        Map<String, Object> user = object(
                "id", json("type", "integer"),
                "email", json("type", "string"),
                "name", json("type", "string"),
                "role", json("type", "string"),
                "active", json("type", "boolean"),
                "created_at", json("type", "string", "format", "date-time"));
        return object(
                "users", json("type", "array", "items", user),
                "count", json("type", "integer"),
                "filters_applied", json("type", "object"),
                "filters_ignored", json("type", "array", "items", json("type", "string")),
                "pagination", object("limit", json("type", "integer"), "offset", json("type", "integer")));
    }

    static ToolDefinition createUser() {
        return ToolDefinition.builder("create_user", "Create new user with validation")
                .title("Create user")
                .inputSchema(object(
                        "email", json("type", "string", "format", "email", "description", "Address, unique; required"),
                        "name", json("type", "string", "minLength", 2L, "maxLength", 200L,
                                "description", "Full name; required"),
                        "role", json("type", "string", "enum", List.of("user", "admin", "moderator"),
                                "default", DEFAULT_ROLE, "description", "What the user may do")))
                .traits(ToolTraits.defaults().destructive(false).openWorld(false).deadline(DEADLINE))
                .build();
    }

    private static Map<String, Object> object(Object... properties) {
        return json("type", "object", "properties", json(properties));
    }

    /** Keys and values in turn, in an order that is the same in every run. */
    private static Map<String, Object> json(Object... members) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            json.put((String) members[i], members[i + 1]);
        }
        return json;
    }
}
