package dev.patchbay.invocation.resilience;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.invocation.PipelineListener;
import java.time.Clock;

/**
 * The guards of all generations that run. A guard is made at the first call and goes with its generation, so a plugin
 * that was replaced starts with closed breakers.
 *
 * <p>Threads: all methods; nothing blocks.
 */
public final class Guards {
    private final ResilienceSettings settings;
    private final Clock clock;
    private final Delays delays;
    private final PipelineListener listener;
    private final Cache<InstanceRuntime, InstanceGuard> instances = Caffeine.newBuilder().weakKeys()
            .executor(Runnable::run).build();

    /**
     * Creates guards for the real time.
     *
     * @param settings the policies
     * @param listener hears of what they do
     */
    public Guards(ResilienceSettings settings, PipelineListener listener) {
        this(settings, listener, new RunningClock(), Delays.OF_THE_JDK);
    }

    /**
     * Creates guards.
     *
     * @param settings the policies
     * @param listener hears of what they do
     * @param clock the time
     * @param delays waits between attempts
     */
    public Guards(ResilienceSettings settings, PipelineListener listener, Clock clock, Delays delays) {
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        this.delays = delays;
    }

    /**
     * Returns the guard of a tool.
     *
     * @param runtime where it runs
     * @param name its name in the catalog
     * @param own the plugin's own name of it
     * @return the same guard as long as the generation lives
     */
    public EntryGuard tool(InstanceRuntime runtime, String name, String own) {
        return instance(runtime).tool(name, own);
    }

    /**
     * Returns the guard of a prompt.
     *
     * @param runtime where it runs
     * @param name its name in the catalog
     * @return the same guard as long as the generation lives
     */
    public EntryGuard prompt(InstanceRuntime runtime, String name) {
        return instance(runtime).prompt(name);
    }

    /**
     * Returns the guard of the resources of a scheme.
     *
     * @param runtime where they are read
     * @param name the scheme that clients see
     * @return the same guard as long as the generation lives
     */
    public EntryGuard scheme(InstanceRuntime runtime, String name) {
        return instance(runtime).scheme(name);
    }

    /**
     * Returns the guard of an instance as a whole, for what has none of its own.
     *
     * @param runtime where it runs
     * @return the same guard as long as the generation lives
     */
    public EntryGuard whole(InstanceRuntime runtime) {
        return instance(runtime).unnamed();
    }

    private InstanceGuard instance(InstanceRuntime runtime) {
        InstanceGuard known = instances.getIfPresent(runtime);
        return known != null
                ? known
                : instances.get(runtime, each -> new InstanceGuard(each,
                        settings.instance(each.instance()), this));
    }

    Delays delays() {
        return delays;
    }

    Clock clock() {
        return clock;
    }

    PipelineListener listener() {
        return listener;
    }
}
