package dev.patchbay.invocation;

import static dev.patchbay.invocation.TestHost.error;
import static dev.patchbay.invocation.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.spi.InvalidValueException;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.invocation.resilience.Guards;
import dev.patchbay.invocation.resilience.HandTime;
import dev.patchbay.invocation.resilience.InstancePolicy;
import dev.patchbay.invocation.resilience.ResilienceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client and an administrator get of plugins that fail, where guards are set as they are by default. */
class GuardedCallTest {
    private final HandTime time = new HandTime();
    private final TestHost host = new TestHost();
    private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void stop() {
        host.close();
    }

    private void guard(InstancePolicy policy) {
        PipelineListener listener = (stage, what, target, value) -> heard.add(stage + " " + what);
        host.with(PipelineParts.NONE.withListener(listener)
                .withGuards(new Guards(new ResilienceSettings(policy, Map.of()), listener, time, time)));
    }

    private void tool(String name, ToolHandler handler) {
        host.tool(name, call -> {
            calls.incrementAndGet();
            return handler.call(call);
        });
    }

    private void failing(String name) {
        tool(name, call -> {
            throw new IllegalStateException("the plugin is broken");
        });
    }

    private void call(String tool, int times) {
        for (int i = 0; i < times; i++) {
            host.result(tool);
        }
    }

    @Test
    void afterFiveFailuresTheToolIsNotCalledForAMinute() {
        guard(InstancePolicy.STANDARD);
        failing("bad");
        call("team_bad", 5);
        CallToolResult refused = host.result("team_bad");
        assertThat(calls).hasValue(5);
        assertThat(refused.isError()).isTrue();
        assertThat(text(refused)).contains("Circuit breaker is open", "tool team_bad",
                "the last 5 calls failed, the last one with internal_error", "Try again in 60 s");
        assertThat(error(refused)).containsEntry("code", "circuit_open").containsEntry("retryable", true)
                .containsEntry("retry_after", 60L)
                .containsEntry("decided_by", "circuit breaker of tool team_bad");
        time.pass(Duration.ofSeconds(61));
        call("team_bad", 1);
        assertThat(calls).hasValue(6);
        assertThat(heard).contains("BREAKER open", "BREAKER refused", "PLUGIN internal_error", "END error");
    }

    @Test
    void theOthersOfThePluginAreCalledOn() {
        guard(InstancePolicy.STANDARD);
        failing("bad");
        tool("good", call -> CallToolResult.text("good"));
        call("team_bad", 6);
        assertThat(text(host.result("team_good"))).contains("good");
        assertThat(host.runtime.health().entries()).containsOnlyKeys("team_bad");
        assertThat(host.runtime.health().trouble()).isEmpty();
    }

    @Test
    void anInstanceOfWhichEverythingFailsIsNotCalledAtAll() {
        guard(InstancePolicy.STANDARD.withFailures(10, 0));
        failing("one");
        failing("two");
        tool("three", call -> CallToolResult.text("never asked"));
        call("team_one", 5);
        call("team_two", 5);
        CallToolResult refused = host.result("team_three");
        assertThat(calls).hasValue(10);
        assertThat(text(refused)).contains("Circuit breaker is open (plugin team)");
        assertThat(error(refused)).containsEntry("decided_by", "circuit breaker of plugin team");
        assertThat(host.runtime.health().trouble()).contains("the last 10 calls failed");
    }

    @Test
    void aSuccessClosesItAndTheInstanceIsWellAgain() {
        guard(InstancePolicy.STANDARD);
        tool("flaky", call -> {
            if (calls.get() <= 5) {
                throw new IllegalStateException("not yet");
            }
            return CallToolResult.text("well again");
        });
        call("team_flaky", 5);
        assertThat(host.runtime.health().isGood()).isFalse();
        time.pass(Duration.ofSeconds(61));
        assertThat(text(host.result("team_flaky"))).contains("well again");
        assertThat(host.runtime.health().isGood()).isTrue();
    }

