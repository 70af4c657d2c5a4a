package dev.patchbay.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptArgument;
import dev.patchbay.api.prompt.PromptMessage;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.InstanceRuntime.Cause;
import dev.patchbay.catalog.InstanceUnavailableException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every call is recorded before the plugin runs, and its end once, however it ends. */
class AuditTest {
    private final TestHost host = new TestHost();
    private final FakeTrail trail = new FakeTrail();
    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicReference<@Nullable Thread> pluginThread = new AtomicReference<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    AuditTest() {
        host.with(trail).tool("echo", call -> {
            // Written by the same thread before it comes here
            assertThat(trail.begun.getLast().writer()).isSameAs(Thread.currentThread());
            pluginThread.set(Thread.currentThread());
            ran.incrementAndGet();
            return CallToolResult.text("x".repeat(1_000));
        });
        host.tool(ToolDefinition.builder("wait", "Waits").traits(ToolTraits.defaults()), call -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return CallToolResult.text("never");
        });
        host.prompt("greet", call -> {
            ran.incrementAndGet();
            return GetPromptResult.of(PromptMessage.user("Hello"));
        });
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private record Started(RunningCall running, CompletableFuture<Outcome<CallToolResult>> outcome) {}

    private Started start(String tool) {
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        RunningCall running = host.pipeline().callTool(TestHost.invocation(), tool, Map.of(), how -> {
            // Before the outcome is told, so that what a client knows is in the record
            assertThat(trail.begun.getLast().ends()).hasSize(1);
            outcome.complete(how);
        });
        return new Started(running, outcome);
    }

    private static String code(Outcome<CallToolResult> outcome) {
        return String.valueOf(TestHost.error(TestHost.result(outcome)).get("code"));
    }

    @Test
    void theBeginIsWrittenOnThePluginsThreadBeforeThePluginRuns() {
        host.call("team_echo", Map.of("text", "a"));
        assertThat(pluginThread.get()).isNotNull().isNotSameAs(Thread.currentThread());
        assertThat(trail.only().call).satisfies(call -> {
            assertThat(call.caller()).isEqualTo(TestHost.ADA);
            assertThat(call.method()).isEqualTo("tools/call");
            assertThat(call.name()).isEqualTo("team_echo");
            assertThat(call.arguments()).isEqualTo(Map.of("text", "a"));
            assertThat(call.origin()).isEqualTo(Origin.INSIDE);
            assertThat(call.target()).hasValueSatisfying(
                    target -> assertThat(target.instance()).isEqualTo("team"));
        });
        assertThat(trail.denied).isEmpty();
    }

    @Test
    void theEndHasTheSizeAndTheTime() {
        host.call("team_echo", Map.of());
        assertThat(trail.only().ends()).singleElement().satisfies(end -> {
            assertThat(end.outcome()).isEqualTo("ok");
            assertThat(end.bytes()).isBetween(1_000L, 1_100L);
            assertThat(end.duration()).isPositive().isLessThan(Duration.ofSeconds(20));
        });
    }

    @Test
    void aRecordIsAnnouncedByWhoBringsTheCallUnlessItIsLarge() {
        TestHost.result(TestHost.await(start("team_echo").outcome()));
        assertThat(trail.begun.getLast().announcer()).isSameAs(Thread.currentThread());
        assertThat(trail.begun.getLast().writer()).isSameAs(pluginThread.get());
        TestHost.result(host.call("team_echo", Map.of("text", "x".repeat(20_000))));
        assertThat(trail.begun.getLast().announcer()).isNull();
        assertThat(trail.begun.getLast().writer()).isSameAs(pluginThread.get());
    }

    @Test
    void aRecordThatMustBeSyncedIsNotAnnounced() {
        trail.syncing();
        Started call = start("team_echo");
        trail.only().synced();
        TestHost.await(call.outcome());
        assertThat(trail.only().announcer()).isNull();
    }

    @Test
    void aCallThatMustBeSyncedDoesNotReachThePluginBefore() {
        trail.syncing();
        Started call = start("team_echo");
        assertThat(trail.only().isWaitedFor()).isTrue();
        assertThat(host.runtime.lastLabel()).isEmpty();
        assertThat(call.outcome()).isNotDone();
        trail.only().synced();
        assertThat(TestHost.result(TestHost.await(call.outcome())).isError()).isFalse();
        assertThat(ran).hasValue(1);
        assertThat(trail.only().outcomes()).containsExactly("ok");
        assertThat(trail.only().writer()).isSameAs(pluginThread.get());
    }

