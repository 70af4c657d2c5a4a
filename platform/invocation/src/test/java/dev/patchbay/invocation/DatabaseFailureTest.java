package dev.patchbay.invocation;

import static dev.patchbay.invocation.TestHost.error;
import static dev.patchbay.invocation.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseFailureTest {
    private final TestHost host = new TestHost();
    private final LoggedIncidents log = new LoggedIncidents();

    @AfterEach
    void stop() {
        log.close();
        host.close();
    }

    @Test
    void anExceptionOfADriverThatEscapesAToolIsToldByItsSqlState() {
        host.tool("create_user", call -> {
            throw new SQLException("duplicate key ... (email)=(ada@example.com)", "23505");
        });
        CallToolResult result = host.result("team_create_user");
        assertThat(text(result)).contains("Record already exists with provided unique values").doesNotContain("ada@");
        assertThat(error(result)).containsExactlyInAnyOrderEntriesOf(Map.of("code", "UNIQUE_CONSTRAINT_VIOLATION",
                "retryable", false, "suggestions",
                List.of("Check for existing records", "Use update operation instead")));
        assertThat(log.texts()).as("the administrator sees the rest").hasSize(1);
    }

    @Test
    void aDatabaseThatIsAwayMayBeAskedAgainEverMoreSlowly() {
        host.tool("query", call -> {
            throw new IllegalStateException(new SQLException("refused by db.internal:5432", "08001"));
        });
        CallToolResult result = host.result("team_query");
        assertThat(text(result)).contains("Database connection failed").doesNotContain("db.internal");
        assertThat(error(result)).containsExactlyInAnyOrderEntriesOf(
                Map.of("code", "CONNECTION_ERROR", "retryable", true, "backoff", "exponential"));
    }

    @Test
    void whatTheToolSaysItselfStays() {
        host.tool("own", call -> {
            throw new ToolException("There is a user of that name.", new SQLException("x", "23505")).code("taken");
        });
        assertThat(error(host.result("team_own"))).containsEntry("code", "taken");
    }
}
