package dev.patchbay.invocation.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
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

    private final Clock clock;
    private final Duration openFor;
    private final CircuitBreaker circuit;
    /** Whether no failure was recorded since the last success: then a success changes nothing. */
    private volatile boolean clean = true;
    private volatile Instant openedAt = Instant.EPOCH;

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
            if (now == State.OPEN) {
                openedAt = clock.instant();
            }
            onChange.accept(now);
        });
    }

    /** Whether a call may go on; each one that may must end in one of the other three methods. */
    boolean tryEnter() {
        return circuit.tryAcquirePermission();
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

    void failed() {
        clean = false;
        circuit.onError(0, TimeUnit.NANOSECONDS, new FailedCallException());
    }

    void saidNothing() {
        circuit.releasePermission();
    }

    boolean isClosed() {
        return circuit.getState() == State.CLOSED;
    }

    State state() {
        return circuit.getState();
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
