package dev.patchbay.invocation;

import static dev.patchbay.invocation.TestHost.error;
import static dev.patchbay.invocation.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.invocation.resilience.Guards;
import dev.patchbay.invocation.resilience.HandTime;
import dev.patchbay.invocation.resilience.InstancePolicy;
import dev.patchbay.invocation.resilience.ResilienceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tool with bounds of its own: one call runs, two wait. */
class ToolBoundsTest {
    private final HandTime time = new HandTime();
    private final TestHost host = new TestHost();
    private final Semaphore go = new Semaphore(0);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final List<RunningCall> handles = new ArrayList<>();

    @BeforeEach
    void guard() {
        InstancePolicy policy = InstancePolicy.STANDARD
                .withTools(Map.of("narrow", InstancePolicy.STANDARD.standard().withBounds(1, 2)));
        host.with(PipelineParts.NONE.withGuards(new Guards(new ResilienceSettings(policy, Map.of()),
                PipelineListener.NONE, time, time)));
        host.tool("narrow", call -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            go.acquire();
            running.decrementAndGet();
            return CallToolResult.text("done");
        });
    }

    @AfterEach
    void stop() {
        go.release(100);
        host.close();
    }

    private CompletableFuture<Outcome<CallToolResult>> start() {
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        handles.add(host.pipeline().callTool(TestHost.invocation(), "team_narrow", Map.of(), outcome::complete));
        return outcome;
    }

    private List<CompletableFuture<Outcome<CallToolResult>>> startThree() {
        List<CompletableFuture<Outcome<CallToolResult>>> all = List.of(start(), start(), start());
        Awaitility.await().until(() -> running.get() == 1);
        return all;
    }

    @Test
    void theFourthIsToldThatTheToolIsBusyAndWhenToComeBack() {
        startThree();
        CallToolResult busy = TestHost.result(TestHost.await(start()));
        assertThat(text(busy)).contains("The tool is busy: 1 calls of it run and 2 wait at most");
        assertThat(error(busy)).containsEntry("code", "busy").containsEntry("retryable", true)
                .containsEntry("retry_after", 1L).containsEntry("decided_by", "bulkhead of the tool");
    }

    @Test
    void thoseThatWaitRunOneAfterTheOther() {
        List<CompletableFuture<Outcome<CallToolResult>>> all = startThree();
        go.release(3);
        all.forEach(each -> assertThat(text(TestHost.result(TestHost.await(each)))).contains("done"));
        assertThat(most).hasValue(1);
        go.release();
        assertThat(text(host.result("team_narrow"))).as("the room is free again").contains("done");
    }

    @Test
    void otherToolsAreNotHeldUp() {
        host.tool("wide", call -> CallToolResult.text("wide"));
        startThree();
        assertThat(text(host.result("team_wide"))).contains("wide");
    }

    @Test
    void oneThatIsCancelledWhileItWaitsMakesRoom() {
        List<CompletableFuture<Outcome<CallToolResult>>> all = startThree();
        handles.get(1).cancel();
        assertThat(TestHost.await(all.get(1))).isInstanceOf(Outcome.Cancelled.class);
        CompletableFuture<Outcome<CallToolResult>> another = start();
        go.release(3);
        assertThat(text(TestHost.result(TestHost.await(all.get(2))))).contains("done");
        assertThat(text(TestHost.result(TestHost.await(another)))).contains("done");
    }

    @Test
    void nobodyWaitsLongerThanTheDeadline() {
        List<CompletableFuture<Outcome<CallToolResult>>> all = startThree();
        time.pass(Duration.ofSeconds(31));
        assertThat(error(TestHost.result(TestHost.await(all.get(1))))).containsEntry("code", "busy");
        assertThat(error(TestHost.result(TestHost.await(all.get(2))))).containsEntry("code", "busy");
        assertThat(all.getFirst()).isNotDone();
    }
}
