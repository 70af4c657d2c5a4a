package dev.patchbay.invocation.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One circuit breaker: opens after failures in a row, lets some calls through after a time, and closes as soon as one of
 * them succeeds. Safe for all threads.
 */
final class Breaker {
    /** What failed does not matter to the breaker. */
    private static final class FailedCallException extends Exception {
        private static final long serialVersionUID = 1L;

        FailedCallException() {
            super("a failed call", null, false, false);
        }
    }

    /** What {@link #enter} returns to a call that may not go on. */
    static final int REFUSED = -1;

    private final Clock clock;
    private final Duration openFor;
    private final CircuitBreaker circuit;
    /** Whether no failure was recorded since the last success: then a success changes nothing. */
    private volatile boolean clean = true;
    private volatile Instant openedAt = Instant.EPOCH;
    /** Counts the changes of the state, so that a call is told apart that entered before one. */
    private final AtomicInteger changes = new AtomicInteger();

    /**
     * Creates a breaker that is closed.
     *
     * @param name for its own messages
     * @param failures how many in a row open it
     * @param openFor how long it stays open
     * @param trials how many calls are let through then
     * @param clock the time
     * @param onChange told of each change of the state, after it
     */
    Breaker(String name, int failures, Duration openFor, int trials, Clock clock, Consumer<State> onChange) {
        this.clock = clock;
        this.openFor = openFor;
        this.circuit = CircuitBreaker.of(name, CircuitBreakerConfig.custom()
                .slidingWindow(failures, failures, SlidingWindowType.COUNT_BASED).failureRateThreshold(100)
                .waitDurationInOpenState(openFor).permittedNumberOfCallsInHalfOpenState(trials).clock(clock)
                .writableStackTraceEnabled(false).build());
        circuit.getEventPublisher().onStateTransition(event -> {
            State now = event.getStateTransition().getToState();
            changes.incrementAndGet();
            if (now == State.OPEN) {
                openedAt = clock.instant();
            }
            onChange.accept(now);
        });
    }

    /** Lets a call go on, which must end in one of the next three methods, with what this returns; or {@link #REFUSED}. */
    int enter() {
        return circuit.tryAcquirePermission() ? changes.get() : REFUSED;
    }

    void succeeded() {
        if (clean && circuit.getState() == State.CLOSED) {
            return;
        }
        circuit.onSuccess(0, TimeUnit.NANOSECONDS);
        if (circuit.getState() == State.HALF_OPEN) {
            try {
                circuit.transitionToClosedState();
            } catch (RuntimeException e) {
                return; // another success has closed it meanwhile, or it was opened again
            }
        }
        clean = circuit.getState() == State.CLOSED;
    }

    /** What began before the breaker opened says nothing of whether calls succeed again. */
    void failed(int pass) {
        if (circuit.getState() == State.HALF_OPEN && pass != changes.get()) {
            return;
        }
        clean = false;
        circuit.onError(0, TimeUnit.NANOSECONDS, new FailedCallException());
    }

    /** Makes room for another trial, unless the call was none of those that try now. */
    void saidNothing(int pass) {
        if (pass == changes.get()) {
            circuit.releasePermission();
        }
    }

    boolean isClosed() {
        return circuit.getState() == State.CLOSED;
    }

    /** The state; half open as soon as its time is over, though the circuit hears of that from the next call only. */
    State state() {
        State state = circuit.getState();
        return state == State.OPEN && !clock.instant().isBefore(openedAt.plus(openFor)) ? State.HALF_OPEN : state;
    }

    /** How long it is still open; about a second while it tries. */
    Duration remaining() {
        Duration second = Duration.ofSeconds(1);
        if (circuit.getState() != State.OPEN) {
            return second;
        }
        Duration left = Duration.between(clock.instant(), openedAt.plus(openFor));
        return left.compareTo(second) < 0 ? second : left;
    }
}
