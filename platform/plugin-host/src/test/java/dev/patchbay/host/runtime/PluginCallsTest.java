package dev.patchbay.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.catalog.InstanceRuntime.Cause;
import dev.patchbay.catalog.InstanceRuntime.PluginWork;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PluginCallsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Supervisor supervisor = new Supervisor();
    private final InstancePool pool = new InstancePool("notes", "notes", "1.0.0",
            PoolSettings.defaults().withSize(1, 0), PluginCallsTest.class.getClassLoader());
    private final PluginCalls calls = new PluginCalls(pool);
    private final CountDownLatch hold = new CountDownLatch(1);

    record Nothing() implements PluginWork {
        @Override
        public String label() {
            return "nothing";
        }

        @Override
        public void run() {}

        @Override
        public void giveUp(Cause cause) {}
    }

    @AfterEach
    void end() {
        hold.countDown();
        pool.end();
        supervisor.close();
    }

    @Test
    void returnsTheResult() throws Exception {
        assertThat(calls.call("start", () -> Thread.currentThread().getName(), LONG)).isEqualTo("notes-1");
    }

    @Test
    void tellsWhateverIsThrownAsText() {
        assertThatExceptionOfType(PluginFailure.class).isThrownBy(() -> calls.call("start", () -> {
            throw new NoClassDefFoundError("gone/Away");
        }, LONG)).withMessage("start failed: java.lang.NoClassDefFoundError: gone/Away").withNoCause();
    }

    @Test
    void endsAtTheLimit() {
        supervisor.watch(pool);
        assertThatExceptionOfType(PluginFailure.class).isThrownBy(() -> calls.call("start", () -> {
            hold.await();
            return 1;
        }, Duration.ofMillis(50))).withMessage("start did not end within 50 ms");
    }

    @Test
    void failsWhenTheVersionHasEnded() {
        pool.end();
        assertThatExceptionOfType(PluginFailure.class).isThrownBy(() -> calls.call("list", () -> 1, LONG))
                .withMessage("This version of notes has ended");
    }

    @Test
    void goesAheadWhenAllThreadsAreBusyAndAfterTheRetirement() throws Exception {
        pool.submit(new Nothing(), LONG);
        assertThat(pool.awaitIdle(LONG)).isTrue();
        Thread busy = Thread.ofVirtual().start(() -> {
            try {
                calls.call("busy", () -> {
                    hold.await();
                    return 1;
                }, LONG);
            } catch (PluginFailure e) {
                throw new IllegalStateException(e);
            }
        });
        pool.retire();
        assertThat(calls.call("stop", () -> 2, LONG)).isEqualTo(2);
        hold.countDown();
        busy.join();
    }
}
