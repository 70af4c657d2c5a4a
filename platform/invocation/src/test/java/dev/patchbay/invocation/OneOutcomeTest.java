package dev.patchbay.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.call.LoggingLevel;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.InstanceRuntime.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The plugin, the host that gives up and the client that cancels race for the outcome of a call. */
class OneOutcomeTest {
    private static final int CALLS = Math.max(1_000,
            (int) (100_000 * Double.parseDouble(System.getProperty("patchbay.scale", "0.05"))));

    private final TestHost host = new TestHost();
    private @Nullable Call kept;

    @AfterEach
    void stop() {
        host.close();
    }

    /** Counts the outcomes of one call, and events that come after it. */
    private static final class Watch implements CallEvents {
        private final AtomicInteger outcomes = new AtomicInteger();
        private final AtomicBoolean isLate = new AtomicBoolean();
        private final CountDownLatch ended = new CountDownLatch(1);

        void outcome() {
            outcomes.incrementAndGet();
            ended.countDown();
        }

        private void event() {
            if (outcomes.get() > 0) {
                isLate.set(true);
            }
        }

        @Override
        public void progress(double progress, @Nullable Double total, @Nullable String message) {
            event();
        }

        @Override
        public void log(LoggingLevel level, String logger, String message) {
            event();
        }
    }

