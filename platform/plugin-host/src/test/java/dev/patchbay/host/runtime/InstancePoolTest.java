package dev.patchbay.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.catalog.InstanceRuntime.Cause;
import dev.patchbay.catalog.InstanceRuntime.PluginWork;
import dev.patchbay.catalog.InstanceRuntime.RunningWork;
import dev.patchbay.catalog.InstanceUnavailableException;
import dev.patchbay.catalog.InstanceUnavailableException.Reason;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstancePoolTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Supervisor supervisor = new Supervisor();
    private final URLClassLoader loader = new URLClassLoader("plugin", new URL[0], null);
    private final CountDownLatch hold = new CountDownLatch(1);
    private final AtomicBoolean spin = new AtomicBoolean(true);
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final List<InstancePool> pools = new ArrayList<>();

    @AfterEach
    void endAll() throws Exception {
        hold.countDown();
        spin.set(false);
        pools.forEach(InstancePool::end);
        supervisor.close();
        loader.close();
    }

    private InstancePool pool(int threads, int queue) {
        return pool(threads, queue, Runnable::run);
    }

    private InstancePool pool(int threads, int queue, Executor wakes) {
        PoolSettings settings = new PoolSettings(threads, queue, Duration.ofMillis(200), Duration.ofMillis(300),
                Duration.ofMillis(300), 2, 4, wakes);
        InstancePool pool = new InstancePool("notes", "notes", "1.0.0", settings, loader);
        supervisor.watch(pool);
        pools.add(pool);
        return pool;
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10));
    }

    private PluginWork work(String label, Runnable code) {
        return new PluginWork() {
            @Override
            public String label() {
                return label;
            }

            @Override
            public void run() {
                code.run();
                events.add("done " + label);
            }

            @Override
            public void giveUp(Cause cause) {
                events.add(cause + " " + label);
            }
        };
    }

    @Test
    void whoHandsOverManyCallsWakesOneThreadAndThatTheOthers() throws Exception {
        BlockingQueue<Runnable> wakes = new LinkedBlockingQueue<>();
        InstancePool pool = pool(4, 4, wakes::add);
        CountDownLatch together = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            pool.submit(work("call", () -> {
                together.countDown();
                waitFor(together, new AtomicBoolean());
            }), Duration.ofSeconds(30));
        }
        assertThat(wakes).hasSize(1);
        wakes.remove().run();
        for (int i = 0; i < 3; i++) {
            assertThat(events.poll(30, TimeUnit.SECONDS)).isEqualTo("done call");
        }
        assertThat(wakes).isEmpty();
    }

    @Test
    void workThatIsGivenMoreTimeIsGivenUpAfterThat() throws Exception {
        InstancePool pool = pool(1, 0);
        AtomicBoolean interrupted = new AtomicBoolean();
        RunningWork running = pool.submit(work("task", () -> waitFor(hold, interrupted)), Duration.ofMillis(150));
        long start = System.nanoTime();
        running.extend(Duration.ofMillis(600));
        assertThat(events.poll(30, TimeUnit.SECONDS)).isEqualTo("DEADLINE task");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(600));
        eventually().untilTrue(interrupted);
    }

    private static void waitFor(CountDownLatch latch, AtomicBoolean interrupted) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            interrupted.set(true);
        }
    }

    /** Hands work over with a short limit, again until it has begun before that. */
    private void begin(InstancePool pool, String label, Runnable code) throws Exception {
        boolean begun = false;
        while (!begun) {
            CompletableFuture<Boolean> first = new CompletableFuture<>();
            pool.submit(new PluginWork() {
                @Override
                public String label() {
                    return label;
                }

                @Override
                public void run() {
                    if (first.complete(true)) {
                        code.run();
                        events.add("done " + label);
                    }
                }

                @Override
                public void giveUp(Cause cause) {
                    if (!first.complete(false)) {
                        events.add(cause + " " + label);
                    }
                }
            }, Duration.ofMillis(50));
            begun = first.get(30, TimeUnit.SECONDS);
        }
    }

    private void uninterruptibly() {
        boolean held = true;
        while (held) {
            try {
                hold.await();
                held = false;
            } catch (InterruptedException e) {
                events.add("interrupted");
            }
        }
    }

    private void waitInterruptibly() {
        try {
            hold.await();
        } catch (InterruptedException e) {
            events.add("interrupted");
        }
    }

    private void spin() {
        while (spin.get()) {
            Thread.onSpinWait();
        }
    }

    private String event() throws InterruptedException {
        String event = events.poll(30, TimeUnit.SECONDS);
        return event == null ? "nothing happened" : event;
    }

    private static Reason refusal(InstancePool pool) {
        try {
            pool.submit(new PluginCallsTest.Nothing(), LONG);
            throw new AssertionError("taken");
        } catch (InstanceUnavailableException e) {
            return e.reason();
        }
    }

    @Test
    void runsWorkOnItsOwnThreadsWithThePluginsLoader() throws Exception {
        InstancePool pool = pool(4, 4);
        pool.submit(work("a", () -> {
            Thread thread = Thread.currentThread();
            events.add(thread.isVirtual() + " " + thread.getContextClassLoader().getName() + " "
                    + thread.getThreadGroup().getName());
        }), LONG);
        assertThat(event()).isEqualTo("false plugin patchbay-notes");
        assertThat(event()).isEqualTo("done a");
    }

    @Test
    void runsManyCallsFromManyThreadsEachOnce() throws Exception {
        InstancePool pool = pool(4, 100_000);
        AtomicInteger runs = new AtomicInteger();
        List<Thread> submitters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            submitters.add(Thread.ofPlatform().start(() -> {
                for (int j = 0; j < 5_000; j++) {
                    try {
                        pool.submit(work("x", runs::incrementAndGet), LONG);
                    } catch (InstanceUnavailableException e) {
                        events.add("refused");
                    }
                }
            }));
        }
        for (Thread submitter : submitters) {
            submitter.join();
        }
        assertThat(pool.awaitIdle(LONG)).isTrue();
        assertThat(runs).hasValue(20_000);
        assertThat(events).hasSize(20_000).doesNotContain("refused");
    }

    @Test
    void usesAllItsThreadsAndThenItsQueueAndThenRefuses() throws Exception {
        InstancePool pool = pool(3, 2);
        for (int i = 0; i < 5; i++) {
            pool.submit(work("w" + i, this::waitInterruptibly), LONG);
        }
        eventually().until(() -> pool.report().running() == 3 && pool.report().waiting() == 2);
        assertThat(refusal(pool)).isEqualTo(Reason.BUSY);
        hold.countDown();
        assertThat(pool.awaitIdle(LONG)).isTrue();
        assertThat(events).hasSize(5);
    }

    @Test
    void takesTheNextCallOfWhoJustGotAnAnswer() throws Exception {
        InstancePool pool = pool(1, 0);
        for (int i = 0; i < 5_000; i++) {
            pool.submit(work("x", pool::codeEnded), LONG);
            assertThat(event()).isEqualTo("done x");
        }
    }

    @Test
    void takesACallInPlaceOfOneWhoseCodeHasEndedAndRunsItAfterIt() throws Exception {
        InstancePool pool = pool(1, 0);
        pool.submit(work("telling", () -> {
            events.add("running");
            waitInterruptibly();
            pool.codeEnded();
            pool.codeEnded();
            events.add("ended");
            spin();
        }), LONG);
        assertThat(event()).isEqualTo("running");
        assertThat(refusal(pool)).isEqualTo(Reason.BUSY);
        hold.countDown();
        assertThat(event()).isEqualTo("ended");
        pool.submit(work("next", () -> {}), LONG);
        assertThat(refusal(pool)).isEqualTo(Reason.BUSY);
        spin.set(false);
        assertThat(event()).isEqualTo("done telling");
        assertThat(event()).isEqualTo("done next");
    }

    @Test
    void takesACallWhileWorkOfTheHostRuns() throws Exception {
        InstancePool pool = pool(1, 0);
        pool.submitFirst(work("lists", this::waitInterruptibly), LONG);
        pool.submit(work("call", () -> {}), LONG);
        assertThat(event()).isEqualTo("done call");
    }

    @Test
    void runsNoMoreCallsThanItHasThreadsWhenTheHostHadMore() throws Exception {
        InstancePool pool = pool(1, 2);
        CountDownLatch ofHost = new CountDownLatch(1);
        pool.submitFirst(work("lists", () -> {
            try {
                ofHost.await();
            } catch (InterruptedException e) {
                events.add("interrupted");
            }
        }), LONG);
        pool.submit(work("a", this::waitInterruptibly), LONG);
        pool.submit(work("b", () -> {}), LONG);
        eventually().until(() -> pool.report().running() == 2);
        ofHost.countDown();
        assertThat(event()).isEqualTo("done lists");
        eventually().until(() -> pool.report().running() == 1);
        assertThat(pool.report().waiting()).isEqualTo(1);
        hold.countDown();
        assertThat(List.of(event(), event())).containsExactly("done a", "done b");
    }

    @Test
    void endsThreadsThatAreIdle() throws Exception {
        InstancePool pool = pool(3, 2);
        pool.submit(work("a", () -> {}), LONG);
        assertThat(event()).isEqualTo("done a");
        eventually().until(() -> pool.report().threads() == 0);
        pool.submit(work("b", () -> {}), LONG);
        assertThat(event()).isEqualTo("done b");
    }

    @Test
    void givesWorkUpAtItsLimitAndInterruptsIt() throws Exception {
        InstancePool pool = pool(1, 2);
        begin(pool, "a", this::waitInterruptibly);
        pool.submit(work("b", () -> events.add("clean " + !Thread.currentThread().isInterrupted())), LONG);
        assertThat(event()).isEqualTo("DEADLINE a");
        assertThat(event()).isEqualTo("interrupted");
        assertThat(event()).isEqualTo("done a");
        assertThat(event()).isEqualTo("clean true");
    }

    @Test
    void givesWorkUpThatWaitsTooLong() throws Exception {
        InstancePool pool = pool(1, 2);
        pool.submit(work("a", this::waitInterruptibly), LONG);
        pool.submit(work("b", () -> events.add("ran")), Duration.ofMillis(50));
        assertThat(event()).isEqualTo("DEADLINE b");
        hold.countDown();
        assertThat(event()).isEqualTo("done a");
        assertThat(pool.awaitIdle(LONG)).isTrue();
        assertThat(events).isEmpty();
    }

    @Test
    void cancelsWorkThatWaitsAndInterruptsWorkThatRuns() throws Exception {
        InstancePool pool = pool(1, 2);
        RunningWork runs = pool.submit(work("a", this::waitInterruptibly), LONG);
        RunningWork waits = pool.submit(work("b", () -> events.add("ran")), LONG);
        eventually().until(() -> pool.report().running() == 1);
        waits.cancel();
        assertThat(event()).isEqualTo("CANCELLED b");
        runs.cancel();
        assertThat(event()).isEqualTo("interrupted");
        assertThat(event()).isEqualTo("done a");
        runs.cancel();
        waits.cancel();
        assertThat(pool.awaitIdle(LONG)).isTrue();
        assertThat(events).isEmpty();
    }

    @Test
    void replacesTheThreadOfALostCall() throws Exception {
        InstancePool pool = pool(1, 2);
        begin(pool, "stuck", this::uninterruptibly);
        pool.submit(work("next", () -> {}), LONG);
        assertThat(event()).isEqualTo("DEADLINE stuck");
        assertThat(event()).isEqualTo("interrupted");
        assertThat(event()).isEqualTo("done next");
        assertThat(pool.report().lost()).singleElement().satisfies(lost -> {
            assertThat(lost.label()).isEqualTo("stuck");
            assertThat(lost.spinning()).isFalse();
            assertThat(lost.stack()).anyMatch(line -> line.contains("uninterruptibly"));
        });
        hold.countDown();
        eventually().until(() -> pool.report().lost().isEmpty());
        assertThat(pool.report().lostInAll()).isEqualTo(1);
    }

    @Test
    void quarantinesAtTwoSpinningCalls() throws Exception {
        InstancePool pool = pool(4, 4);
        begin(pool, "one", this::spin);
        eventually().until(() -> pool.report().lost().stream().anyMatch(LostCall::spinning));
        assertThat(pool.report().quarantined()).isFalse();
        begin(pool, "two", this::spin);
        eventually().until(() -> pool.report().quarantined());
        assertThat(refusal(pool)).isEqualTo(Reason.QUARANTINED);
    }

    @Test
    void quarantinesAtManyBlockedCallsAndGivesUpWhatWaits() throws Exception {
        InstancePool pool = pool(4, 4);
        for (int i = 0; i < 4; i++) {
            begin(pool, "stuck", this::uninterruptibly);
        }
        eventually().until(() -> pool.report().quarantined());
        assertThat(pool.report().lost()).hasSize(4);
        assertThat(refusal(pool)).isEqualTo(Reason.QUARANTINED);
    }

    @Test
    void survivesWorkThatThrowsAnything() throws Exception {
        InstancePool pool = pool(1, 16);
        pool.submit(work("error", () -> {
            throw new OutOfMemoryError("not really");
        }), LONG);
        pool.submit(work("overflow", () -> deeper(0)), LONG);
        pool.submit(work("next", () -> {}), LONG);
        assertThat(event()).isEqualTo("done next");
        assertThat(pool.awaitIdle(LONG)).isTrue();
    }

    private static int deeper(int depth) {
        return depth < 0 ? 0 : deeper(depth + 1) + 1;
    }

    @Test
    void putsBackWhatPluginCodeChangedOnItsThread() throws Exception {
        InstancePool pool = pool(1, 2);
        pool.submit(work("a", () -> {
            Thread.currentThread().interrupt();
            Thread.currentThread().setContextClassLoader(null);
        }), LONG);
        pool.submit(work("b", () -> events.add(Thread.currentThread().isInterrupted() + " "
                + Thread.currentThread().getContextClassLoader().getName())), LONG);
        assertThat(event()).isEqualTo("done a");
        assertThat(event()).isEqualTo("false plugin");
    }

    @Test
    void finishesWhatItHasWhenItRetires() throws Exception {
        InstancePool pool = pool(1, 4);
        pool.submit(work("a", this::waitInterruptibly), LONG);
        pool.submit(work("b", () -> {}), LONG);
        pool.retire();
        assertThat(refusal(pool)).isEqualTo(Reason.RETIRED);
        assertThat(pool.awaitIdle(Duration.ofMillis(20))).isFalse();
        hold.countDown();
        assertThat(pool.awaitIdle(LONG)).isTrue();
        assertThat(events).containsExactly("done a", "done b");
    }

    @Test
    void givesUpEverythingWhenItEnds() throws Exception {
        InstancePool pool = pool(1, 4);
        pool.submit(work("a", this::waitInterruptibly), LONG);
        pool.submit(work("b", () -> {}), LONG);
        eventually().until(() -> pool.report().running() == 1);
        pool.end();
        assertThat(List.of(event(), event(), event(), event())).containsExactlyInAnyOrder("STOPPED a", "STOPPED b",
                "interrupted", "done a");
        eventually().until(() -> pool.report().threads() == 0);
        assertThat(refusal(pool)).isEqualTo(Reason.RETIRED);
        assertThatExceptionOfType(PluginFailure.class)
                .isThrownBy(() -> pool.submitFirst(work("c", () -> {}), LONG));
    }
}