    @Test
    void theMistakesOfCallersOpenNothing() {
        guard(InstancePolicy.STANDARD);
        List<RuntimeException> mistakes = List.of(new ToolException("There is no note 42").code("not_found"),
                new InvalidValueException("id", "must be a number"),
                new ToolException("You may not").code("forbidden"));
        tool("strict", call -> {
            throw mistakes.get(calls.get() % mistakes.size());
        });
        call("team_strict", 30);
        assertThat(calls).hasValue(30);
        assertThat(host.runtime.health().isGood()).isTrue();
    }

    @Test
    void whatMayWorkLaterOrFailsUpstreamOpensItWhoeverSaysSo() {
        guard(InstancePolicy.STANDARD);
        tool("retryable", call -> {
            throw new ToolException("Not now").retryable();
        });
        tool("upstream", call -> {
            throw new ToolException("They answer with 502").code("upstream_error");
        });
        tool("result", call -> CallToolResult.error("Not now").withMeta(Map.of("dev.patchbay/error",
                Map.of("code", "rate_limited", "retryable", true))));
        for (String tool : List.of("team_retryable", "team_upstream", "team_result")) {
            call(tool, 5);
            assertThat(error(host.result(tool))).as(tool).containsEntry("code", "circuit_open");
        }
    }

    @Test
    void aCallThatIsNotAnsweredInTimeIsAFailure() {
        guard(InstancePolicy.STANDARD);
        host.tool(ToolDefinition.builder("slow", "A tool")
                .traits(ToolTraits.defaults().deadline(Duration.ofMillis(20))), call -> {
                    Thread.sleep(60_000);
                    return CallToolResult.text("late");
                });
        for (int i = 0; i < 5; i++) {
            assertThat(error(host.result("team_slow"))).containsEntry("code", "timeout");
        }
        assertThat(error(host.result("team_slow"))).containsEntry("code", "circuit_open");
    }

    @Test
    void anInstanceThatKeepsFailingByItsOwnFaultIsQuarantined() {
        guard(InstancePolicy.STANDARD.withFailures(0, 7)
                .withStandard(InstancePolicy.STANDARD.standard().withBreaker(0, Duration.ofSeconds(60), 5)));
        failing("bad");
        tool("good", call -> CallToolResult.text("good"));
        call("team_bad", 6);
        host.result("team_good");
        call("team_bad", 6);
        assertThat(host.runtime.quarantined()).as("one success begins the count anew").isEmpty();
        call("team_bad", 1);
        assertThat(host.runtime.quarantined())
                .isEqualTo("7 calls in a row failed by its own fault, the last one with internal_error");
        CallToolResult refused = host.result("team_good");
        assertThat(error(refused)).containsEntry("code", "quarantined").containsEntry("decided_by", "quarantine")
                .containsEntry("retryable", false);
    }

    @Test
    void anUpstreamThatIsDownQuarantinesNobody() {
        guard(InstancePolicy.STANDARD.withFailures(0, 7)
                .withStandard(InstancePolicy.STANDARD.standard().withBreaker(0, Duration.ofSeconds(60), 5)));
        tool("upstream", call -> {
            throw new ToolException("They answer with 502").code("upstream_error");
        });
        call("team_upstream", 30);
        assertThat(host.runtime.quarantined()).isEmpty();
    }

    @Test
    void aToolHasTheDeadlineThatIsSetForItBeforeItsOwn() {
        guard(InstancePolicy.STANDARD.withDeadline(Duration.ofSeconds(11)).withTools(
                Map.of("set", InstancePolicy.STANDARD.standard().withDeadline(Duration.ofSeconds(7)))));
        for (String name : List.of("set", "declares", "plain")) {
            Duration declared = name.equals("plain") ? Duration.ZERO : Duration.ofSeconds(9);
            host.tool(ToolDefinition.builder(name, "A tool")
                    .traits(ToolTraits.defaults().deadline(declared)),
                    call -> CallToolResult.text("x"));
        }
        host.result("team_set");
        assertThat(host.runtime.lastLimit()).isEqualTo(Duration.ofSeconds(7));
        host.result("team_declares");
        assertThat(host.runtime.lastLimit()).isEqualTo(Duration.ofSeconds(9));
        host.result("team_plain");
        assertThat(host.runtime.lastLimit()).isEqualTo(Duration.ofSeconds(11));
    }
}
