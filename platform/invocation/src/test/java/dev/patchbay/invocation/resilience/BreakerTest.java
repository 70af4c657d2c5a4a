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
            int pass = breaker.enter();
            assertThat(pass).as("call %s", i).isNotEqualTo(Breaker.REFUSED);
            breaker.failed(pass);
        }
    }

    private void succeed() {
        assertThat(mayEnter()).isTrue();
        breaker.succeeded();
    }

    private boolean mayEnter() {
        return breaker.enter() != Breaker.REFUSED;
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
        assertThat(mayEnter()).isFalse();
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
        int pass = breaker.enter();
        assertThat(pass).isNotEqualTo(Breaker.REFUSED);
        breaker.saidNothing(pass);
        assertThat(breaker.isClosed()).isTrue();
        fail(1);
        assertThat(breaker.isClosed()).isFalse();
    }

    @Test
    void letsNothingThroughForSixtySecondsAndSaysForHowLongStill() {
        fail(5);
        time.pass(Duration.ofSeconds(18));
        assertThat(mayEnter()).isFalse();
        assertThat(breaker.remaining()).isEqualTo(Duration.ofSeconds(42));
        time.pass(Duration.ofSeconds(41));
        assertThat(mayEnter()).isFalse();
        time.pass(Duration.ofSeconds(2));
        assertThat(mayEnter()).isTrue();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void letsFiveCallsTryAtOnceAndNotASixth() {
        openThenHalfOpen();
        int pass = breaker.enter();
        for (int i = 0; i < 4; i++) {
            assertThat(mayEnter()).isTrue();
        }
        assertThat(mayEnter()).isFalse();
        breaker.saidNothing(pass);
        assertThat(mayEnter()).as("in the place of one that was cancelled").isTrue();
    }

    @Test
    void whatBeganBeforeItOpenedIsNoTrialAndMakesRoomForNone() {
        int old = breaker.enter();
        openThenHalfOpen();
        for (int i = 0; i < 5; i++) {
            assertThat(mayEnter()).isTrue();
        }
        breaker.saidNothing(old);
        assertThat(mayEnter()).as("a sixth").isFalse();
        for (int i = 0; i < 5; i++) {
            breaker.failed(old);
        }
        assertThat(breaker.state()).as("no trial has failed").isEqualTo(State.HALF_OPEN);
    }

    @Test
    void aTrialOfAnEarlierTimeMakesRoomForNone() {
        openThenHalfOpen();
        int slow = breaker.enter();
        fail(4);
        assertThat(mayEnter()).isFalse();
        breaker.failed(slow);
        time.pass(MINUTE.plusMillis(1));
        for (int i = 0; i < 5; i++) {
            assertThat(mayEnter()).isTrue();
        }
        breaker.saidNothing(slow);
        assertThat(mayEnter()).isFalse();
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
    void isNoMoreCalledOpenWhenItsTimeIsOverThoughNobodyHasCalled() {
        fail(5);
        time.pass(Duration.ofSeconds(59));
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        time.pass(Duration.ofSeconds(1));
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void fiveFailedTrialsOpenItForAnotherMinute() {
        openThenHalfOpen();
        fail(5);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        time.pass(Duration.ofSeconds(59));
        assertThat(mayEnter()).isFalse();
        time.pass(Duration.ofSeconds(2));
        assertThat(mayEnter()).isTrue();
    }
}