    @Test
    void aCallThatCannotBeWrittenIsNotMade() {
        trail.failing("audit_unavailable");
        Outcome<CallToolResult> outcome = host.call("team_echo", Map.of());
        assertThat(code(outcome)).isEqualTo("audit_unavailable");
        assertThat(TestHost.text(TestHost.result(outcome))).contains("was not made");
        assertThat(TestHost.refused(host.get("team_greet", Map.of()))).satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo(Outcome.Reason.INTERNAL);
            assertThat(refused.data()).containsEntry("code", "audit_unavailable");
        });
        assertThat(ran).hasValue(0);
        assertThat(trail.begun).hasSize(2).allSatisfy(record -> assertThat(record.ends()).hasSize(1));
    }

    @Test
    void aCallThatCannotBeSyncedIsNotMade() {
        trail.syncing().failing("audit_unavailable");
        Started call = start("team_echo");
        trail.only().synced();
        assertThat(code(TestHost.await(call.outcome()))).isEqualTo("audit_unavailable");
        assertThat(host.runtime.lastLabel()).isEmpty();
        assertThat(trail.only().outcomes()).containsExactly("error");
    }

    @Test
    void aTrailThatBreaksDownLetsNoCallRunAndNoClientWait() {
        trail.breakingDown();
        try (LoggedIncidents log = new LoggedIncidents()) {
            assertThat(code(host.call("team_echo", Map.of()))).isEqualTo("internal_error");
            assertThat(log.causes()).containsExactly("broken by the test", "broken by the test");
        }
        assertThat(ran).hasValue(0);
        assertThat(trail.only().outcomes()).containsExactly("error");
    }

    @Test
    void whatIsDeniedIsRecordedWithItsReason() {
        host.with(new PipelineOptions(Duration.ofSeconds(20), 10_000, 100));
        host.call("team_unknown", Map.of("text", "a"));
        host.get("team_greet", Map.of("unheard", "x"));
        host.call("team_echo", Map.of("text", "x".repeat(200)));
        assertThat(trail.denied).extracting(FakeTrail.Denial::reason).containsExactly("not_enabled",
                "invalid_arguments", "arguments_too_large");
        assertThat(trail.denied.getFirst().call()).satisfies(call -> {
            assertThat(call.target()).isEmpty();
            assertThat(call.name()).isEqualTo("team_unknown");
            assertThat(call.arguments()).isEqualTo(Map.of("text", "a"));
        });
        assertThat(trail.denied.getLast().call().target()).isPresent();
        assertThat(trail.begun).isEmpty();
    }

    @Test
    void aCompletionThatNeedsNoPluginIsACallThatSucceeds() {
        host.prompt("named", call -> GetPromptResult.of(PromptMessage.user("Hello")),
                PromptArgument.optional("name", "Whom to greet"));
        host.complete(new CompletionReference.OfPrompt("team_named", "name"), "A");
        assertThat(trail.only().outcomes()).containsExactly("ok");
        assertThat(trail.denied).isEmpty();
    }

    @Test
    void aFailureAndAQuestionHaveTheirWords() {
        host.tool("fail", call -> {
            throw new ToolException("No");
        });
        host.tool("ask", call -> CallToolResult.text(
                call.ask("sure", ElicitRequest.form("Sure?").bool("sure", "Sure?", false).build()).action()
                        .toString()));
        host.call("team_fail", Map.of());
        Outcome<CallToolResult> asked = host.call("team_ask", Map.of());
        assertThat(trail.begun).extracting(FakeTrail.FakeRecording::outcomes).containsExactly(List.of("error"),
                List.of("asked"));
        assertThat(asked).isInstanceOfSatisfying(Outcome.Asked.class,
                question -> assertThat(question.replay().chain()).contains(trail.begun.getLast().id()));
    }

    @Test
    void aCallThatIsCancelledWhileItRunsEndsOnce() throws InterruptedException {
        Started call = start("team_wait");
        started.await();
        call.running().cancel();
        assertThat(TestHost.await(call.outcome())).isInstanceOf(Outcome.Cancelled.class);
        interrupted.await();
        call.running().cancel();
        host.runtime.awaitIdle();
        assertThat(trail.only().outcomes()).containsExactly("cancelled");
    }

    @Test
    void aCallThatIsCancelledWhileItWaitsForTheDiskNeverRuns() {
        trail.syncing();
        Started call = start("team_echo");
        call.running().cancel();
        assertThat(TestHost.await(call.outcome())).isInstanceOf(Outcome.Cancelled.class);
        assertThat(trail.only().outcomes()).containsExactly("cancelled");
        trail.only().synced();
        call.running().cancel();
        assertThat(trail.only().outcomes()).containsExactly("cancelled");
        assertThat(host.runtime.lastLabel()).isEmpty();
    }

    @Test
    void aCallThatIsCancelledAfterItWaitedForTheDiskEndsOnce() throws InterruptedException {
        trail.syncing();
        Started call = start("team_wait");
        trail.only().synced();
        started.await();
        call.running().cancel();
        assertThat(TestHost.await(call.outcome())).isInstanceOf(Outcome.Cancelled.class);
        host.runtime.awaitIdle();
        assertThat(trail.only().outcomes()).containsExactly("cancelled");
    }

    @Test
    void aCallThatIsGivenUpEndsOnce() throws InterruptedException {
        for (Cause cause : List.of(Cause.DEADLINE, Cause.STOPPED, Cause.QUARANTINED)) {
            Started call = start("team_wait");
            host.runtime.giveUpAll(cause);
            assertThat(TestHost.result(TestHost.await(call.outcome())).isError()).isTrue();
        }
        host.runtime.awaitIdle();
        assertThat(trail.begun).hasSize(3)
                .allSatisfy(record -> assertThat(record.outcomes()).containsExactly("error"));
    }

    @Test
    void aCallThatItsInstanceDoesNotTakeEndsOnce() {
        for (Reason reason : Reason.values()) {
            host.runtime.refuse(reason);
            assertThat(TestHost.result(host.call("team_echo", Map.of())).isError()).isTrue();
        }
        assertThat(trail.begun).hasSize(3)
                .allSatisfy(record -> assertThat(record.outcomes()).containsExactly("error"));
        assertThat(ran).hasValue(0);
    }
}
