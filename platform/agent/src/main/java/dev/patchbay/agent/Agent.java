package dev.patchbay.agent;

import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The entrance of the agent: Java starts it before the program, the host takes its rules.
 *
 * <p>Threads: any.
 */
public final class Agent {
    private static final AtomicBoolean CLAIMED = new AtomicBoolean();
    private static volatile boolean isActive;
    private static volatile List<String> problems = List.of();
    private static volatile @Nullable Thread weaving;

    private Agent() {}

    /**
     * Called by Java with {@code -javaagent}.
     *
     * @param arguments nothing, or {@code rehearse}: then nothing is checked, and nothing of the JDK changed, but all that
     *     a start needs is loaded. Java cannot write a start-up cache of a process whose own classes were changed
     * @param instrumentation the way to change classes
     */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        if (Agent.class.getClassLoader() != null) {
            problems = List.of("its classes are not on the boot path (-Xbootclasspath/a)");
            return;
        }
        if ("rehearse".equals(arguments)) {
            problems = List.of("it only rehearses");
            new Weaver(Hooks.all()).rehearse();
            SelfTest.rehearse();
            return;
        }
        // Beside the start of the program, which takes as long; who asks for the outcome waits for it.
        Thread weaving = new Thread(() -> weave(instrumentation), "patchbay-agent");
        weaving.setDaemon(true);
        weaving.start();
        Agent.weaving = weaving;
    }

    private static void weave(Instrumentation instrumentation) {
        List<String> found = List.of("it could not change the JDK's classes");
        try {
            found = List.copyOf(new Weaver(Hooks.all()).weave(instrumentation));
        } finally {
            problems = found;
            isActive = found.isEmpty();
        }
    }

    /** Nobody learns half of it, and the rules are given to nobody before all hooks are in place. */
    private static void awaitHooks() {
        Thread thread = weaving;
        boolean interrupted = false;
        while (thread != null && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether Java was started with the agent, and all its hooks are in place; waits until they are.
     *
     * @return false if nothing is checked, or not all
     */
    public static boolean isActive() {
        awaitHooks();
        return isActive;
    }

    /**
     * Returns why it is not active.
     *
     * @return the reasons, for a person; empty if it is active or Java was started without it
     */
    public static List<String> problems() {
        awaitHooks();
        return problems;
    }

    /**
     * Gives the rules to the first who asks, which is the host.
     *
     * @return empty if the agent is not active, or somebody has them
     */
    public static Optional<AgentRules> claim() {
        return isActive() && CLAIMED.compareAndSet(false, true) ? Optional.of(new LiveRules()) : Optional.empty();
    }
}
