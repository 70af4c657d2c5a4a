package dev.patchbay.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptMessage;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.invocation.Authorizer.Decision;
import dev.patchbay.invocation.Limiter.Hit;
import dev.patchbay.invocation.Outcome.Reason;
import dev.patchbay.invocation.Outcome.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Views decide what is there, the authorizer what may be called, the limiter how often. */
class DecisionTest {
    private static final CompletionReference GREETED = new CompletionReference.OfPrompt("team_greet", "name");
    private static final CompletionReference NOTE = new CompletionReference.OfTemplate("team+notes://{id}", "id");

    private final AtomicInteger ran = new AtomicInteger();
    private final TestHost host = new TestHost();
    private final FakePolicy policy = new FakePolicy(host.registry);
    private final FakeTrail trail = new FakeTrail();

    DecisionTest() {
        host.with(policy).with(trail).tool(ToolDefinition.builder("export", "Exports")
                .inputSchema(Map.of("type", "object", "required", List.of("path"))), call -> {
                    ran.incrementAndGet();
                    return CallToolResult.text("done");
                });
        host.prompt("greet", call -> {
            ran.incrementAndGet();
            return GetPromptResult.of(PromptMessage.user("Hello"));
        });
        host.notes((uri, call) -> {
            ran.incrementAndGet();
            return ReadResourceResult.text(uri, "text/plain", "A note");
        });
        host.completion(GREETED, (value, context, call) -> {
            ran.incrementAndGet();
            return CompleteResult.of(List.of("Ada"));
        });
        host.completion(NOTE, (value, context, call) -> CompleteResult.of(List.of("7")));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private Outcome<CallToolResult> export() {
        return host.call("team_export", Map.of("path", "a"));
    }

    /** The four methods, for decisions that are told in the same way by all but tools. */
    private List<Refused<?>> otherMethods() {
        return List.of(TestHost.refused(host.get("team_greet", Map.of())),
                TestHost.refused(host.read("team+notes://7")), TestHost.refused(host.complete(GREETED, "A")));
    }

    @Test
    void whatIsNotInTheViewLooksAsIfItWereNotThere() {
        assertThat(TestHost.text(TestHost.result(export()))).contains("done");
        policy.hiding("team_export").hiding("team_greet").hiding("team+notes://{id}").reading(uri -> false);
        assertThat(TestHost.refused(export())).isEqualTo(
                new Refused<>(Reason.UNKNOWN_TOOL, "Unknown tool: team_export", Map.of()));
        assertThat(TestHost.refused(host.call("team_exporx", Map.of()))).isEqualTo(
                new Refused<>(Reason.UNKNOWN_TOOL, "Unknown tool: team_exporx", Map.of()));
        assertThat(TestHost.refused(host.get("team_greet", Map.of())).message())
                .isEqualTo("Unknown prompt: team_greet");
        assertThat(TestHost.refused(host.read("team+notes://7"))).isEqualTo(new Refused<>(Reason.RESOURCE_NOT_FOUND,
                "Resource not found", Map.of("uri", "team+notes://7")));
        assertThat(List.of(TestHost.refused(host.complete(GREETED, "A")).reason(),
                TestHost.refused(host.complete(NOTE, "1")).reason())).containsOnly(Reason.UNKNOWN_REFERENCE);
        assertThat(ran).hasValue(1);
        assertThat(policy.asked).hasSize(1);
        Pipeline pipeline = host.pipeline();
        assertThat(pipeline.tool(TestHost.ADA, "team_export")).isEmpty();
        assertThat(pipeline.prompt(TestHost.ADA, "team_greet")).isEmpty();
        assertThat(pipeline.resource(TestHost.ADA, "team+notes://7")).isEmpty();
    }

    @Test
    void aTokenWithoutTheScopesIsToldAllThatTheOperationNeeds() {
        policy.deciding(new Decision.MissingScopes(Set.of("files:write", "files:read")));
        List<Refused<?>> all = new ArrayList<>(otherMethods());
        all.add(TestHost.refused(export()));
        assertThat(all).hasSize(4).allSatisfy(refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.INSUFFICIENT_SCOPE);
            assertThat(refused.message()).endsWith("files:read files:write");
            assertThat(refused.data()).isEqualTo(Map.of("scopes", List.of("files:read", "files:write")));
        });
        assertThat(ran).hasValue(0);
        assertThat(trail.denied).hasSize(4).extracting(FakeTrail.Denial::reason).containsOnly("insufficient_scope");
    }

    @Test
    void aRefusalIsAResultOfAToolAndAnErrorOfTheOthers() {
        policy.deciding(new Decision.Denied("permission", "Insufficient permissions for this tool",
                Map.of("required_permission", "files:write")));
        CallToolResult result = TestHost.result(export());
        assertThat(result.isError()).isTrue();
        assertThat(TestHost.text(result)).contains("Insufficient permissions for this tool");
        assertThat(TestHost.error(result)).containsEntry("code", "permission").containsEntry("retryable", false)
                .containsEntry("required_permission", "files:write");
        assertThat(otherMethods()).allSatisfy(refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.FORBIDDEN);
            assertThat(refused.message()).isEqualTo("Insufficient permissions for this tool");
            assertThat(refused.data()).isEqualTo(Map.of("code", "permission", "retryable", false,
                    "required_permission", "files:write"));
        });
        assertThat(ran).hasValue(0);
        assertThat(trail.denied).hasSize(4).extracting(FakeTrail.Denial::reason).containsOnly("permission");
    }

    @Test
    void theAuthorizerIsAskedOnceWithWhatIsCalled() {
        export();
        host.get("team_greet", Map.of());
        host.read("team+notes://7");
        host.complete(NOTE, "1");
        assertThat(policy.asked).extracting(asked -> asked.target().kind()).containsExactly(Target.Kind.TOOL,
                Target.Kind.PROMPT, Target.Kind.RESOURCE, Target.Kind.TEMPLATE_COMPLETION);
        assertThat(policy.asked).extracting(asked -> asked.target().name()).containsExactly("team_export",
                "team_greet", "team+notes://7", "team+notes://{id}");
        assertThat(policy.asked).allMatch(asked -> asked.caller().equals(TestHost.ADA)
                && asked.target().instance().equals("team"));
        assertThat(policy.asked.getFirst().arguments()).isEqualTo(Map.of("path", "a"));
    }

    @Test
    void theLimiterIsAskedAfterTheAuthorizerAndBeforeTheArgumentsAreChecked() {
        List<Target> counted = new ArrayList<>();
        host.with((caller, target) -> {
            counted.add(target);
            return Optional.empty();
        });
        policy.deciding(new Decision.Denied("rule", "Not now", Map.of()));
        export();
        assertThat(counted).isEmpty();
        policy.deciding(Decision.ALLOWED);
        assertThat(TestHost.error(TestHost.result(host.call("team_export", Map.of())))).containsEntry("code",
                "invalid_arguments");
        assertThat(counted).extracting(Target::name).containsExactly("team_export");
        host.call("team_unknown", Map.of());
        assertThat(counted).hasSize(1);
    }

    @Test
    void aLimitIsAResultOfAToolAndAnErrorOfTheOthers() {
        host.with((caller, target) -> Optional.of(
                new Hit("rate_limited", "Rate limit exceeded", Duration.ofMillis(1_500))));
        CallToolResult result = TestHost.result(host.call("team_export", Map.of()));
        assertThat(result.isError()).isTrue();
        assertThat(TestHost.error(result)).isEqualTo(Map.of("code", "rate_limited", "retryable", true, "retry_after",
                2L));
        assertThat(otherMethods()).allSatisfy(refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.LIMIT);
            assertThat(refused.message()).isEqualTo("Rate limit exceeded");
            assertThat(refused.data()).isEqualTo(Map.of("code", "rate_limited", "retryable", true, "retry_after", 2L));
        });
        assertThat(ran).hasValue(0);
        assertThat(trail.denied).hasSize(4).extracting(FakeTrail.Denial::reason).containsOnly("rate_limited");
    }

    @Test
    void allRunsOfACallThatAsksCountOnce() {
        AtomicInteger counted = new AtomicInteger();
        host.with((caller, target) -> {
            counted.incrementAndGet();
            return Optional.empty();
        });
        host.call("team_export", Map.of("path", "a"), TestHost.invocation());
        assertThat(counted).hasValue(1);
        Replay replay = new Replay(Map.of(), Map.of(), Optional.of("call-0"));
        host.call("team_export", Map.of("path", "a"), TestHost.invocation(replay, CallEvents.NONE));
        assertThat(counted).hasValue(1);
        assertThat(trail.begun.getLast().call.chain()).contains("call-0");
        host.call("team_export", Map.of("path", "a"), TestHost.invocation(replay.unchained(), CallEvents.NONE));
        assertThat(counted).hasValue(2);
        assertThat(trail.begun.getLast().call.chain()).isEmpty();
    }

    @Test
    void aReplayIsAuthorizedAgain() {
        policy.deciding(new Decision.Denied("rule", "Not now", Map.of()));
        Replay replay = new Replay(Map.of(), Map.of(), Optional.of("call-0"));
        CallToolResult result = TestHost.result(
                host.call("team_export", Map.of("path", "a"), TestHost.invocation(replay, CallEvents.NONE)));
        assertThat(result.isError()).isTrue();
        assertThat(ran).hasValue(0);
    }
}
