package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.store.enablement.Enablement.Target;
import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.ToolOverride;
import dev.patchbay.store.enablement.Toolset;
import dev.patchbay.store.enablement.ToolsetEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OverrideTest {
    private final TestAccess host = new TestAccess();

    @BeforeEach
    void enable() {
        host.policy.client("ada").enable("ada", Target.TOOLSET, "set");
    }

    @AfterEach
    void close() {
        host.close();
    }

    private void set(ToolsetEntry... entries) {
        host.policy.toolset("set", entries);
        host.reload();
    }

    private ToolEntry tool(String name) {
        return host.view("ada").tool(name).orElseThrow();
    }

    private static CallToolResult result(Outcome<CallToolResult> outcome) {
        if (outcome instanceof Outcome.Completed<CallToolResult>(CallToolResult result)) {
            return result;
        }
        throw new AssertionError("No result but " + outcome);
    }

    private static String failure(Outcome<CallToolResult> outcome) {
        CallToolResult result = result(outcome);
        assertThat(result.isError()).isTrue();
        return result.content().toString();
    }

    @Test
    void aToolIsShownWithOtherNameTitleAndDescription() {
        set(new ToolsetEntry(EntryKind.TOOL, "github_export",
                new ToolOverride("dump", "Dump", "Dumps everything", Map.of(), Set.of())));

        assertThat(host.tools("ada")).containsExactly("dump");
        assertThat(tool("dump").definition().title()).contains("Dump");
        assertThat(tool("dump").definition().description()).isEqualTo("Dumps everything");
        assertThat(tool("dump").original().name()).isEqualTo("github_export");
        assertThat(tool("dump").definitionHash()).isNotEqualTo(tool("dump").original().definitionHash());
        assertThat(host.view("ada").tool("github_export")).isEmpty();
        assertThat(result(host.call("ada", "dump", Map.of())).isError()).isFalse();
    }

    @Test
    void aFixedArgumentIsNotShownCannotBeSentAndReachesThePlugin() {
        set(TestPolicy.tool("github_create_issue", "report", Map.of("repo", "acme/web"), "draft"));
        Map<String, Object> schema = tool("report").definition().inputSchema();

        assertThat(schema.get("properties")).isEqualTo(Map.of("title", Map.of("type", "string")));
        assertThat(schema.get("required")).isEqualTo(List.of("title"));
        assertThat(schema.toString()).doesNotContain("x-mcp-header");

        assertThat(result(host.call("ada", "report", Map.of("title", "It broke"))).isError()).isFalse();
        assertThat(host.catalog.calls).containsExactly(Map.of("title", "It broke", "repo", "acme/web"));
        assertThat(failure(host.call("ada", "report", Map.of("title", "x", "repo", "acme/other")))).contains("repo");
        assertThat(failure(host.call("ada", "report", Map.of("title", "x", "draft", true)))).contains("draft");
        assertThat(failure(host.call("ada", "report", Map.of()))).contains("title");
        assertThat(host.catalog.calls).hasSize(1);
    }

    @Test
    void aFixedValueThatThePluginsSchemaRefusesReachesNoPlugin() {
        set(TestPolicy.tool("github_create_issue", "report", Map.of("repo", 7L)));

        failure(host.call("ada", "report", Map.of("title", "x")));
        assertThat(host.catalog.calls).isEmpty();
    }

    @Test
    void aRuleSeesFixedArgumentsToo() {
        set(TestPolicy.tool("github_create_issue", "report", Map.of("repo", "acme/web")));
        host.policy.rule("acme-only", "tool.name == 'github_create_issue'", "args.repo.startsWith('acme/')");
        host.reload();

        assertThat(result(host.call("ada", "report", Map.of("title", "x"))).isError()).isFalse();
    }

    @Test
    void oneSchemaIsMadeForManyViewsAndSnapshots() {
        set(TestPolicy.tool("github_create_issue", "report", Map.of("repo", "acme/web")));
        ToolEntry first = tool("report");

        host.policy.client("bob").enable("bob", Target.TOOLSET, "set").enable("bob", Target.TOOL, "github_export");
        host.reload();
        host.catalog.publish();

        assertThat(host.view("bob").tool("report").orElseThrow().input()).isSameAs(first.input());
    }

    @Test
    void aToolThatIsEnabledAsItIsKeepsItsNameAndTheOverrideIsLeftOut() {
        host.policy.enable("ada", Target.TOOL, "github_export");
        set(TestPolicy.tool("github_create_issue", "github_export", Map.of()),
                TestPolicy.tool("github_list_issues", "lists", Map.of()));

        assertThat(host.tools("ada")).containsExactly("lists", "github_export");
        assertThat(tool("github_export").preset()).isEmpty();
    }

    @Test
    void ofTwoOverridesWithOneNameTheFirstIsShown() {
        host.policy.enable("ada", Target.TOOLSET, "other")
                .toolset("other", TestPolicy.tool("github_list_issues", "issues", Map.of()));
        set(TestPolicy.tool("github_create_issue", "issues", Map.of()));

        assertThat(host.tools("ada")).containsExactly("issues");
        assertThat(tool("issues").original().name()).isEqualTo("github_create_issue");
    }

    @Test
    void aToolCanBeShownPlainlyAndOverriddenAtOnce() {
        host.policy.enable("ada", Target.TOOL, "github_create_issue");
        set(TestPolicy.tool("github_create_issue", "report", Map.of("repo", "acme/web")));

        assertThat(host.tools("ada")).containsExactly("github_create_issue", "report");
    }

    static List<ToolsetEntry> unusable() {
        return List.of(TestPolicy.tool("github_export", "search_tools", Map.of()),
                TestPolicy.tool("github_export", "Search_Too1s", Map.of()),
                TestPolicy.tool("github_export", "white space", Map.of()),
                TestPolicy.tool("github_export", "ä", Map.of()),
                TestPolicy.tool("github_export", "x".repeat(129), Map.of()),
                TestPolicy.tool("github_export", "dump", Map.of("absent", 1L)),
                TestPolicy.tool("github_export", "dump", Map.of(), "absent"),
                TestPolicy.tool("github_create_issue", "dump", nothing("repo")),
                new ToolsetEntry(EntryKind.TOOL, "github_*",
                        new ToolOverride(null, "Title", null, Map.of(), Set.of())),
                new ToolsetEntry(EntryKind.TOOL, "github_export",
                        new ToolOverride("dump", null, " ", Map.of(), Set.of())));
    }

    @SuppressWarnings("NullAway") // what the store lets through
    private static Map<String, Object> nothing(String name) {
        Map<String, Object> map = new HashMap<>();
        map.put(name, null);
        return map;
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void anOverrideThatCannotBeAppliedShowsNothingAndIsRefusedWhenSaved(ToolsetEntry entry) {
        set(entry);

        assertThat(host.tools("ada")).isEmpty();
        assertThat(new ToolsetReview(host.catalog.registry, host.access)
                .problems(new Toolset("set", "", List.of(entry)))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"github_list_issues", "taken"})
    void aNameThatSomebodyHasIsRefusedWhenSaved(String name) {
        host.policy.enable("ada", Target.TOOLSET, "other")
                .toolset("other", TestPolicy.tool("github_create_issue", "taken", Map.of())).toolset("set");
        host.reload();

        assertThat(new ToolsetReview(host.catalog.registry, host.access).problems(
                new Toolset("set", "", List.of(TestPolicy.tool("github_export", name, Map.of()))))).hasSize(1);
    }

    @Test
    void aNameThatNobodySeesTwiceIsAllowed() {
        host.policy.client("bob").enable("bob", Target.TOOLSET, "other")
                .toolset("other", TestPolicy.tool("github_create_issue", "taken", Map.of())).toolset("set");
        host.reload();

        assertThat(new ToolsetReview(host.catalog.registry, host.access).problems(
                new Toolset("set", "", List.of(TestPolicy.tool("github_export", "taken", Map.of()))))).isEmpty();
    }

    @Test
    void aFixedValueThatDoesNotFitIsRefusedWhenSavedAndOneThatFitsIsNot() {
        ToolsetReview review = new ToolsetReview(host.catalog.registry, host.access);

        assertThat(review.problems(new Toolset("set", "",
                List.of(TestPolicy.tool("github_create_issue", "report", Map.of("repo", 7L)))))).hasSize(1);
        assertThat(review.problems(new Toolset("set", "",
                List.of(TestPolicy.tool("github_create_issue", "report", Map.of("repo", "a/b")))))).isEmpty();
    }
}
