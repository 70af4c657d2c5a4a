package dev.patchbay.samples.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.api.resource.ResourceDefinition;
import dev.patchbay.testkit.ListedTool;
import dev.patchbay.testkit.PatchbayTest;
import dev.patchbay.testkit.RefusedCallException;
import dev.patchbay.testkit.TestClient;
import dev.patchbay.testkit.TestHost;
import dev.patchbay.testkit.TestSetup;
import dev.patchbay.testkit.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The tool names are bare here, as an administrator may grant it. Every test has a host and a database of its own. */
@PatchbayTest(namespace = "")
class UsersTest {
    private static final long MOST_PER_PAGE = 100;

    @Nested
    class Tools {
        @Test
        @DisplayName("should list all available tools")
        void shouldListAllAvailableTools(TestClient client) {
            assertEquals(List.of("query_users", "create_user"),
                    client.listTools().stream().map(ListedTool::name).toList());
        }
    }

    @Nested
    class QueryUsers {
        @Test
        @DisplayName("should query users with filters")
        void shouldQueryUsersWithFilters(TestClient client) {
            seedTestUsers(client, 6);

            ToolResult result = client.callTool("query_users",
                    Map.of("filters", Map.of("role", "admin", "active", true, "created_after", "2026-01-01"), "limit",
                            10));

            assertFalse(result.isError(), result.text());
            assertEquals(2, users(result).size());
            assertTrue(users(result).stream().allMatch(user -> user.get("role").equals("admin")));
            assertEquals(2L, result.json("count"));
            assertEquals(Map.of("role", "admin", "active", true, "created_after", "2026-01-01"),
                    result.json("filters_applied"));
            assertEquals(Map.of("limit", 10L, "offset", 0L), result.json("pagination"));
        }

        @Test
        @DisplayName("should handle invalid filters gracefully")
        void shouldHandleInvalidFiltersGracefully(TestClient client) {
            seedTestUsers(client, 3);

            ToolResult result = client.callTool("query_users",
                    Map.of("filters", Map.of("invalid_field", "value", "active", "yes")));

            assertFalse(result.isError(), result.text());
            assertEquals(3, users(result).size());
            assertTrue(((List<?>) result.json("filters_ignored")).containsAll(List.of("invalid_field", "active")));
            assertEquals(Map.of(), result.json("filters_applied"));
        }

        @Test
        @DisplayName("should enforce pagination limits")
        void shouldEnforcePaginationLimits(TestClient client) {
            seedTestUsers(client, 105);

            ToolResult first = client.callTool("query_users", Map.of("limit", 1000));
            ToolResult second = client.callTool("query_users", Map.of("limit", 1000, "offset", MOST_PER_PAGE));

            assertEquals(MOST_PER_PAGE, users(first).size());
            assertEquals(Map.of("limit", MOST_PER_PAGE, "offset", 0L), first.json("pagination"));
            assertEquals(5, users(second).size());
            assertEquals(50, users(client.callTool("query_users", Map.of())).size());
        }
    }

    @Nested
    class CreateUser {
        @Test
        @DisplayName("should create valid users")
        void shouldCreateValidUsers(TestClient client) {
            ToolResult result = client.callTool("create_user",
                    Map.of("email", "ada@example.com", "name", "Ada Lovelace", "role", "admin"));

            assertFalse(result.isError(), result.text());
            assertTrue(result.text().startsWith("Successfully created user: "), result.text());
            assertEquals("ada@example.com", users(client.callTool("query_users", Map.of())).getFirst().get("email"));
        }

        @Test
        @DisplayName("should validate required fields")
        void shouldValidateRequiredFields(TestClient client) {
            ToolResult result = client.callTool("create_user", Map.of("email", "ada@example.com"));

            assertTrue(result.isError());
            assertEquals("Email and name are required", result.text());
        }

        @Test
        @DisplayName("should prevent duplicate emails")
        void shouldPreventDuplicateEmails(TestClient client) {
            Map<String, Object> ada = Map.of("email", "ada@example.com", "name", "Ada Lovelace");
            client.callTool("create_user", ada);

            ToolResult again = client.callTool("create_user", ada);

            assertTrue(again.isError());
            assertEquals("User with this email already exists", again.text());
        }
    }

    @Nested
    class Errors {
        @Test
        @DisplayName("should handle database connection errors")
        void shouldHandleDatabaseConnectionErrors() {
            TestSetup gone = TestSetup.standard().withNamespace("")
                    .withConfiguration(Map.of("url", "jdbc:h2:tcp://127.0.0.1:1/gone", "acquireTimeoutMillis", 250))
                    .withSettings(Map.of("resilience", Map.of("retry-delay", "10ms")));
            try (TestHost host = TestHost.start(UsersTest.class, gone)) {
                ToolResult result = host.client().callTool("query_users", Map.of());

                assertTrue(result.isError());
                assertEquals("Error querying users: Database connection failed", result.text());
                assertTrue(result.text().contains("connection"));
            }
        }

        @Test
        @DisplayName("should handle malformed tool calls")
        void shouldHandleMalformedToolCalls(TestClient client) {
            var refused = assertThrows(RefusedCallException.class, () -> client.callTool("nonexistent_tool", Map.of()));

            assertTrue(refused.getMessage().contains("Unknown tool"), refused.getMessage());
        }
    }

    @Nested
    class Resources {
        @Test
        void theSchemaIsThatOfTheLiveTable(TestClient client) {
            String schema = client.readText("schema://users");

            for (String word : List.of("\"table\"", "email", "created_at", "\"primary_key\"", "users_email")) {
                assertTrue(schema.contains(word), schema);
            }
        }

        @Test
        void theDocumentationIsServed(TestClient client) {
            assertTrue(client.readText("docs://api").startsWith("# Users"));
        }

        @Test
        void bothAreListedUnderTheirNames(TestClient client) {
            assertEquals(Map.of("schema://users", "User Table Schema", "docs://api", "API Documentation"),
                    client.listResources()
                            .stream()
                            .collect(Collectors.toMap(ResourceDefinition::uri, ResourceDefinition::name)));
        }
    }

    /** Makes users with the roles admin, moderator and user in turn. */
    private static void seedTestUsers(TestClient client, int count) {
        List<String> roles = List.of("admin", "moderator", "user");
        for (int i = 0; i < count; i++) {
            ToolResult result = client.callTool("create_user",
                    Map.of("email", "user" + i + "@example.com", "name", "User " + i, "role", roles.get(i % 3)));
            assertFalse(result.isError(), result.text());
        }
    }

    @SuppressWarnings("unchecked") // a list of JSON objects
    private static List<Map<String, Object>> users(ToolResult result) {
        return (List<Map<String, Object>>) result.json("users");
    }
}
