package dev.patchbay.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.catalog.InstanceRuntime.Cause;
import dev.patchbay.catalog.InstanceRuntime.PluginWork;
import dev.patchbay.catalog.InstanceRuntime.RunningWork;
import dev.patchbay.catalog.InstanceUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The host's threads are bounded, and give work up as those of a plugin do. */
class SearchThreadsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final SearchThreads threads = new SearchThreads("test", 1);

    @AfterEach
    void stop() {
        threads.close();
    }

    /** Runs until it is let go or interrupted, and keeps what happens to it. */
    private static final class Work implements PluginWork {
        private final CountDownLatch go = new CountDownLatch(1);
        private final CompletableFuture<Thread> running = new CompletableFuture<>();
        private final CompletableFuture<Cause> givenUp = new CompletableFuture<>();
        private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

        @Override
        public String label() {
            return "test";
        }

        @Override
        public void run() {
            running.complete(Thread.currentThread());
            try {
                go.await();
                interrupted.complete(false);
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        }

        @Override
        public void giveUp(Cause cause) {
            givenUp.complete(cause);
        }
    }

    private static <T> T get(CompletableFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(20, TimeUnit.SECONDS);
    }

    private List<Work> fill() throws Exception {
        List<Work> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Work work = new Work();
            all.add(work);
            threads.submit(work, LONG);
            if (i < 2) {
                get(work.running);
            }
        }
        return all;
    }

    @Test
    void workRunsOnADaemonThreadOfTheHost() throws Exception {
        Work work = new Work();
        threads.submit(work, LONG);
        assertThat(get(work.running)).satisfies(thread -> {
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.isVirtual()).isFalse();
            assertThat(thread.getName()).startsWith("patchbay-search-");
        });
        work.go.countDown();
        assertThat(get(work.interrupted)).isFalse();
    }

    @Test
    void moreThanTheQueueHoldsIsRefused() throws Exception {
        List<Work> all = fill();
        assertThatExceptionOfType(InstanceUnavailableException.class)
                .isThrownBy(() -> threads.submit(new Work(), LONG))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(InstanceUnavailableException.Reason.BUSY));
        all.forEach(work -> work.go.countDown());
        assertThat(get(all.getLast().running)).isNotNull();
    }

    @Test
    void workBeyondItsLimitIsGivenUpAndInterrupted() throws Exception {
        Work work = new Work();
        // On a busy machine a short limit is over before the work begins
        for (long limit = 20; !work.running.isDone(); limit *= 2) {
            work = new Work();
            threads.submit(work, Duration.ofMillis(limit));
            assertThat(get(work.givenUp)).isEqualTo(Cause.DEADLINE);
        }
        assertThat(get(work.interrupted)).isTrue();
    }

    @Test
    void cancellingInterruptsWhatRuns() throws Exception {
        Work work = new Work();
        RunningWork handed = threads.submit(work, LONG);
        get(work.running);
        handed.cancel();
        assertThat(get(work.interrupted)).isTrue();
        assertThat(work.givenUp).isNotDone();
    }

    @Test
    void whatIsCancelledWhileItWaitsMakesPlaceAndNeverRuns() throws Exception {
        List<Work> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            all.add(new Work());
            threads.submit(all.getLast(), LONG);
            get(all.getLast().running);
        }
        Work waiting = new Work();
        RunningWork handed = threads.submit(waiting, LONG);
        handed.cancel();
        assertThat(get(waiting.givenUp)).isEqualTo(Cause.CANCELLED);
        Work next = new Work();
        threads.submit(next, LONG);
        all.forEach(work -> work.go.countDown());
        get(next.running);
        next.go.countDown();
        assertThat(waiting.running).isNotDone();
    }

    @Test
    void closingGivesUpWhatRunsAndWhatWaits() throws Exception {
        List<Work> all = fill();
        threads.close();
        for (Work work : all) {
            assertThat(get(work.givenUp)).isEqualTo(Cause.STOPPED);
        }
        assertThat(get(all.getFirst().interrupted)).isTrue();
        assertThat(all.getLast().running).isNotDone();
        assertThatExceptionOfType(InstanceUnavailableException.class)
                .isThrownBy(() -> threads.submit(new Work(), LONG))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(InstanceUnavailableException.Reason.RETIRED));
    }
}
