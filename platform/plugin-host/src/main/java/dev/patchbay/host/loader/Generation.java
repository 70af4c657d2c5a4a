package dev.patchbay.host.loader;

import dev.patchbay.api.PluginContext;
import dev.patchbay.api.spi.StartedPlugin;
import dev.patchbay.broker.Grants;
import dev.patchbay.host.jar.StoredPlugin;
import dev.patchbay.host.runtime.AgentGuard;
import dev.patchbay.host.runtime.InstancePool;
import dev.patchbay.host.runtime.PluginCalls;
import dev.patchbay.host.runtime.PluginFailure;
import dev.patchbay.host.runtime.PoolSettings;
import dev.patchbay.host.runtime.Supervisor;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pf4j.Plugin;
import org.pf4j.PluginRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of a plugin, loaded and running as one instance: its class loader, its PF4J manager, its threads. A reload
 * makes a new generation beside the old one.
 *
 * <p>Threads: {@link #start} and {@link #close} once each, from one thread of the host, which they block.
 */
public final class Generation {
    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);
    private static final Duration THREADS_END = Duration.ofSeconds(2);

    private final String instance;
    private final StoredPlugin stored;
    private final InstancePool pool;
    private final PluginCalls calls;
    private final InstanceClassLoader loader;
    private final Pf4jGeneration pf4j;
    private final Glue glue = new Glue();
    private final Supervisor supervisor;
    private final List<String> stopProblems = new ArrayList<>();

    /** What the plugin's thread needs for the start, and what comes of it. */
    private record Start(PluginContext context, Map<String, @Nullable Object> configuration, Duration limit) {}

    /**
     * Creates the class loader and the pool; loads no class.
     *
     * @param instance the name of the instance
     * @param stored the plugin
     * @param settings bounds of the pool
     * @param parents what plugins may see
     * @param supervisor who watches the limits
     */
    public Generation(String instance, StoredPlugin stored, PoolSettings settings, PluginParents parents,
            Supervisor supervisor) {
        this.instance = instance;
        this.stored = stored;
        this.supervisor = supervisor;
        String version = stored.manifest().version().toString();
        this.loader = new InstanceClassLoader(instance, version, stored.jar(), stored.libraries(), parents.loader());
        grant(Grants.NONE);
        this.pool = new InstancePool(instance, stored.manifest().id(), version, settings, loader);
        this.calls = new PluginCalls(pool);
        this.pf4j = new Pf4jGeneration(stored, loader, glue);
        supervisor.watch(pool);
    }

    /** The plugin as PF4J sees it. Whatever goes wrong at the stop is kept as text: PF4J would keep the plugin alive. */
    private final class Glue extends Plugin {
        @Nullable Start start;
        @Nullable StartedPlugin started;

        @Override
        public void start() {
            Start given = start;
            if (given == null) {
                throw new IllegalStateException("Only Generation.start starts a plugin");
            }
            try {
                started = calls.call("start", () -> begin(given), given.limit());
            } catch (PluginFailure e) {
                throw new PluginRuntimeException(e.getMessage());
            }
        }

        @Override
        public void stop() {
            StartedPlugin plugin = started;
            started = null;
            if (plugin != null) {
                Duration limit = start == null ? Duration.ofSeconds(10) : start.limit();
                attempt("stop", () -> {
                    plugin.stop();
                    return true;
                }, limit);
            }
        }
    }

    /**
     * Says what its code may touch by itself, beside what the host hands out; to be said before the start, and again when
     * it changes.
     *
     * @param given what it was given
     */
    public void grant(Grants given) {
        AgentGuard.give(loader, instance, Stream.concat(Stream.of(stored.jar()), stored.libraries().stream()).toList(),
                given);
    }

    /**
     * Loads the plugin and starts it on one of its threads.
     *
     * @param context what the host gives it
     * @param configuration its checked configuration
     * @param limit how long the start may take
     * @return the started plugin
     * @throws PluginFailure if anything goes wrong; the generation must be closed then too
     */
    public StartedPlugin start(PluginContext context, Map<String, @Nullable Object> configuration, Duration limit)
            throws PluginFailure {
        glue.start = new Start(context, configuration, limit);
        try {
            pf4j.startPlugin(pf4j.loadPlugin(stored.jar()));
        } catch (RuntimeException e) {
            throw new PluginFailure("It could not be loaded: " + e.getMessage());
        }
        StartedPlugin started = glue.started;
        if (started == null) {
            Throwable cause = Optional.ofNullable(pf4j.getPlugin(pf4j.id()).getFailedException())
                    .orElseGet(() -> new IllegalStateException("the glue returned null"));
            throw new PluginFailure(String.valueOf(cause.getMessage()));
        }
        return started;
    }

    private StartedPlugin begin(Start given) throws Exception {
        registerDrivers();
        return pf4j.glue().start(given.context(), given.configuration());
    }

    private void registerDrivers() throws Exception {
        if (loader.findResource("META-INF/services/java.sql.Driver") != null) {
            ((Runnable) drivers()).run();
        }
    }

    private Object drivers() throws Exception {
        String name = PluginDrivers.class.getName();
        byte[] bytes;
        try (InputStream in = PluginDrivers.class.getResourceAsStream("PluginDrivers.class")) {
            if (in == null) {
                throw new IOException(name + " is not where it was built");
            }
            bytes = in.readAllBytes();
        }
        return loader.define(name, bytes).getConstructor().newInstance();
    }

    /**
     * Returns where its code runs.
     *
     * @return the pool
     */
    public InstancePool pool() {
        return pool;
    }

    /**
     * Returns the way for the host's own calls into it.
     *
     * @return the calls
     */
    public PluginCalls calls() {
        return calls;
    }

    /**
     * Returns which plugin it is.
     *
     * @return the plugin
     */
    public StoredPlugin stored() {
        return stored;
    }

    /**
     * Lets calls in flight finish, stops the plugin, ends its threads and closes its class loader.
     *
     * @param drain how long calls in flight may take
     * @param beforeStop what to do on a thread of the plugin after the last call and before the stop
     * @param stopLimit how long the stop may take
     * @param leaks who watches whether the class loader is collected
     * @return what went wrong, for the log
     */
    public List<String> close(Duration drain, Callable<?> beforeStop, Duration stopLimit, LoaderWatch leaks) {
        pool.retire();
        try {
            if (!pool.awaitIdle(drain)) {
                stopProblems.add("some calls did not end within " + drain.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        attempt("close", beforeStop, stopLimit);
        Start given = glue.start;
        if (given != null) {
            glue.start = new Start(given.context(), Map.of(), stopLimit);
        }
        pf4j.stopPlugins();
        attempt("removal of JDBC drivers", this::removeDrivers, stopLimit);
        pool.end();
        supervisor.forget(pool);
        endThreads();
        AgentGuard.withdraw(loader);
        unload();
        leaks.add(instance, pool.pluginVersion(), loader, pool.group());
        return stopProblems;
    }

    private Object removeDrivers() throws Exception {
        return ((Callable<?>) drivers()).call();
    }

    private void attempt(String what, Callable<?> code, Duration limit) {
        try {
            calls.call(what, code, limit);
        } catch (PluginFailure e) {
            stopProblems.add(String.valueOf(e.getMessage()));
        }
    }

    private void endThreads() {
        long end = System.nanoTime() + THREADS_END.toNanos();
        for (Thread thread : threads()) {
            thread.interrupt();
        }
        for (Thread thread : threads()) {
            try {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left > 0) {
                    thread.join(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private List<Thread> threads() {
        return PluginThreads.of(loader, pool.group());
    }

    private void unload() {
        try {
            pf4j.unloadPlugins();
            loader.close();
        } catch (RuntimeException | IOException e) {
            LOG.warn("{}: the class loader could not be closed", instance, e);
        }
    }
}
