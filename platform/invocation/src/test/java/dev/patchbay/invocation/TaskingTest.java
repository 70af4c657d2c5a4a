package dev.patchbay.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.grant.ToolAccess;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.InstanceRuntime.Cause;
import dev.patchbay.invocation.Outcome.Cancelled;
import dev.patchbay.invocation.Outcome.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that become tasks: where their outcome goes, and how long they may take. */
class TaskingTest {
    private static final int CALLS = Math.max(300,
            (int) (30_000 * Double.parseDouble(System.getProperty("patchbay.scale", "0.05"))));

    private final TestHost host = new TestHost();

    @AfterEach
    void stop() {
        host.close();
    }

    /** Takes tasks, as soon as the test says. */
    private static final class Offer implements Tasking {
        final List<Outcome<?>> ends = new CopyOnWriteArrayList<>();
        final AtomicInteger announced = new AtomicInteger();
        final CompletableFuture<String> durable;
        private final Duration limit;
        private final Duration after;

        Offer(CompletableFuture<String> durable, Duration limit, Duration after) {
            this.durable = durable;
            this.limit = limit;
            this.after = after;
        }

        static Offer atOnce() {
            return new Offer(CompletableFuture.completedFuture(""), Duration.ofMinutes(1), Duration.ZERO);
        }

        @Override
        public boolean isOffered() {
            return true;
        }

        @Override
        public Optional<Duration> running() {
            return Optional.empty();
        }

        @Override
        public Duration after() {
            return after;
        }

        @Override
        public CompletableFuture<Begun> begin(String chain, RunningCall call) {
            return durable.thenApply(_ -> new Begun(limit, announced::incrementAndGet, ends::add));
        }

        Outcome<?> awaitEnd() {
            await().until(() -> !ends.isEmpty());
            assertThat(ends).hasSize(1);
            return ends.getFirst();
        }
    }

    private void tool(String name, TaskSupport support, ToolHandler handler) {
        host.tool(ToolDefinition.builder(name, "A tool").traits(ToolTraits.defaults().taskSupport(support)), handler);
    }

