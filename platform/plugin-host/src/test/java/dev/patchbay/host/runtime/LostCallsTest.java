package dev.patchbay.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.catalog.InstanceHealth;
import dev.patchbay.catalog.InstanceRuntime.Cause;
import dev.patchbay.catalog.InstanceRuntime.PluginWork;
import dev.patchbay.catalog.InstanceUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that spin are found long before those that wait, and a pool can be ended by whoever knows why. */
class LostCallsTest {
    private static final Duration LIMIT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Supervisor supervisor = new Supervisor();
    private final InstancePool pool = new InstancePool("bad", "bad", "1.0.0",
            PoolSettings.defaults().withSize(3, 4).withLosses(LONG, Duration.ofMillis(300), 2, 8),
            LostCallsTest.class.getClassLoader());
    private final CountDownLatch hold = new CountDownLatch(1);
    private final AtomicBoolean spin = new AtomicBoolean(true);
    private final AtomicInteger freed = new AtomicInteger();
    private final LinkedBlockingQueue<Cause> givenUp = new LinkedBlockingQueue<>();

    LostCallsTest() {
        supervisor.watch(pool);
    }

    @AfterEach
    void end() {
        spin.set(false);
        hold.countDown();
        pool.end();
        supervisor.close();
    }

    private PluginWork work(Runnable code) {
        return new PluginWork() {
            @Override
            public String label() {
                return "tools/call bad";
            }

            @Override
            public void run() {
                code.run();
            }

            @Override
            public void giveUp(Cause cause) {
                givenUp.add(cause);
            }

            @Override
            public void placeFreed() {
                freed.incrementAndGet();
            }
        };
    }

    private void spin() {
        while (spin.get()) {
            Thread.onSpinWait();
        }
    }

    private void block() {
        boolean held = true;
        while (held) {
            try {
                held = !hold.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                held = true; // as a plugin that swallows it
            }
        }
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10));
    }

    @Test
    void twoCallsThatSpinQuarantineThePoolWhileOneThatWaitsIsNotEvenLost() throws Exception {
        pool.submit(work(this::block), LIMIT);
        pool.submit(work(this::spin), LIMIT);
        pool.submit(work(this::spin), LIMIT);
        eventually().until(() -> pool.report().quarantined());
        assertThat(pool.report().lost()).hasSize(2).allMatch(LostCall::spinning);
        assertThat(pool.report().quarantine()).contains("too many of its calls did not end after their limit");
    }

    @Test
    void oneThatSpinsMakesItDegraded() throws Exception {
        pool.submit(work(this::spin), LIMIT);
        eventually().until(() -> pool.report().trouble().isPresent());
        assertThat(pool.report().trouble()).contains("1 call does not end");
        assertThat(pool.report().quarantined()).isFalse();
        spin.set(false);
        eventually().until(() -> pool.report().trouble().isEmpty());
    }

    @Test
    void whatIsKnownAgainstItIsItsTrouble() {
        pool.health(new InstanceHealth("the circuit breaker of the plugin is open", Map.of("bad", "that of bad too")));
        assertThat(pool.report().trouble()).contains("the circuit breaker of the plugin is open; that of bad too");
        pool.health(InstanceHealth.GOOD);
        assertThat(pool.report().trouble()).isEmpty();
    }

    @Test
    void aQuarantineSaysWhyAndDropsWhatWaits() throws Exception {
        for (int i = 0; i < 4; i++) {
            pool.submit(work(this::block), LONG);
        }
        pool.quarantine("50 calls in a row failed");
        assertThat(givenUp.poll(30, TimeUnit.SECONDS)).isEqualTo(Cause.QUARANTINED);
        assertThatExceptionOfType(InstanceUnavailableException.class)
                .isThrownBy(() -> pool.submit(work(this::spin), LONG))
                .withMessageContaining("bad is quarantined, because 50 calls in a row failed");
        assertThat(pool.report().quarantine()).contains("50 calls in a row failed");
    }

    @Test
    void aPlaceIsGivenBackOnceHoweverTheWorkEnds() throws Exception {
        pool.submit(work(() -> {
        }), LONG);
        eventually().until(() -> freed.get() == 1);
        pool.submit(work(this::spin), LIMIT);
        eventually().until(() -> !pool.report().lost().isEmpty());
        eventually().untilAsserted(() -> assertThat(freed).as("lost").hasValue(2));
        spin.set(false);
        eventually().until(() -> pool.report().lost().isEmpty());
        for (int i = 0; i < 4; i++) {
            pool.submit(work(this::block), LONG);
        }
        eventually().until(() -> pool.report().waiting() == 1);
        assertThat(freed).hasValue(2);
        pool.quarantine("enough");
        assertThat(freed).as("the one that waited is dropped").hasValue(3);
    }

    @Test
    void whoeverGetsAPlaceNeitherHoldsNorWaitsForTheLockOfThePool() throws Exception {
        for (int i = 0; i < 3; i++) {
            pool.submit(work(this::block), LONG);
        }
        eventually().until(() -> pool.report().running() == 3);
        AtomicBoolean answered = new AtomicBoolean();
        pool.submit(new PluginWork() {
            @Override
            public String label() {
                return "tools/call waiting";
            }

            @Override
            public void run() {
                // all threads are taken
            }

            @Override
            public void giveUp(Cause cause) {
                givenUp.add(cause);
            }

            @Override
            public void placeFreed() {
                answered.set(CompletableFuture.supplyAsync(pool::report).completeOnTimeout(null, 2, TimeUnit.SECONDS)
                        .join() != null);
            }
        }, LONG).cancel();
        assertThat(givenUp.poll(30, TimeUnit.SECONDS)).isEqualTo(Cause.CANCELLED);
        assertThat(answered).as("another thread can use the pool meanwhile").isTrue();
    }
}
