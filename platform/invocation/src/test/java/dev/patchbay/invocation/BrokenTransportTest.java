package dev.patchbay.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.InstanceUnavailableException.Reason;
import dev.patchbay.invocation.cache.CacheOptions;
import dev.patchbay.invocation.cache.ResultCache;
import dev.patchbay.invocation.resilience.Guards;
import dev.patchbay.invocation.resilience.HandTime;
import dev.patchbay.invocation.resilience.InstancePolicy;
import dev.patchbay.invocation.resilience.ResilienceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A transport that fails while it is given an outcome is given no second one, and its call has no second end. */
class BrokenTransportTest {
    private final FakeTrail trail = new FakeTrail();
    private final HandTime time = new HandTime();
    private final TestHost host = new TestHost().with(trail);
    private final ConcurrentLinkedQueue<Outcome<CallToolResult>> told = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        host.close();
    }

    private void guard(InstancePolicy policy) {
        host.with(PipelineParts.NONE.withGuards(
                new Guards(new ResilienceSettings(policy, Map.of()), PipelineListener.NONE, time, time)));
    }

    private void call(String tool) {
        host.pipeline().callTool(TestHost.invocation(), tool, Map.of(), this::broken);
    }

    private void broken(Outcome<CallToolResult> outcome) {
        told.add(outcome);
        throw new IllegalStateException("the connection is gone");
    }

    private List<List<String>> ends() {
        return trail.begun.stream().map(FakeTrail.FakeRecording::outcomes).toList();
    }

    @Test
    void ofACallThatItsInstanceRefused() {
        host.tool("busy", call -> CallToolResult.text("never"));
        host.runtime.refuse(Reason.BUSY);
        assertThatThrownBy(() -> call("team_busy")).hasMessage("the connection is gone");
        assertThat(told).hasSize(1);
        assertThat(ends()).containsExactly(List.of("error"));
    }

    @Test
    void ofAResultThatWasKept() {
        host.with(PipelineParts.NONE.withCache(new ResultCache(CacheOptions.defaults(), Optional.empty(), uri -> {
        }, () -> 0)));
        host.tool(ToolDefinition.builder("kept", "A tool").traits(ToolTraits.defaults().readOnly(true).idempotent(true)
                .cacheFor(Duration.ofMinutes(1))), call -> CallToolResult.text("kept"));
        host.result("team_kept");
        assertThatThrownBy(() -> call("team_kept")).hasMessage("the connection is gone");
        assertThat(told).hasSize(1);
        assertThat(ends()).containsExactly(List.of("ok"), List.of("ok"));
    }

    @Test
    void ofACallThatAnotherToolAnswers() {
        guard(InstancePolicy.STANDARD.withTools(
                Map.of("first", InstancePolicy.STANDARD.standard().withFallback("team_other"))));
        host.tool("first", call -> CallToolResult.text("never"));
        host.tool("other", call -> CallToolResult.text("never"));
        host.runtime.refuse(Reason.BUSY);
        assertThatThrownBy(() -> call("team_first")).hasMessage("the connection is gone");
        assertThat(told).hasSize(1);
        assertThat(ends()).containsExactly(List.of("error"), List.of("error"));
    }

    @Test
    void ofACallThatWaitedForRoomHurtsTheOneWhoseRoomItGetsInNothing() throws InterruptedException {
        guard(InstancePolicy.STANDARD.withTools(
                Map.of("narrow", InstancePolicy.STANDARD.standard().withBounds(1, 1))));
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        host.tool("narrow", call -> {
            runs.countDown();
            mayEnd.await();
            return CallToolResult.text("done");
        });
        CountDownLatch first = new CountDownLatch(1);
        host.pipeline().callTool(TestHost.invocation(), "team_narrow", Map.of(), outcome -> first.countDown());
        assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
        call("team_narrow");
        host.runtime.refuse(Reason.BUSY);
        mayEnd.countDown();
        host.runtime.awaitIdle();
        assertThat(first.getCount()).isZero();
        assertThat(told).hasSize(1);
        assertThat(ends()).containsExactly(List.of("ok"), List.of("error"));
        assertThat(host.runtime.isIdle()).as("its thread was not lost on the way").isTrue();
    }
}