    @Test
    void everyCallHasOneOutcomeAndNoEventAfterIt() throws InterruptedException {
        host.tool("race", call -> {
            for (int i = 1; i <= 20; i++) {
                call.progress().report(i, 20);
                call.log().info("step");
            }
            return CallToolResult.text("done");
        });
        Pipeline pipeline = host.pipeline();
        SplittableRandom random = new SplittableRandom(7);
        AtomicInteger completed = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        List<Watch> watches = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            Watch watch = new Watch();
            watches.add(watch);
            RunningCall running = pipeline.callTool(TestHost.invocation(Replay.first(), watch), "team_race", Map.of(),
                    outcome -> {
                        boolean isResult = outcome instanceof Outcome.Completed<CallToolResult>(CallToolResult result)
                                && !result.isError();
                        (isResult ? completed : others).incrementAndGet();
                        watch.outcome();
                    });
            for (int spin = random.nextInt(3_000); spin > 0; spin--) {
                Thread.onSpinWait();
            }
            switch (random.nextInt(3)) {
                case 0 -> running.cancel();
                case 1 -> host.runtime.giveUpAll(Cause.STOPPED);
                default -> {
                    host.runtime.giveUpAll(Cause.DEADLINE);
                    running.cancel();
                }
            }
            watch.ended.await();
        }
        host.runtime.awaitIdle();
        assertThat(watches).allSatisfy(watch -> {
            assertThat(watch.outcomes).hasValue(1);
            assertThat(watch.isLate).isFalse();
        });
        // Else nobody raced
        assertThat(List.of(completed.get(), others.get())).allMatch(count -> count > CALLS / 100);
    }

    /** Keeps what is handed over for the test to run. */
    private static final class Held implements InstanceRuntime {
        private @Nullable PluginWork work;

        PluginWork work() {
            return Objects.requireNonNull(work);
        }

        @Override
        public String instance() {
            return "held";
        }

        @Override
        public String pluginId() {
            return "held";
        }

        @Override
        public String pluginVersion() {
            return "1.0.0";
        }

        @Override
        public RunningWork submit(PluginWork handedOver, Duration limit) {
            work = handedOver;
            return () -> {
            };
        }
    }

    private static CatalogRegistry catalog(Held runtime, ToolHandler handler) {
        CatalogRegistry registry = new CatalogRegistry();
        registry.put(new InstanceEntries("held",
                List.of(TestHost.entry(ToolDefinition.builder("race", "Races").build(), handler, runtime)), List.of(),
                List.of(), List.of(), List.of(), Map.of()));
        return registry;
    }

    private static Pipeline pipeline(CatalogRegistry registry) {
        return new Pipeline(new DevPolicy(registry), Limiter.NONE, AuditTrail.OFF, PipelineOptions.defaults());
    }

    @Test
    void ofTwoEndsAtTheSameInstantOneIsTold() throws InterruptedException {
        Held held = new Held();
        Pipeline pipeline = pipeline(catalog(held, call -> CallToolResult.text("done")));
        List<AtomicInteger> outcomes = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            AtomicInteger told = new AtomicInteger();
            outcomes.add(told);
            RunningCall running = pipeline.callTool(TestHost.invocation(), "team_race", Map.of(),
                    outcome -> told.incrementAndGet());
            InstanceRuntime.PluginWork work = held.work();
            AtomicInteger ready = new AtomicInteger();
            List<Thread> threads = Stream.<Runnable>of(running::cancel, () -> work.giveUp(Cause.DEADLINE))
                    .map(end -> Thread.ofVirtual().start(() -> {
                        ready.incrementAndGet();
                        while (ready.get() < 2) {
                            Thread.onSpinWait();
                        }
                        end.run();
                    })).toList();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(outcomes).allMatch(told -> told.get() == 1);
    }

    @Test
    void aPluginThatEndsBecauseItIsGivenUpIsStillToldAsGivenUp() throws InterruptedException {
        Held held = new Held();
        Pipeline pipeline = pipeline(catalog(held, call -> {
            call.cancellation().onCancel(() -> {
            });
            while (true) {
                call.cancellation().throwIfCancelled();
                Thread.onSpinWait();
            }
        }));
        List<Outcome<CallToolResult>> outcomes = new ArrayList<>();
        for (int i = 0; i < CALLS / 10; i++) {
            CountDownLatch told = new CountDownLatch(1);
            pipeline.callTool(TestHost.invocation(), "team_race", Map.of(), outcome -> {
                outcomes.add(outcome);
                told.countDown();
            });
            InstanceRuntime.PluginWork work = held.work();
            CountDownLatch started = new CountDownLatch(1);
            Thread plugin = Thread.ofPlatform().start(() -> {
                started.countDown();
                work.run();
            });
            started.await();
            work.giveUp(Cause.DEADLINE);
            told.await();
            plugin.join();
        }
        assertThat(outcomes).hasSize(CALLS / 10).allMatch(outcome -> outcome instanceof Outcome.Completed<?>);
    }

    @Test
    void givingUpACallThatHasEndedTellsThePluginNothing() {
        Held held = new Held();
        AtomicBoolean isTold = new AtomicBoolean();
        Pipeline pipeline = pipeline(catalog(held, call -> {
            call.cancellation().onCancel(() -> isTold.set(true));
            kept = call;
            return CallToolResult.text("done");
        }));
        AtomicInteger outcomes = new AtomicInteger();
        pipeline.callTool(TestHost.invocation(), "team_race", Map.of(), outcome -> outcomes.incrementAndGet());
        held.work().run();
        held.work().giveUp(Cause.STOPPED);
        assertThat(outcomes).hasValue(1);
        assertThat(Objects.requireNonNull(kept).cancellation().isCancelled()).isFalse();
        assertThat(isTold).isFalse();
    }

    @Test
    void aCallThatWasGivenUpBeforeItRanDoesNotRun() {
        Held held = new Held();
        AtomicBoolean ran = new AtomicBoolean();
        Pipeline pipeline = pipeline(catalog(held, call -> {
            ran.set(true);
            return CallToolResult.text("done");
        }));
        AtomicInteger outcomes = new AtomicInteger();
        pipeline.callTool(TestHost.invocation(), "team_race", Map.of(), outcome -> outcomes.incrementAndGet());
        held.work().giveUp(Cause.DEADLINE);
        held.work().run();
        assertThat(outcomes).hasValue(1);
        assertThat(ran).isFalse();
    }
}
