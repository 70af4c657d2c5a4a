package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.invocation.Authorizer.Decision;
import dev.patchbay.invocation.Authorizer.Request;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.invocation.Target;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.store.enablement.Enablement;
import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.Requirement;
import dev.patchbay.store.enablement.ResourceGrant;
import dev.patchbay.store.identity.Client;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallChecksTest {
    private final TestAccess host = new TestAccess();

    @BeforeEach
    void enable() {
        host.policy.client("ada").enable("ada", Enablement.Target.TOOL, "*")
                .enable("ada", Enablement.Target.PROMPT, "*").enable("ada", Enablement.Target.RESOURCE, "notes://*")
                .enable("ada", Enablement.Target.TEMPLATE, "*");
    }

    @AfterEach
    void close() {
        host.close();
    }

    private Decision decide(ClientIdentity caller, Target target) {
        return host.authorizer.decide(new Request(caller, target, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"issues:read,true", "issues,true", "issues:read:all,false", "issues:write,false", "issue,false",
        "other,false"})
    void aScopeCoversThoseBelowIt(String held, boolean isAllowed) {
        host.policy.requirements.add(new Requirement(EntryKind.TOOL, "github_export", Set.of("issues:read"), null));
        host.reload();

        assertThat(host.decide(TestAccess.token("ada", Set.of(), held), "github_export", Map.of()))
                .isEqualTo(isAllowed ? Decision.ALLOWED : new Decision.MissingScopes(Set.of("issues:read")));
    }

    @Test
    void theAnswerNamesAllScopesOfTheOperationAlsoThoseThatAreThere() {
        host.policy.requirements.addAll(List.of(
                new Requirement(EntryKind.TOOL, "github_export", Set.of("a", "b"), null),
                new Requirement(EntryKind.TOOL, "github_*", Set.of("c"), null)));
        host.reload();

        assertThat(host.decide(TestAccess.token("ada", Set.of(), "a", "c"), "github_export", Map.of()))
                .isEqualTo(new Decision.MissingScopes(Set.of("a", "b", "c")));
        assertThat(host.decide(TestAccess.token("ada", Set.of(), "a", "b", "c"), "github_export", Map.of()))
                .isEqualTo(Decision.ALLOWED);
        assertThat(host.decide(TestAccess.key("ada"), "github_export", Map.of())).as("without a token")
                .isEqualTo(Decision.ALLOWED);
        assertThat(host.authorizer.view(TestAccess.token("ada", Set.of())).tool("github_export"))
                .as("is listed all the same").isPresent();
    }

    @Test
    void aPermissionIsLookedForInTheClientThenItsRolesThenTheGrantsOnTheResource() {
        host.policy.requirements.add(new Requirement(EntryKind.TOOL, "github_export", Set.of(), "issues:export"));
        host.policy.client(TestPolicy.client("direct", Set.of(), Set.of("issues:export")))
                .role("exporter", "issues:export").client("byrole", "exporter").client("bygrant").client("other")
                .enable("direct", Enablement.Target.TOOL, "*").enable("byrole", Enablement.Target.TOOL, "*")
                .enable("bygrant", Enablement.Target.TOOL, "*").enable("other", Enablement.Target.TOOL, "*");
        host.policy.grants.addAll(List.of(new ResourceGrant("issues", "bygrant", "export"),
                new ResourceGrant("issues", "other", "read")));
        host.reload();

        for (String client : List.of("direct", "byrole", "bygrant")) {
            assertThat(host.decide(TestAccess.key(client), "github_export", Map.of())).as(client)
                    .isEqualTo(Decision.ALLOWED);
        }
        assertThat(host.decide(TestAccess.key("other"), "github_export", Map.of()))
                .isEqualTo(new Decision.Denied("permission", "Insufficient permissions for this tool",
                        Map.of("resource", "issues", "required_permission", "export", "user_permissions",
                                List.of("issues:read"))));
    }

    @Test
    void theRefusalOfARuleIsAResultWithItsReason() {
        host.policy.rule("acme-only", "tool.name == 'github_create_issue'", "args.repo.startsWith('acme/')");
        host.reload();

        Outcome<CallToolResult> refused = host.call("ada", "github_create_issue", Map.of("repo", "x/y", "title", "t"));

        assertThat(refused).isInstanceOfSatisfying(Outcome.Completed.class, completed -> {
            CallToolResult result = (CallToolResult) completed.result();
            assertThat(result.isError()).isTrue();
            assertThat(result.content().toString()).contains("acme-only");
            assertThat(result.meta().get("dev.patchbay/error")).asString().contains("code=rule");
        });
        assertThat(host.catalog.calls).isEmpty();
        host.call("ada", "github_create_issue", Map.of("repo", "acme/y", "title", "t"));
        assertThat(host.catalog.calls).hasSize(1);
    }

    @Test
    void aRuleThatCannotBeEvaluatedRefusesAndTellsNoValues() {
        host.policy.rule("broken-for-this", null, "entry.kind != 'tool' || int(args.repo) > 1");
        host.reload();

        assertThat(host.decide(TestAccess.key("ada"), "github_create_issue", Map.of("repo", "s3cret")))
                .isInstanceOfSatisfying(Decision.Denied.class, denied -> {
                    assertThat(denied.code()).isEqualTo("rule");
                    assertThat(denied.message() + denied.data()).doesNotContain("s3cret").contains("broken-for-this");
                });
    }

    @Test
    void aStoredRuleThatIsNoRuleRefusesAndIsShown() {
        host.policy.rule("no-rule", null, "this is no rule");
        host.reload();

        assertThat(host.decide(TestAccess.key("ada"), "github_export", Map.of()))
                .isInstanceOf(Decision.Denied.class);
        assertThat(host.access.state().problems()).containsKey("rule no-rule");
        host.policy.withoutRule("no-rule");
        host.reload();
        assertThat(host.decide(TestAccess.key("ada"), "github_export", Map.of())).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void scopesComeBeforePermissionsAndPermissionsBeforeRules() {
        host.policy.rule("never", null, "now < timestamp('2000-01-01T00:00:00Z')");
        host.policy.requirements.add(new Requirement(EntryKind.TOOL, "github_export", Set.of("s"), "a:b"));
        host.reload();

        assertThat(host.decide(TestAccess.token("ada", Set.of()), "github_export", Map.of()))
                .isInstanceOf(Decision.MissingScopes.class);
        assertThat(host.decide(TestAccess.key("ada"), "github_export", Map.of()))
                .isInstanceOfSatisfying(Decision.Denied.class, denied -> assertThat(denied.code())
                        .isEqualTo("permission"));
        assertThat(host.decide(TestAccess.key("ada"), "github_list_issues", Map.of()))
                .isInstanceOfSatisfying(Decision.Denied.class, denied -> assertThat(denied.code()).isEqualTo("rule"));
    }

    @Test
    void aRequirementOfATemplateHoldsForItsUrisAndItsCompletion() {
        host.policy.requirements.add(new Requirement(EntryKind.TEMPLATE, "notes://files/{+path}", Set.of(), "f:read"));
        host.policy.requirements.add(new Requirement(EntryKind.RESOURCE, "notes://home/*", Set.of(), "h:read"));
        host.policy.requirements.add(new Requirement(EntryKind.PROMPT, "github_review", Set.of(), "p:read"));
        host.reload();
        ClientIdentity ada = TestAccess.key("ada");

        assertThat(decide(ada, new Target(Target.Kind.RESOURCE, "notes://files/a/b", "github")))
                .isInstanceOfSatisfying(Decision.Denied.class, denied -> assertThat(denied.message())
                        .isEqualTo("Insufficient permissions for this resource"));
        assertThat(decide(ada, new Target(Target.Kind.TEMPLATE_COMPLETION, "notes://files/{+path}", "github")))
                .isInstanceOf(Decision.Denied.class);
        assertThat(decide(ada, new Target(Target.Kind.RESOURCE, "notes://home/1", "github")))
                .isInstanceOf(Decision.Denied.class);
        assertThat(decide(ada, new Target(Target.Kind.RESOURCE, "notes://office/1", "github")))
                .isEqualTo(Decision.ALLOWED);
        assertThat(decide(ada, new Target(Target.Kind.PROMPT, "github_review", "github")))
                .isInstanceOfSatisfying(Decision.Denied.class, denied -> assertThat(denied.message())
                        .isEqualTo("Insufficient permissions for this prompt"));
        assertThat(decide(ada, new Target(Target.Kind.PROMPT_COMPLETION, "github_review", "github")))
                .isInstanceOf(Decision.Denied.class);
        assertThat(decide(ada, new Target(Target.Kind.PROMPT, "github_summary", "github")))
                .isEqualTo(Decision.ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes://private/bob/1", "notes://private%2Fbob/1", "notes://private%252Fbob/1",
        "notes://private/bob%2F1"})
    void whatForbidsAUriForbidsItHoweverItIsEncoded(String uri) {
        host.policy.requirements.add(new Requirement(EntryKind.RESOURCE, "notes://private/*", Set.of(), "p:read"));
        host.reload();
        assertThat(decide(TestAccess.key("ada"), new Target(Target.Kind.RESOURCE, uri, "github")))
                .isInstanceOf(Decision.Denied.class);

        host.policy.requirements.clear();
        host.policy.rule("not-now", "entry.uri.startsWith('notes://private/')",
                "now < timestamp('2000-01-01T00:00:00Z')");
        host.reload();
        assertThat(decide(TestAccess.key("ada"), new Target(Target.Kind.RESOURCE, uri, "github")))
                .isInstanceOf(Decision.Denied.class);

        host.policy.withoutRule("not-now").rule("never", null,
                "entry.kind != 'resource' || !entry.uri.startsWith('notes://private/')");
        host.reload();
        assertThat(host.view("ada").resource(uri)).isEmpty();
        assertThat(host.view("ada").resource("notes://shared/a%2Fb")).isPresent();
    }

    @Test
    void aRuleOverTheTimeHoldsForResourcesAndCompletionsToo() {
        host.policy.rule("office", null, "now.getHours('Europe/Berlin') >= 9 && now.getHours('Europe/Berlin') < 17");
        host.reload();
        ClientIdentity ada = TestAccess.key("ada");
        Target resource = new Target(Target.Kind.RESOURCE, "notes://office/1", "github");
        Target completion = new Target(Target.Kind.PROMPT_COMPLETION, "github_review", "github");

        assertThat(decide(ada, resource)).isEqualTo(Decision.ALLOWED);
        host.now = Instant.parse("2026-11-23T17:30:00Z");
        assertThat(decide(ada, resource)).isInstanceOf(Decision.Denied.class);
        assertThat(decide(ada, completion)).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void aClientThatIsGoneMayCallNothing() {
        host.reload();
        ClientIdentity ada = TestAccess.key("ada");
        Target target = new Target(Target.Kind.PROMPT, "github_review", "github");
        assertThat(decide(ada, target)).isEqualTo(Decision.ALLOWED);

        host.policy.without("ada");
        host.reload();

        assertThat(decide(ada, target)).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void whatADecisionTakes() {
        host.policy.requirements.add(new Requirement(EntryKind.TOOL, "github_*", Set.of("s"), null));
        host.policy.client(new Client("ada", "ada", Set.of(), Set.of(), false, false, 1_000_000, null, Instant.EPOCH));
        host.reload();
        ClientIdentity ada = TestAccess.token("ada", Set.of(), "s");
        Target target = new Target(Target.Kind.TOOL, "github_export", "github_export", "github",
                Optional.of(TestCatalog.READING));
        Request request = new Request(ada, target, Map.of("repo", "acme/web"));
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long begin = System.nanoTime();
            for (int i = 0; i < 10_000; i++) {
                assertThat(host.authorizer.view(ada).tool("github_export").isPresent()
                        && host.authorizer.decide(request).equals(Decision.ALLOWED)
                        && host.limiter.count(ada, target).isEmpty()).isTrue();
            }
            best = Math.min(best, (System.nanoTime() - begin) / 10_000);
        }
        System.out.println("View, decision and limits take " + best + " ns");
    }
}
