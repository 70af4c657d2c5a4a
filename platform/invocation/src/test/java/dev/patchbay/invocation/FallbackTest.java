package dev.patchbay.invocation;

import static dev.patchbay.invocation.TestHost.error;
import static dev.patchbay.invocation.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.InstanceUnavailableException;
import dev.patchbay.catalog.InstanceUnavailableException.Reason;
import dev.patchbay.invocation.resilience.Guards;
import dev.patchbay.invocation.resilience.HandTime;
import dev.patchbay.invocation.resilience.InstancePolicy;
import dev.patchbay.invocation.resilience.ResilienceSettings;
import dev.patchbay.invocation.resilience.ToolPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 157: another tool answers where one is configured, on the way of every call. */
class FallbackTest {
    private static final ToolTraits READING = ToolTraits.defaults().readOnly(true);
    private static final Map<String, @Nullable Object> ARGUMENTS = Map.of("q", "duck");

    private final HandTime time = new HandTime();
    private final TestHost host = new TestHost();
    private final FakeTrail trail = new FakeTrail();
    private final ConcurrentLinkedQueue<String> counted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();

    @BeforeEach
    void guard() {
        ToolPolicy standard = ToolPolicy.STANDARD.withRetries(0, Duration.ofSeconds(1));
        InstancePolicy policy = InstancePolicy.STANDARD.withStandard(standard).withTools(Map.of(
                "first", standard.withFallback("team_second"), "second", standard.withFallback("team_first"),
                "writes", standard.withFallback("team_second")));
        host.with(trail).with(PipelineParts.NONE.withGuards(new Guards(new ResilienceSettings(policy, Map.of()),
                PipelineListener.NONE, time, time))).with((caller, target) -> {
                    counted.add(target.original());
                    return Optional.empty();
                });
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private void failing(String name, ToolTraits traits) {
        host.tool(ToolDefinition.builder(name, "A tool").traits(traits), call -> {
            calls.incrementAndGet();
            throw new ToolException("They answer with 502").code("upstream_error");
        });
    }

    private void second() {
        host.tool("second", call -> CallToolResult.text("second says " + call.arguments().get("q")));
    }

    private CallToolResult call(String tool) {
        return TestHost.result(host.call(tool, ARGUMENTS));
    }

    @Test
    void theOtherToolAnswersWithTheSameArgumentsAndTheResultSaysSo() {
        failing("first", READING);
        second();
        CallToolResult result = call("team_first");
        assertThat(result.isError()).isFalse();
        assertThat(text(result)).contains("second says duck");
        assertThat(result.meta().get("dev.patchbay/fallback"))
                .isEqualTo(Map.of("tool", "team_second", "instead_of", "team_first", "code", "upstream_error"));
    }

    @Test
    void bothCallsAreRecordedAndCounted() {
        failing("first", READING);
        second();
        call("team_first");
        assertThat(trail.begun).extracting(record -> record.call.name()).containsExactly("team_first", "team_second");
        assertThat(trail.begun.getFirst().outcomes()).containsExactly("error");
        assertThat(trail.begun.getLast().outcomes()).containsExactly("ok");
        assertThat(trail.begun.getLast().call.origin()).isEqualTo(new Origin("fallback", "team_first"));
        assertThat(counted).containsExactly("team_first", "team_second");
    }

    @Test
    void whileTheBreakerIsOpenTheOtherToolAnswersAtOnce() {
        failing("first", READING);
        second();
        for (int i = 0; i < 8; i++) {
            assertThat(text(call("team_first"))).contains("second says");
        }
        assertThat(calls).hasValue(5);
    }

    @Test
    void whereItMayNotBeCalledTheClientGetsTheFailure() {
        failing("first", READING);
        CallToolResult result = call("team_first");
        assertThat(text(result)).contains("They answer with 502");
        assertThat(error(result)).containsEntry("code", "upstream_error").containsEntry("fallback",
                "No fallback available for team_first");
    }

    @Test
    void aLimitOfTheOtherToolHolds() {
        failing("first", READING);
        second();
        host.with((caller, target) -> target.original().equals("team_second")
                ? Optional.of(new Limiter.Hit("rate_limited", "Too many calls", Duration.ofSeconds(3)))
                : Optional.empty());
        CallToolResult result = call("team_first");
        assertThat(error(result)).containsEntry("code", "upstream_error").containsKey("fallback");
        assertThat(trail.denied).extracting(FakeTrail.Denial::reason).containsExactly("rate_limited");
    }

    @Test
    void twoThatNameEachOtherDoNotGoRoundInARing() {
        failing("first", READING);
        failing("second", READING);
        assertThat(error(call("team_first"))).containsEntry("code", "upstream_error");
        assertThat(calls).hasValue(2);
    }

    @Test
    void aToolThatMayHaveWrittenSomethingIsNotReplacedAfterItRan() {
        failing("writes", ToolTraits.defaults());
        second();
        CallToolResult result = call("team_writes");
        assertThat(text(result)).contains("They answer with 502");
        for (int i = 0; i < 4; i++) {
            call("team_writes");
        }
        assertThat(text(call("team_writes"))).as("its breaker is open, it did not run").contains("second says duck");
    }

    @Test
    void theAnswerMustFitTheSchemaThatTheClientKnows() {
        host.tool(ToolDefinition.builder("first", "A tool").traits(READING).outputSchema(Map.of("type", "object",
                "required", List.of("total"))), call -> {
                    throw new ToolException("They answer with 502").code("upstream_error");
                });
        second();
        assertThat(error(call("team_first"))).containsEntry("code", "upstream_error");
    }

    @Test
    void aQuarantinedPluginIsReplacedToo() {
        failing("first", READING);
        FakeRuntime other = new FakeRuntime("other");
        host.registry.put(new InstanceEntries("other", List.of(TestHost.entry(
                ToolDefinition.builder("second", "A tool").build(), call -> CallToolResult.text("from elsewhere"),
                other)), List.of(), List.of(), List.of(), List.of(), Map.of()));
        host.runtime.refuse(Reason.QUARANTINED);
        assertThat(text(call("team_first"))).contains("from elsewhere");
        other.close();
    }

    /** Returns from handing a call over only when another one has begun. */
    private record Delayed(InstanceRuntime runtime, CompletableFuture<Boolean> begun) implements InstanceRuntime {
        @Override
        public String instance() {
            return runtime.instance();
        }

        @Override
        public String pluginId() {
            return runtime.pluginId();
        }

        @Override
        public String pluginVersion() {
            return runtime.pluginVersion();
        }

        @Override
        public RunningWork submit(PluginWork work, Duration limit) throws InstanceUnavailableException {
            RunningWork running = runtime.submit(work, limit);
            TestHost.await(begun);
            return running;
        }
    }

    @Test
    void theOtherToolIsCancelledAlsoIfItBeganBeforeTheFirstCallWasHandedOver() {
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        host.registry.put(new InstanceEntries("team", List.of(
                TestHost.entry(ToolDefinition.builder("first", "A tool").traits(READING).build(), call -> {
                    throw new ToolException("They answer with 502").code("upstream_error");
                }, new Delayed(host.runtime, begun)),
                TestHost.entry(ToolDefinition.builder("second", "A tool").build(), call -> {
                    begun.complete(true);
                    Thread.sleep(60_000);
                    return CallToolResult.text("late");
                }, host.runtime)), List.of(), List.of(), List.of(), List.of(), Map.of()));
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        host.pipeline().callTool(TestHost.invocation(), "team_first", ARGUMENTS, outcome::complete).cancel();
        assertThat(TestHost.await(outcome)).isInstanceOf(Outcome.Cancelled.class);
    }
}
