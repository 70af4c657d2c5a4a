package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.access.explain.Question;
import dev.patchbay.access.explain.ReasonCode;
import dev.patchbay.access.explain.Step;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.ReservedNames;
import dev.patchbay.catalog.search.SearchTools;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.store.enablement.Enablement.Target;
import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.Limit;
import dev.patchbay.store.identity.Client;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that search their tools, through the real pipeline and the real tools that search. */
final class SearchModeTest {
    private final TestAccess host = new TestAccess();
    private final SearchTools search = new SearchTools(host.authorizer::view);

    @BeforeEach
    void enable() {
        host.authorizer.searchTools(search.entries());
        host.policy.client(new Client("ada", "ada", Set.of(), Set.of(), false, true, null, null, Instant.EPOCH))
                .enable("ada", Target.TOOLSET, "set").toolset("set", TestPolicy.tool("github_export"),
                        TestPolicy.tool("github_create_issue", "report", Map.of("repo", "acme/web")));
        host.reload();
    }

    @AfterEach
    void close() {
        search.close();
        host.close();
    }

    private CallToolResult call(String tool, Map<String, @Nullable Object> arguments) {
        if (host.call("ada", tool, arguments) instanceof Outcome.Completed<CallToolResult>(CallToolResult result)) {
            return result;
        }
        throw new AssertionError("No result");
    }

    private CallToolResult through(String outer, String inner, Map<String, @Nullable Object> arguments) {
        return call(outer, Map.of("name", inner, "arguments", arguments));
    }

    @Test
    void theFourToolsAreListedAndTheOthersFoundAndCalled() {
        assertThat(host.tools("ada")).containsExactlyInAnyOrderElementsOf(ReservedNames.TOOLS);
        assertThat(call("search_tools", Map.of("query", "report issue")).content().toString()).contains("report")
                .doesNotContain("github_list_issues");
        assertThat(through("call_read_tool", "github_export", Map.of()).isError()).isFalse();
        assertThat(call("github_export", Map.of()).isError()).isFalse();
        assertThat(through("call_write_tool", "report", Map.of("title", "t")).isError()).isFalse();
        assertThat(host.catalog.calls).contains(Map.of("title", "t", "repo", "acme/web"));
    }

    @Test
    void whatIsNotEnabledAndWhatIsNotThereAreTheSame() {
        String notEnabled = through("call_read_tool", "github_list_issues", Map.of()).content().toString();
        String unknown = through("call_read_tool", "github_list_nothing", Map.of()).content().toString();

        assertThat(notEnabled.replace("github_list_issues", "x"))
                .isEqualTo(unknown.replace("github_list_nothing", "x"));
        assertThat(through("call_write_tool", "github_create_issue", Map.of()).isError())
                .as("the name before the override").isTrue();
        assertThat(through("call_read_tool", "report", Map.of("title", "t")).isError()).as("it writes").isTrue();
        assertThat(host.catalog.calls).isEmpty();
    }

    @Test
    void rulesAndLimitsAreThoseOfTheInnerTool() {
        host.policy.rule("short", "tool.name == 'github_create_issue'", "size(args.title) < 5")
                .rule("never-search", null, "!entry.name.startsWith('search')");
        host.policy.limits.add(new Limit(Limit.Scope.TOOL, null, "github_export", 1));
        host.reload();

        assertThat(through("call_write_tool", "report", Map.of("title", "too long")).content().toString())
                .contains("short");
        assertThat(through("call_read_tool", "github_export", Map.of()).isError()).isFalse();
        assertThat(through("call_read_tool", "github_export", Map.of()).content().toString())
                .contains("Rate limit exceeded. Try again later.");
        assertThat(call("search_tools", Map.of("query", "report")).isError()).as("no rule is about these").isFalse();
    }

    @Test
    void aToolThatIsTakenAwayIsFoundNoMore() {
        host.policy.toolset("set", TestPolicy.tool("github_export"));
        host.reload();

        assertThat(call("search_tools", Map.of("query", "report issue")).content().toString())
                .doesNotContain("\"report\"");
        assertThat(through("call_write_tool", "report", Map.of("title", "t")).isError()).isTrue();
    }

    @Test
    void theToolsThatSearchAreExplainedToo() {
        assertThat(host.explain.answer(Question.of("ada", EntryKind.TOOL, "search_tools")).isAllowed()).isTrue();
        assertThat(host.explain.answer(Question.of("ada", EntryKind.TOOL, "report")).steps()).extracting(Step::code)
                .contains(ReasonCode.SEARCH_MODE);
        host.policy.client("bob").enable("bob", Target.TOOL, "*");
        host.reload();
        assertThat(host.explain.answer(Question.of("bob", EntryKind.TOOL, "search_tools")).code())
                .isEqualTo(ReasonCode.ENTRY_UNKNOWN);
    }
}
