package dev.patchbay.invocation;

import static dev.patchbay.invocation.TestHost.error;
import static dev.patchbay.invocation.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.invocation.resilience.Guards;
import dev.patchbay.invocation.resilience.HandTime;
import dev.patchbay.invocation.resilience.ResilienceSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Decision A7: idempotent tools only, errors marked retryable only, once and three times more, inside the deadline. */
class RetryTest {
    private static final ToolTraits IDEMPOTENT = ToolTraits.defaults().idempotent(true);

    private final HandTime time = new HandTime();
    private final TestHost host = new TestHost();
    private final FakeTrail trail = new FakeTrail();
    private final AtomicInteger calls = new AtomicInteger();

    @BeforeEach
    void guard() {
        host.with(trail).with(PipelineParts.NONE.withGuards(
                new Guards(ResilienceSettings.STANDARD, PipelineListener.NONE, time, time)));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private void tool(ToolTraits traits, ToolHandler handler) {
        host.tool(ToolDefinition.builder("ask", "A tool").traits(traits), call -> {
            calls.incrementAndGet();
            return handler.call(call);
        });
    }

    private static ToolException notNow() {
        return new ToolException("Not now").code("rate_limited").retryable();
    }

    private CompletableFuture<Outcome<CallToolResult>> start() {
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        running = host.pipeline().callTool(TestHost.invocation(), "team_ask", Map.of(), outcome::complete);
        return outcome;
    }

    private RunningCall running = () -> {
    };

    private Duration awaitPause() {
        Awaitility.await().until(() -> time.waits().size() == 1);
        return time.waits().getFirst();
    }

    @Test
    void aCallThatMayWorkLaterIsMadeThreeTimesMoreAfterOneTwoAndFourSeconds() {
        tool(IDEMPOTENT, call -> {
            throw notNow();
        });
        CompletableFuture<Outcome<CallToolResult>> outcome = start();
        for (int seconds = 1; seconds <= 4; seconds *= 2) {
            Duration pause = awaitPause();
            assertThat(pause).isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1500L));
            assertThat(outcome).isNotDone();
            time.pass(pause);
        }
        CallToolResult result = TestHost.result(TestHost.await(outcome));
        assertThat(text(result)).contains("Not now");
        assertThat(calls).hasValue(4);
        assertThat(trail.only().outcomes()).as("all attempts are one record").containsExactly("error");
    }

    @Test
    void theFirstAttemptThatWorksIsTheAnswer() {
        tool(IDEMPOTENT, call -> {
            if (calls.get() == 1) {
                throw notNow();
            }
            return CallToolResult.text("at last");
        });
        CompletableFuture<Outcome<CallToolResult>> outcome = start();
        time.pass(awaitPause());
        assertThat(text(TestHost.result(TestHost.await(outcome)))).contains("at last");
        assertThat(calls).hasValue(2);
    }

    @Test
    void itWaitsAsLongAsTheToolAsksFor() {
        tool(IDEMPOTENT, call -> {
            throw notNow().retryAfter(Duration.ofSeconds(9));
        });
        CompletableFuture<Outcome<CallToolResult>> outcome = start();
        assertThat(awaitPause()).isEqualTo(Duration.ofSeconds(9));
        running.cancel();
        TestHost.await(outcome);
    }

    @Test
    void aToolThatIsNotIdempotentIsCalledOnce() {
        tool(ToolTraits.defaults(), call -> {
            throw notNow();
        });
        assertThat(error(host.result("team_ask"))).containsEntry("retryable", true);
        assertThat(calls).hasValue(1);
    }

    @Test
    void whatIsNotMarkedRetryableIsNotRepeated() {
        tool(IDEMPOTENT, call -> {
            if (calls.get() == 1) {
                throw new ToolException("There is no note 42").code("not_found");
            }
            throw new IllegalStateException("broken");
        });
        host.result("team_ask");
        assertThat(calls).hasValue(1);
        host.result("team_ask");
        assertThat(calls).hasValue(2);
    }

    @Test
    void whatThePluginHasTriedAgainItselfIsNotRepeated() {
        tool(IDEMPOTENT, call -> {
            throw notNow().triedAgain();
        });
        assertThat(error(host.result("team_ask"))).containsEntry("retryable", true);
        assertThat(calls).hasValue(1);
    }

    @Test
    void noAttemptIsMadeForWhichThereIsNoTime() {
        tool(IDEMPOTENT.deadline(Duration.ofSeconds(1)), call -> {
            throw notNow();
        });
        assertThat(error(host.result("team_ask"))).containsEntry("code", "rate_limited");
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCallThatIsCancelledBetweenItsAttemptsEndsThere() {
        tool(IDEMPOTENT, call -> {
            throw notNow();
        });
        CompletableFuture<Outcome<CallToolResult>> outcome = start();
        awaitPause();
        running.cancel();
        assertThat(TestHost.await(outcome)).isInstanceOf(Outcome.Cancelled.class);
        assertThat(time.waits()).isEmpty();
        time.pass(Duration.ofMinutes(1));
        assertThat(calls).hasValue(1);
        assertThat(trail.only().outcomes()).containsExactly("cancelled");
    }

    @Test
    void theTransportIsAskedOnceWhetherTheCallMayRun() {
        tool(IDEMPOTENT, call -> {
            if (calls.get() == 1) {
                throw notNow();
            }
            return CallToolResult.text("at last");
        });
        AtomicInteger asked = new AtomicInteger();
        Invocation once = new Invocation(TestHost.ADA, TestHost.ALL, Replay.first(), CallEvents.NONE,
                () -> asked.incrementAndGet() == 1 ? Optional.empty() : Optional.of("used up"), Pages.NONE,
                Origin.INSIDE);
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        host.pipeline().callTool(once, "team_ask", Map.of(), outcome::complete);
        time.pass(awaitPause());
        assertThat(text(TestHost.result(TestHost.await(outcome)))).contains("at last");
    }

    @Test
    void aToolThatWasTakenAwayMeanwhileIsNotCalledAgain() {
        tool(IDEMPOTENT, call -> {
            throw notNow();
        });
        CompletableFuture<Outcome<CallToolResult>> outcome = start();
        Duration pause = awaitPause();
        host.registry.remove("team");
        time.pass(pause);
        assertThat(TestHost.refused(TestHost.await(outcome)).reason()).isEqualTo(Outcome.Reason.UNKNOWN_TOOL);
        assertThat(calls).hasValue(1);
    }
}
