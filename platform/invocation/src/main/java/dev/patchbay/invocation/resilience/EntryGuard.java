package dev.patchbay.invocation.resilience;

import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.invocation.PipelineListener;
import dev.patchbay.invocation.PipelineListener.Stage;
import dev.patchbay.invocation.Target;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Guards one tool (or prompt, or scheme) of one generation of an instance: its breaker, and that of the instance; and how
 * many calls of it run at once. Made at the first call and kept as long as the generation.
 *
 * <p>Threads: all methods; nothing blocks, and nothing is called under its lock.
 */
public final class EntryGuard {
    private final String name;
    private final InstanceGuard instance;
    private final ToolPolicy policy;
    private final PipelineListener listener;
    private final Delays delays;
    private final @Nullable Breaker breaker;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private volatile String lastFailure = "";
    private int running;

    EntryGuard(String name, InstanceGuard instance, ToolPolicy policy, Guards guards) {
        this.name = name;
        this.instance = instance;
        this.policy = policy;
        this.listener = guards.listener();
        this.delays = guards.delays();
        this.breaker = policy.failures() == 0
                ? null
                : new Breaker(name, policy.failures(), policy.openFor(), policy.trials(), guards.clock(),
                        state -> instance.changed(state, policy.openFor()));
    }

    /**
     * Why a breaker lets no call through.
     *
     * @param breaker which: {@code tool github_search} or {@code plugin github}
     * @param text why, for the client
     * @param retryAfter when it may let one through
     */
    public record Refusal(String breaker, String text, Duration retryAfter) implements Entrance {}

    /** What the breakers say to a call. */
    public sealed interface Entrance {}

    /**
     * They let it pass.
     *
     * @param own what the breaker of the tool wants to have back
     * @param whole what that of the instance wants to have back
     */
    public record Passed(int own, int whole) implements Entrance {}

    /** What the bounds of a tool say. */
    public enum Room {
        /** The call may run; it must end in {@link #leave}. */
        RUN,
        /** It is told when it may run; until then it can {@link #stopWaiting}. */
        WAIT,
        /** Too many wait already. */
        FULL
    }

    /**
     * Returns what holds for its calls.
     *
     * @return its policy
     */
    public ToolPolicy policy() {
        return policy;
    }

    /**
     * Returns what waits between attempts.
     *
     * @return the delays
     */
    public Delays delays() {
        return delays;
    }

    /**
     * Returns how long a call may take.
     *
     * @param declared what the tool says, or zero
     * @param standard the default of the server
     * @return the limit
     */
    public Duration limit(Duration declared, Duration standard) {
        if (policy.deadline().isPresent()) {
            return policy.deadline().get();
        }
        return declared.isZero() ? instance.policy().deadline().orElse(standard) : declared;
    }

    /**
     * Lets a call pass, unless a breaker is open. A call that passed must be told of by {@link #ended}.
     *
     * @param target what is called
     * @return what it passed with, or why it may not
     */
    public Entrance enter(Target target) {
        Breaker own = breaker;
        int ownPass = own == null ? 0 : own.enter();
        if (own != null && ownPass == Breaker.REFUSED) {
            return refused(target,
                    new Refusal(name, text(own.state(), policy.failures(), lastFailure), own.remaining()));
        }
        Breaker whole = instance.breaker();
        int wholePass = whole == null ? 0 : whole.enter();
        if (whole != null && wholePass == Breaker.REFUSED) {
            if (own != null) {
                own.saidNothing(ownPass);
            }
            return refused(target, new Refusal(instance.name(), text(whole.state(), instance.policy().failures(),
                    instance.lastFailure()), whole.remaining()));
        }
        return new Passed(ownPass, wholePass);
    }

    private Refusal refused(Target target, Refusal refusal) {
        listener.happened(Stage.BREAKER, "refused", target, 0);
        return refusal;
    }

    private static String text(State state, int failures, String last) {
        return state == State.HALF_OPEN
                ? "it tries whether calls succeed again"
                : "the last " + failures + " calls failed" + (last.isEmpty() ? "" : ", the last one with " + last);
    }

    /**
     * Says how a call ended that had passed.
     *
     * @param target what was called
     * @param passed what it passed with
     * @param runtime where it ran
     * @param verdict what its end says about the plugin
     * @param code the code of its failure, empty if there is none
     */
    public void ended(Target target, Passed passed, InstanceRuntime runtime, Verdict verdict, String code) {
        State before = breaker == null ? State.CLOSED : breaker.state();
        if (verdict == Verdict.FAILED || verdict == Verdict.FAULT) {
            lastFailure = code;
            instance.failure(code);
        }
        tell(breaker, passed.own(), verdict);
        tell(instance.breaker(), passed.whole(), verdict);
        if (breaker != null && breaker.state() != before) {
            listener.happened(Stage.BREAKER, breaker.state().name().toLowerCase(Locale.ROOT), target, 0);
        }
        instance.ended(runtime, verdict);
    }

    private static void tell(@Nullable Breaker breaker, int pass, Verdict verdict) {
        if (breaker != null) {
            switch (verdict) {
                case ANSWERED -> breaker.succeeded();
                case FAILED, FAULT -> breaker.failed(pass);
                case NOTHING -> breaker.saidNothing(pass);
            }
        }
    }

    /** Returns why it does not work as it should, empty while its breaker is closed. */
    Optional<Trouble> trouble() {
        return breaker == null ? Optional.empty() : trouble(name, breaker, policy.failures(), lastFailure);
    }

    static Optional<Trouble> trouble(String name, Breaker breaker, int failures, String last) {
        State state = breaker.state();
        return state == State.CLOSED
                ? Optional.empty()
                : Optional.of(new Trouble("the circuit breaker of " + name + " is "
                        + (state == State.OPEN ? "open" : "half open") + ": " + text(state, failures, last),
                        state != State.OPEN));
    }

    /**
     * What is the matter with something.
     *
     * @param text in words
     * @param isTried whether it is called, to see whether that succeeds
     */
    record Trouble(String text, boolean isTried) {}

    /**
     * Asks for room to run, where the tool has bounds of its own.
     *
     * @param whenFree told once if the call has to wait and then may run; must return at once
     * @return whether it may run
     */
    public Room room(Runnable whenFree) {
        if (policy.running() == 0) {
            return Room.RUN;
        }
        synchronized (waiting) {
            if (running < policy.running()) {
                running++;
                return Room.RUN;
            }
            if (waiting.size() >= policy.waiting()) {
                return Room.FULL;
            }
            waiting.addLast(whenFree);
            return Room.WAIT;
        }
    }

    /**
     * Stops waiting for room.
     *
     * @param whenFree who waits
     * @return false if it was told already: then it has the room
     */
    public boolean stopWaiting(Runnable whenFree) {
        synchronized (waiting) {
            return waiting.remove(whenFree);
        }
    }

    /** Gives the room of one call to the next that waits. */
    public void leave() {
        if (policy.running() == 0) {
            return;
        }
        Runnable next;
        synchronized (waiting) {
            next = waiting.pollFirst();
            if (next == null) {
                running--;
            }
        }
        if (next != null) {
            next.run();
        }
    }
}
