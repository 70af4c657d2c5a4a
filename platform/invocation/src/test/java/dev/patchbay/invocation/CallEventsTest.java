package dev.patchbay.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.call.LoggingLevel;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.invocation.Outcome.Cancelled;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallEventsTest {
    private final TestHost host = new TestHost();
    private final Recorded recorded = new Recorded();

    @AfterEach
    void stop() {
        host.close();
    }

    /** Keeps all events as texts, in their order. */
    private static final class Recorded implements CallEvents {
        private final List<String> events = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void progress(double progress, @Nullable Double total, @Nullable String message) {
            events.add(progress + " of " + total + ": " + message);
        }

        @Override
        public void log(LoggingLevel level, String logger, String message) {
            events.add(level + " " + logger + ": " + message);
        }
    }

    private Invocation invocation() {
        return TestHost.invocation(Replay.first(), recorded);
    }

    @Test
    void progressGrowsStrictlyAndIsANumber() {
        host.tool("work", call -> {
            call.progress().report(1, 10);
            call.progress().report(1, 10);
            call.progress().report(0.5, 10);
            call.progress().report(Double.NaN, 10);
            call.progress().report(Double.POSITIVE_INFINITY, 10);
            call.progress().report(2, Double.NaN, "half");
            call.progress().report(3, null, null);
            return CallToolResult.text("done");
        });
        host.call("team_work", Map.of(), invocation());
        assertThat(recorded.events).containsExactly("1.0 of 10.0: null", "2.0 of null: half", "3.0 of null: null");
    }

    @Test
    void logLinesCarryTheNameOfTheInstance() {
        host.tool("work", call -> {
            call.log().warning("careful");
            return CallToolResult.text("done");
        });
        host.call("team_work", Map.of(), invocation());
        assertThat(recorded.events).containsExactly("WARNING team: careful");
    }

    @Test
    void nothingComesAfterTheOutcome() {
        CompletableFuture<Call> kept = new CompletableFuture<>();
        host.tool("work", call -> {
            kept.complete(call);
            return CallToolResult.text("done");
        });
        host.call("team_work", Map.of(), invocation());
        Call late = TestHost.await(kept);
        late.progress().report(1, 2);
        late.log().info("late");
        assertThat(recorded.events).isEmpty();
    }

    /** A call that runs until it is interrupted, and tells when it began and when it was interrupted. */
    private static final class Hanging {
        private final CountDownLatch began = new CountDownLatch(1);
        private final CompletableFuture<String> end = new CompletableFuture<>();
        private final CompletableFuture<Thread> cancelledOn = new CompletableFuture<>();

        CallToolResult run(Call call) throws InterruptedException {
            call.cancellation().onCancel(() -> {
                throw new IllegalStateException("an action that fails harms no other");
            });
            call.cancellation().onCancel(() -> cancelledOn.complete(Thread.currentThread()));
            began.countDown();
            try {
                new CountDownLatch(1).await();
                return CallToolResult.text("never");
            } catch (InterruptedException e) {
                end.complete("interrupted, cancelled: " + call.cancellation().isCancelled());
                throw e;
            }
        }
    }

    @Test
    void aCancelledCallEndsAtOnceAndItsThreadAndItsActionsAreTold() throws Exception {
        Hanging hanging = new Hanging();
        host.tool("hang", hanging::run);
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        try (LoggedIncidents log = new LoggedIncidents()) {
            RunningCall running = host.pipeline().callTool(invocation(), "team_hang", Map.of(), outcome::complete);
            hanging.began.await();
            running.cancel();
            assertThat(outcome).isCompletedWithValue(new Cancelled<>());
            assertThat(TestHost.await(hanging.end)).isEqualTo("interrupted, cancelled: true");
            assertThat(TestHost.await(hanging.cancelledOn)).isNotEqualTo(Thread.currentThread());
            // What an interrupted plugin throws is no incident; the threads have ended when they can be joined
            host.runtime.awaitIdle();
            assertThat(log.texts()).isEmpty();
        }
    }

    @Test
    void aCallThatIsGivenUpIsCancelledForThePluginToo() throws Exception {
        Hanging hanging = new Hanging();
        host.tool("hang", hanging::run);
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        host.pipeline().callTool(invocation(), "team_hang", Map.of(), outcome::complete);
        hanging.began.await();
        host.runtime.giveUpAll(dev.patchbay.catalog.InstanceRuntime.Cause.STOPPED);
        TestHost.await(outcome);
        assertThat(TestHost.await(hanging.end)).isEqualTo("interrupted, cancelled: true");
        TestHost.await(hanging.cancelledOn);
    }

    @Test
    void aCallThatWaitsForAThreadCanBeCancelledWithoutRunning() throws Exception {
        CountDownLatch busy = new CountDownLatch(4);
        CountDownLatch free = new CountDownLatch(1);
        host.tool("block", call -> {
            busy.countDown();
            free.await();
            return CallToolResult.text("done");
        }).tool("wait", call -> CallToolResult.text("ran " + recorded.events.add("ran")));
        for (int i = 0; i < 4; i++) {
            host.pipeline().callTool(invocation(), "team_block", Map.of(), outcome -> {
            });
        }
        busy.await();
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        host.pipeline().callTool(invocation(), "team_wait", Map.of(), outcome::complete).cancel();
        assertThat(TestHost.await(outcome)).isEqualTo(new Cancelled<>());
        free.countDown();
        host.result("team_block");
        assertThat(recorded.events).isEmpty();
    }

    @Test
    void cancellingACallThatHasEndedDoesNothing() {
        CompletableFuture<Call> kept = new CompletableFuture<>();
        host.tool("work", call -> {
            call.cancellation().onCancel(() -> recorded.events.add("cancelled"));
            kept.complete(call);
            return CallToolResult.text("done");
        });
        List<Outcome<CallToolResult>> outcomes = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        RunningCall running = host.pipeline().callTool(invocation(), "team_work", Map.of(), outcome -> {
            outcomes.add(outcome);
            told.complete(true);
        });
        TestHost.await(told);
        running.cancel();
        running.cancel();
        assertThat(outcomes).hasSize(1);
        Call late = TestHost.await(kept);
        assertThat(late.cancellation().isCancelled()).isFalse();
        assertThat(recorded.events).isEmpty();
    }

    @Test
    void anActionThatComesAfterTheCancellationRunsAtOnce() throws Exception {
        CompletableFuture<Thread> ranOn = new CompletableFuture<>();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CountDownLatch began = new CountDownLatch(1);
        host.tool("hang", call -> {
            thread.complete(Thread.currentThread());
            began.countDown();
            while (!call.cancellation().isCancelled()) {
                Thread.onSpinWait();
            }
            call.cancellation().onCancel(() -> ranOn.complete(Thread.currentThread()));
            call.cancellation().throwIfCancelled();
            return CallToolResult.text("never");
        });
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        RunningCall running = host.pipeline().callTool(invocation(), "team_hang", Map.of(), outcome::complete);
        began.await();
        running.cancel();
        assertThat(TestHost.await(ranOn)).isEqualTo(TestHost.await(thread));
    }
}
