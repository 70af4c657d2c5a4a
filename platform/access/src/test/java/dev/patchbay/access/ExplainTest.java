package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.access.explain.Explanation;
import dev.patchbay.access.explain.PluginStates.Health;
import dev.patchbay.access.explain.PluginStates.PluginState;
import dev.patchbay.access.explain.Question;
import dev.patchbay.access.explain.Question.Token;
import dev.patchbay.access.explain.ReasonCode;
import dev.patchbay.access.explain.Step;
import dev.patchbay.store.enablement.Enablement.Target;
import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.Limit;
import dev.patchbay.store.enablement.Requirement;
import dev.patchbay.store.identity.ApiKey;
import dev.patchbay.store.identity.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ExplainTest {
    private final TestAccess host = new TestAccess();

    @AfterEach
    void close() {
        host.close();
    }

    private Explanation explain(String tool) {
        return explain(EntryKind.TOOL, tool);
    }

    private Explanation explain(EntryKind kind, String name) {
        return host.reload().explain.answer(Question.of("ada", kind, name));
    }

    private static Step step(Explanation told, ReasonCode code) {
        return told.steps().stream().filter(step -> step.code() == code).findFirst()
                .orElseThrow(() -> new AssertionError(code + " is not in " + told));
    }

    private void key(@Nullable Instant expires, @Nullable Instant revoked) {
        host.keys.add(
                new ApiKey("k" + host.keys.size(), "ada", new byte[]{1}, "", Instant.EPOCH, expires, revoked, null));
    }

    @Test
    void tellsTheWholeChainOfACallThatIsAllowed() {
        key(null, null);
        host.policy.client("ada", "staff").enableRole("staff", Target.TOOLSET, "exporters")
                .toolset("exporters", TestPolicy.tool("github_exp*"))
                .rule("office", null, "now.getDayOfWeek() != 0");

        Explanation told = explain("github_export");

        assertThat(told.isAllowed()).isTrue();
        assertThat(told.code()).isEqualTo(ReasonCode.ALLOWED);
        assertThat(told.steps()).extracting(Step::code).containsExactly(ReasonCode.CLIENT_ACTIVE,
                ReasonCode.CREDENTIAL_VALID, ReasonCode.ENTRY_FOUND, ReasonCode.PLUGIN_SERVING, ReasonCode.ENABLED,
                ReasonCode.SCOPES_HELD, ReasonCode.PERMISSION_HELD, ReasonCode.RULE_ALLOWS, ReasonCode.LIMITS_LEFT);
        assertThat(step(told, ReasonCode.ENABLED).text()).contains("toolset exporters", "role staff");
        assertThat(step(told, ReasonCode.LIMITS_LEFT).text()).contains("100 of 100");
    }

    @Test
    void notesThatResultsAreGivenAgain() {
        host.catalog.tool("kept", TestCatalog.READING.cacheFor(Duration.ofMinutes(5)).staleFor(Duration.ofMinutes(1)),
                Map.of("type", "object"));
        host.catalog.publish();
        host.policy.client("ada").enable("ada", Target.TOOL, "*");
        assertThat(step(explain("github_kept"), ReasonCode.RESULTS_KEPT).text()).contains("300 s", "the same client",
                "60 s more");
        assertThat(explain("github_list_issues").steps()).extracting(Step::code)
                .doesNotContain(ReasonCode.RESULTS_KEPT);
    }

    @Test
    void tellsWhatIsWrongWithTheClient() {
        assertThat(explain("github_export").code()).isEqualTo(ReasonCode.CLIENT_UNKNOWN);
        host.policy.client("adam");
        assertThat(step(explain("github_export"), ReasonCode.CLIENT_UNKNOWN).change()).contains("adam");
        host.policy.client(new Client("ada", "", Set.of(), Set.of(), true, false, null, null, Instant.EPOCH))
                .enable("ada", Target.TOOL, "*");
        assertThat(explain("github_export").code()).isEqualTo(ReasonCode.CLIENT_DISABLED);
        assertThat(explain("github_export").isAllowed()).isFalse();
    }

    @Test
    void notesThatNoCredentialIsValid() {
        host.policy.client("ada").enable("ada", Target.TOOL, "*");
        assertThat(step(explain("github_export"), ReasonCode.CREDENTIAL_NONE).change()).isNotBlank();
        key(TestAccess.MONDAY.minusSeconds(1), null);
        key(null, TestAccess.MONDAY.minusSeconds(60));
        assertThat(step(explain("github_export"), ReasonCode.CREDENTIAL_ENDED).text()).contains("k0 expired",
                "k1 revoked");
        key(TestAccess.MONDAY.plusSeconds(1), null);
        step(explain("github_export"), ReasonCode.CREDENTIAL_VALID);
    }

    @Test
    void tellsWhatIsMeantByANameThatIsNotThere() {
        host.policy.client("ada").enable("ada", Target.TOOL, "*");

        Explanation told = explain("github_exprt");
        assertThat(told.code()).isEqualTo(ReasonCode.ENTRY_UNKNOWN);
        assertThat(told.summary()).contains("Did you mean github_export?");
        assertThat(explain("export").summary()).contains("github_export");
    }

    @Test
    void tellsThatThePluginDoesNotServe() {
        host.policy.client("ada").enable("ada", Target.TOOL, "*");
        host.plugins.add(new PluginState("jira", "jira", false, "waiting_for_approval", "its JAR is new"));

        Explanation told = explain("jira_create");

        assertThat(told.code()).isEqualTo(ReasonCode.PLUGIN_PENDING);
        assertThat(step(told, ReasonCode.PLUGIN_PENDING).text()).contains("jira", "waiting for approval",
                "its JAR is new");
        assertThat(step(told, ReasonCode.ENTRY_UNKNOWN).text()).contains("jira_create");
        assertThat(explain("other_thing").code()).as("of nobody known").isEqualTo(ReasonCode.ENTRY_UNKNOWN);
        for (String status : List.of("rejected", "quarantined")) {
            host.plugins.removeLast();
            host.plugins.add(new PluginState("jira", "jira", false, status, ""));
            assertThat(explain("jira_create").code().word()).isEqualTo("plugin_" + status);
        }
    }

    @Test
    void tellsOfDefinitionsThatWaitAndOfGrantsThatAreMissing() {
        host.policy.client("ada").enable("ada", Target.TOOL, "*");
        host.plugins.clear();
        host.plugins.add(new PluginState("github", "github", true, "started", "", "A changed JAR waits.",
                Map.of("github_new", "It waits.", "github_export", "Its change waits."), List.of("hosts: a.example"),
                Health.GOOD));

        assertThat(explain("github_new").code()).isEqualTo(ReasonCode.DEFINITION_WAITING);
        Explanation served = explain("github_export");
        assertThat(served.isAllowed()).isTrue();
        assertThat(step(served, ReasonCode.DEFINITION_WAITING).result()).isEqualTo(Step.Result.NOTED);
        assertThat(step(served, ReasonCode.PLUGIN_PENDING).text()).isEqualTo("A changed JAR waits.");
        assertThat(step(served, ReasonCode.GRANT_MISSING).text()).contains("hosts: a.example");
    }

    @Test
    void namesTheBreakerThatLetsNoCallThrough() {
        host.policy.client("ada").enable("ada", Target.TOOL, "*").enable("ada", Target.TOOLSET, "exporters")
                .toolset("exporters", TestPolicy.tool("github_export", "export", Map.of()));
        degraded(new Health("", Map.of("github_export", "the circuit breaker of tool github_export is open")));

        for (String name : List.of("github_export", "export")) {
            Explanation told = explain(name);
            assertThat(told.isAllowed()).isFalse();
            assertThat(told.code()).isEqualTo(ReasonCode.BREAKER_OPEN);
            assertThat(step(told, ReasonCode.BREAKER_OPEN).text())
                    .isEqualTo("The circuit breaker of tool github_export is open.");
        }
        Explanation other = explain("github_list_issues");
        assertThat(other.isAllowed()).isTrue();
        assertThat(step(other, ReasonCode.PLUGIN_DEGRADED).result()).isEqualTo(Step.Result.NOTED);

        degraded(new Health("the circuit breaker of the plugin is open", Map.of()));
        assertThat(explain("github_list_issues").code()).isEqualTo(ReasonCode.BREAKER_OPEN);
    }

    private void degraded(Health health) {
        host.plugins.clear();
        host.plugins.add(new PluginState("github", "github", true, "degraded", "calls fail", "", Map.of(), List.of(),
                health));
    }

    @Test
    void aQuarantinedPluginRefusesWhateverItsToolIsCalled() {
        host.policy.client("ada").enable("ada", Target.TOOLSET, "exporters")
                .toolset("exporters", TestPolicy.tool("github_export", "export", Map.of()));
        host.plugins.clear();
        host.plugins.add(new PluginState("github", "github", false, "quarantined", "50 calls in a row failed"));

        Explanation told = explain("export");

        assertThat(told.code()).isEqualTo(ReasonCode.PLUGIN_QUARANTINED);
        assertThat(step(told, ReasonCode.PLUGIN_QUARANTINED).text()).contains("50 calls in a row failed");
    }

    @Test
    void tellsWhatWouldEnableIt() {
        host.policy.client("ada").role("staff").enableRole("staff", Target.TOOL, "github_*")
                .toolset("exporters", TestPolicy.tool("github_export")).toolset("others", TestPolicy.tool("x_*"));

        Explanation told = explain("github_export");

        assertThat(told.code()).isEqualTo(ReasonCode.NOT_ENABLED);
        assertThat(told.isSeen()).isFalse();
        assertThat(step(told, ReasonCode.NOT_ENABLED).change()).contains("role staff", "toolset exporters")
                .doesNotContain("others");
        assertThat(explain(EntryKind.PROMPT, "github_review").code()).isEqualTo(ReasonCode.NOT_ENABLED);
        assertThat(explain(EntryKind.TEMPLATE, "notes://files/{+path}").code()).isEqualTo(ReasonCode.NOT_ENABLED);
    }

    @Test
    void tellsWhichRuleHidesIt() {
        host.policy.client("ada").enable("ada", Target.TOOL, "*").enable("ada", Target.RESOURCE, "notes://*")
                .rule("readers", null, "tool.readOnly").rule("home", "entry.kind == 'resource'",
                        "entry.uri.startsWith('notes://home/')");

        Explanation told = explain("github_create_issue");
        assertThat(told.code()).isEqualTo(ReasonCode.HIDDEN_BY_RULE);
        assertThat(told.summary()).contains("readers");
        assertThat(explain(EntryKind.RESOURCE, "notes://office/1").code()).isEqualTo(ReasonCode.HIDDEN_BY_RULE);
        assertThat(explain(EntryKind.RESOURCE, "notes://office/7").code()).isEqualTo(ReasonCode.HIDDEN_BY_RULE);
    }

    @Test
    void tellsWhatBecameOfAnOverride() {
        host.policy.client("ada").enable("ada", Target.TOOLSET, "set").enable("ada", Target.TOOL, "github_list_issues")
                .toolset("set", TestPolicy.tool("github_export", "dump", Map.of()),
                        TestPolicy.tool("github_create_issue", "github_list_issues", Map.of()));

        assertThat(explain("dump").isAllowed()).isTrue();
        assertThat(step(explain("dump"), ReasonCode.ENABLED).text()).contains("github_export");
        assertThat(step(explain("github_export"), ReasonCode.RENAMED).text()).contains("'dump'");
        assertThat(step(explain("github_create_issue"), ReasonCode.NAME_TAKEN).text()).contains("github_list_issues");
        host.policy.toolset("set", TestPolicy.tool("github_export", "dump", Map.of(), "absent"));
        assertThat(step(explain("github_export"), ReasonCode.UNUSABLE_OVERRIDE).text()).contains("absent");
    }

    @Test
    void tellsThatAUriIsNotPlain() {
        host.policy.client("ada").enable("ada", Target.RESOURCE, "notes://*");

        assertThat(explain(EntryKind.RESOURCE, "notes://a/../b").code()).isEqualTo(ReasonCode.URI_NOT_PLAIN);
        assertThat(explain(EntryKind.RESOURCE, "notes://a/b").code()).isEqualTo(ReasonCode.ALLOWED);
        assertThat(explain(EntryKind.RESOURCE, "nodes://a/b").code()).isEqualTo(ReasonCode.ENTRY_UNKNOWN);
    }

    @Test
    void tellsWhichScopesAndPermissionsAreMissing() {
        host.policy.client("ada").enable("ada", Target.TOOL, "*");
        host.policy.requirements.add(new Requirement(EntryKind.TOOL, "github_export", Set.of("a", "b"), "x:y"));
        host.reload();

        Explanation told = host.explain.answer(new Question("ada", EntryKind.TOOL, "github_export",
                Optional.of(new Token(Set.of("a"), Set.of())), null, null));

        assertThat(told.code()).isEqualTo(ReasonCode.INSUFFICIENT_SCOPE);
        assertThat(told.isSeen()).isTrue();
        assertThat(step(told, ReasonCode.INSUFFICIENT_SCOPE).text()).contains("lacks b of a b");
        assertThat(step(told, ReasonCode.PERMISSION).text()).contains("x:y");
        assertThat(explain("github_export").code()).isEqualTo(ReasonCode.PERMISSION);
    }

    @Test
    void tellsWhatRulesSayOfACallAlsoAtAnotherTime() {
        host.policy.client("ada").enable("ada", Target.TOOL, "*")
                .rule("acme", "tool.name == 'github_create_issue'", "args.repo.startsWith('acme/')")
                .rule("monday", null, "now.getDayOfWeek() == 1")
                .rule("broken", "tool.name == 'github_export'", "nonsense");
        host.reload();

        assertThat(step(explain("github_create_issue"), ReasonCode.RULE_NEEDS_ARGUMENTS).text()).contains("acme");
        assertThat(explain("github_create_issue").isAllowed()).isTrue();
        assertThat(explain("github_export").code()).isEqualTo(ReasonCode.RULE_FAILED);
        assertThat(step(explain("github_list_issues"), ReasonCode.RULE_NOT_APPLICABLE).text()).contains("acme");
        assertThat(host.explain.answer(new Question("ada", EntryKind.TOOL, "github_create_issue", Optional.empty(),
                Map.of("repo", "x/y"), null)).code()).isEqualTo(ReasonCode.RULE);
        assertThat(host.explain.answer(new Question("ada", EntryKind.TOOL, "github_list_issues", Optional.empty(), null,
                Instant.parse("2026-11-24T09:00:00Z"))).summary()).contains("monday");
    }

    @Test
    void tellsThatALimitIsUsedUpWithoutCounting() {
        host.policy.client(new Client("ada", "", Set.of(), Set.of(), false, false, null, 2L, Instant.EPOCH))
                .enable("ada", Target.TOOL, "*");
        host.policy.limits.add(new Limit(Limit.Scope.TOOL, null, "github_list_issues", 1));
        host.reload();
        for (int i = 0; i < 50; i++) {
            assertThat(explain("github_list_issues").isAllowed()).isTrue();
        }
        host.call("ada", "github_list_issues", Map.of());
        assertThat(explain("github_list_issues").code()).isEqualTo(ReasonCode.RATE_LIMITED);
        host.call("ada", "github_export", Map.of());
        assertThat(explain("github_export").code()).isEqualTo(ReasonCode.QUOTA_EXCEEDED);
    }

    @Test
    void notesThatAToolIsCallableThoughNotListed() {
        host.policy.client(new Client("ada", "", Set.of(), Set.of(), false, true, null, null, Instant.EPOCH))
                .enable("ada", Target.TOOL, "*");

        assertThat(explain("github_export").isAllowed()).isTrue();
        step(explain("github_export"), ReasonCode.SEARCH_MODE);
    }

    @ParameterizedTest
    @EnumSource(ReasonCode.class)
    void everyReasonIsDocumented(ReasonCode code) throws IOException {
        assertThat(Files.readString(Path.of("../../docs/explain.md"))).contains("| `" + code.word() + "` |");
    }

    @Test
    void theWordsOfReasonsStay() {
        assertThat(List.of(ReasonCode.values())).extracting(ReasonCode::word).contains("client_active",
                "client_unknown", "not_enabled", "insufficient_scope", "permission", "rule", "rate_limited",
                "quota_exceeded", "allowed");
    }
}