    private static String text(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Completed<?>(CallToolResult result)) {
            return TestHost.text(result);
        }
        throw new AssertionError("No result but " + outcome);
    }

    private static Invocation with(Tasking tasking) {
        return TestHost.invocation().withTasking(tasking);
    }

    @Test
    void theOutcomeOfATaskGoesToTheTaskAndOnlyThere() {
        tool("work", TaskSupport.OPTIONAL, call -> CallToolResult.text(String.valueOf(call.asTask())));
        Offer offer = Offer.atOnce();
        List<Outcome<CallToolResult>> answers = new CopyOnWriteArrayList<>();

        host.pipeline().callTool(with(offer), "team_work", Map.of(), answers::add);

        assertThat(text(offer.awaitEnd())).contains("true");
        assertThat(offer.announced).hasValue(1);
        assertThat(answers).isEmpty();
    }

    @Test
    void theClientHearsOfTheTaskWhenItIsDurableAndNotBefore() {
        tool("work", TaskSupport.OPTIONAL, call -> CallToolResult.text(String.valueOf(call.asTask())));
        Offer offer = new Offer(new CompletableFuture<>(), Duration.ofMinutes(1), Duration.ZERO);

        host.pipeline().callTool(with(offer), "team_work", Map.of(), outcome -> {
        });
        assertThat(offer.announced).hasValue(0);
        offer.durable.complete("");

        offer.awaitEnd();
        assertThat(offer.announced).hasValue(1);
    }

    @Test
    void aTaskHasATimeOfItsOwn() {
        CountDownLatch go = new CountDownLatch(1);
        host.tool(ToolDefinition.builder("work", "A tool").traits(
                ToolTraits.defaults().taskSupport(TaskSupport.OPTIONAL).deadline(Duration.ofMillis(200))), call -> {
                    call.asTask();
                    boolean extended = call.remaining().compareTo(Duration.ofSeconds(30)) > 0;
                    go.await();
                    return CallToolResult.text("in time " + extended);
                });
        Offer offer = Offer.atOnce();

        host.pipeline().callTool(with(offer), "team_work", Map.of(), outcome -> {
        });
        await().pollDelay(Duration.ofMillis(400)).until(() -> true);
        go.countDown();

        assertThat(text(offer.awaitEnd())).contains("in time true");
    }

    @Test
    void aTaskThatTakesTooLongFails() {
        tool("work", TaskSupport.OPTIONAL, call -> {
            call.asTask();
            new CountDownLatch(1).await();
            return CallToolResult.text("never");
        });
        Offer offer = new Offer(CompletableFuture.completedFuture(""), Duration.ofMillis(50), Duration.ZERO);

        host.pipeline().callTool(with(offer), "team_work", Map.of(), outcome -> {
        });

        assertThat(offer.awaitEnd()).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.LIMIT);
            assertThat(refused.message()).contains("0.05 s");
        });
    }

    @Test
    void aLongCallThatCannotBecomeATaskStaysACall() {
        CountDownLatch go = new CountDownLatch(1);
        tool("work", TaskSupport.OPTIONAL, call -> {
            go.await();
            return CallToolResult.text("done");
        });
        Offer offer = new Offer(
                CompletableFuture.failedFuture(new TaskRefusedException("too_many_tasks", "Full", Duration.ZERO)),
                Duration.ofMinutes(1), Duration.ofMillis(20));
        CompletableFuture<Outcome<CallToolResult>> answer = new CompletableFuture<>();

        host.pipeline().callTool(with(offer), "team_work", Map.of(), answer::complete);
        await().pollDelay(Duration.ofMillis(60)).until(() -> true);
        go.countDown();

        assertThat(text(answer.orTimeout(10, TimeUnit.SECONDS).join())).contains("done");
        assertThat(offer.announced).hasValue(0);
    }

    @Test
    void aToolThatAsksToBecomeATaskIsToldThatThereAreTooMany() {
        tool("work", TaskSupport.OPTIONAL, call -> CallToolResult.text(String.valueOf(call.asTask())));
        Offer offer = new Offer(
                CompletableFuture.failedFuture(
                        new TaskRefusedException("too_many_tasks", "Full", Duration.ofSeconds(30))),
                Duration.ofMinutes(1), Duration.ZERO);

        CallToolResult result = TestHost.result(host.call("team_work", Map.of(), with(offer)));

        assertThat(TestHost.text(result)).contains("Full");
        assertThat(TestHost.error(result)).containsEntry("code", "too_many_tasks").containsEntry("retry_after", 30L);
    }

    @Test
    void anErrorOfTheHostThatMakesTasksShowsNothingOfItself() {
        tool("work", TaskSupport.OPTIONAL, call -> CallToolResult.text(String.valueOf(call.asTask())));
        Offer offer = new Offer(CompletableFuture.failedFuture(new IllegalStateException("jdbc:secret")),
                Duration.ofMinutes(1), Duration.ZERO);

        CallToolResult result = TestHost.result(host.call("team_work", Map.of(), with(offer)));

        assertThat(result.isError()).isTrue();
        assertThat(TestHost.text(result)).contains("Internal error").doesNotContain("secret");
    }

    @Test
    void aToolThatRequiresTasksRunsForAnotherToolAndForNoClientWithoutThem() {
        tool("inner", TaskSupport.REQUIRED, call -> CallToolResult.text("inner " + call.asTask()));
        host.tool("outer", call -> {
            ToolAccess tools = call.tools();
            return tools.call("team_inner", Map.of());
        });
        host.runtime.grantTools("team_inner");

        assertThat(TestHost.text(host.result("team_outer"))).contains("inner false");
        assertThat(TestHost.refused(host.call("team_inner", Map.of())).reason()).isEqualTo(Reason.MISSING_CAPABILITY);
    }

    @Test
    void aCallThatBecomesATaskIsOneRecord() {
        FakeTrail trail = new FakeTrail();
        host.with(trail);
        tool("work", TaskSupport.OPTIONAL, call -> {
            call.asTask();
            call.asTask();
            return CallToolResult.text("done");
        });
        Offer offer = Offer.atOnce();

        host.pipeline().callTool(with(offer), "team_work", Map.of(), outcome -> {
        });
        offer.awaitEnd();

        assertThat(trail.only().tasks()).isEqualTo(1);
        assertThat(trail.only().ends()).extracting(FakeTrail.End::outcome).containsExactly("ok");
    }

    /** A further run of a task. */
    private record Running(Duration limit) implements Tasking {
        @Override
        public boolean isOffered() {
            return true;
        }

        @Override
        public Optional<Duration> running() {
            return Optional.of(limit);
        }

        @Override
        public CompletableFuture<Begun> begin(String chain, RunningCall call) {
            return CompletableFuture.failedFuture(new AssertionError("it is a task already"));
        }
    }

    @Test
    void aFurtherRunIsATaskFromItsStart() {
        tool("work", TaskSupport.REQUIRED, call -> {
            boolean isTask = call.asTask();
            call.ask("who", ElicitRequest.form("Who?").string("name", "A name").build());
            return CallToolResult.text("never " + isTask);
        });
        tool("break", TaskSupport.REQUIRED, call -> {
            throw new IllegalStateException("broken");
        });

        Outcome<CallToolResult> asked = host.call("team_work", Map.of(), with(new Running(Duration.ofHours(2))));
        Outcome<CallToolResult> broken = host.call("team_break", Map.of(), with(new Running(Duration.ofHours(2))));

        assertThat(asked).isInstanceOf(Outcome.Asked.class);
        assertThat(host.runtime.lastLimit()).isEqualTo(Duration.ofHours(2));
        assertThat(TestHost.refused(broken).reason()).isEqualTo(Reason.INTERNAL);
    }

    @Test
    void thePluginTheHostAndTheClientRaceForOneOutcome() throws InterruptedException {
        tool("race", TaskSupport.OPTIONAL, call -> {
            call.asTask();
            return CallToolResult.text("done");
        });
        Pipeline pipeline = host.pipeline();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < CALLS; i++) {
            CompletableFuture<String> durable = new CompletableFuture<>();
            Offer offer = new Offer(durable, Duration.ofMinutes(1), Duration.ZERO);
            AtomicInteger answers = new AtomicInteger();
            AtomicBoolean wasCancelled = new AtomicBoolean();
            RunningCall running = pipeline.callTool(with(offer), "team_race", Map.of(), outcome -> {
                wasCancelled.set(outcome instanceof Cancelled<?>);
                answers.incrementAndGet();
            });
            @Nullable Thread storing = Thread.ofVirtual().start(() -> durable.complete(""));
            for (int spin = random.nextInt(3_000); spin > 0; spin--) {
                Thread.onSpinWait();
            }
            if (random.nextBoolean()) {
                running.cancel();
            } else {
                host.runtime.giveUpAll(Cause.STOPPED);
            }
            storing.join();
            await().pollInterval(Duration.ofMillis(1)).until(() -> answers.get() + offer.ends.size() == 1);
            // Whoever was told of a task has its outcome there, and nobody else
            assertThat(offer.ends).hasSize(offer.announced.get());
        }
    }
}
