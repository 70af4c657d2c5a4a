package dev.patchbay.invocation.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What 153, 154 and A15 ask of a circuit breaker. */
class BreakerTest {
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private final HandTime time = new HandTime();
    private final List<State> changes = new ArrayList<>();
    private final Breaker breaker = new Breaker("tool notes_export", 5, MINUTE, 5, time, changes::add);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(breaker.tryEnter()).as("call %s", i).isTrue();
            breaker.failed();
        }
    }

    private void succeed() {
        assertThat(breaker.tryEnter()).isTrue();
        breaker.succeeded();
    }

    private void openThenHalfOpen() {
        fail(5);
        time.pass(MINUTE.plusMillis(1));
    }

    @Test
    void opensAfterFiveFailuresInARow() {
        fail(4);
        assertThat(breaker.isClosed()).isTrue();
        fail(1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.tryEnter()).isFalse();
        assertThat(changes).containsExactly(State.OPEN);
    }

    @Test
    void aSuccessResetsTheCount() {
        fail(4);
        succeed();
        succeed();
        fail(4);
        assertThat(breaker.isClosed()).isTrue();
        fail(1);
        assertThat(breaker.isClosed()).isFalse();
    }

    @Test
    void whatSaysNothingNeitherCountsNorResets() {
        fail(4);
        assertThat(breaker.tryEnter()).isTrue();
        breaker.saidNothing();
        assertThat(breaker.isClosed()).isTrue();
        fail(1);
        assertThat(breaker.isClosed()).isFalse();
    }

    @Test
    void letsNothingThroughForSixtySecondsAndSaysForHowLongStill() {
        fail(5);
        time.pass(Duration.ofSeconds(18));
        assertThat(breaker.tryEnter()).isFalse();
        assertThat(breaker.remaining()).isEqualTo(Duration.ofSeconds(42));
        time.pass(Duration.ofSeconds(41));
        assertThat(breaker.tryEnter()).isFalse();
        time.pass(Duration.ofSeconds(2));
        assertThat(breaker.tryEnter()).isTrue();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void letsFiveCallsTryAtOnceAndNotASixth() {
        openThenHalfOpen();
        for (int i = 0; i < 5; i++) {
            assertThat(breaker.tryEnter()).isTrue();
        }
        assertThat(breaker.tryEnter()).isFalse();
        breaker.saidNothing();
        assertThat(breaker.tryEnter()).as("in the place of one that was cancelled").isTrue();
    }

    @Test
    void theFirstSuccessClosesItAndFiveFailuresOpenItAgain() {
        openThenHalfOpen();
        fail(2);
        succeed();
        assertThat(breaker.isClosed()).isTrue();
        fail(4);
        assertThat(breaker.isClosed()).isTrue();
        fail(1);
        assertThat(changes).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED, State.OPEN);
    }

    @Test
    void fiveFailedTrialsOpenItForAnotherMinute() {
        openThenHalfOpen();
        fail(5);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        time.pass(Duration.ofSeconds(59));
        assertThat(breaker.tryEnter()).isFalse();
        time.pass(Duration.ofSeconds(2));
        assertThat(breaker.tryEnter()).isTrue();
    }
}
