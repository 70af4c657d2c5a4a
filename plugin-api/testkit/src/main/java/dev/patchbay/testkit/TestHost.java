package dev.patchbay.testkit;

import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.server.configuration.ConfigurationException;
import dev.patchbay.server.configuration.ConfigurationReader;
import dev.patchbay.server.running.Mode;
import dev.patchbay.server.running.PatchbayServer;
import dev.patchbay.server.running.ServerStatus;
import dev.patchbay.server.running.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The real host with one plugin, in this process, in development mode, on a free port of the loopback interface.
 * {@link PatchbayTest} starts and closes one for each test.
 *
 * <p>Threads: any.
 */
public final class TestHost implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration UNLOAD_LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Scratch scratch;
    private final PatchbayServer server;
    private final List<TestClient> clients = new ArrayList<>();
    private @Nullable Unloading unloading;
    private @Nullable TestClient first;

    private TestHost(Scratch scratch, PatchbayServer server) {
        this.scratch = scratch;
        this.server = server;
    }

    /**
     * Starts a host with the plugin of a test's module.
     *
     * @param testClass a test of the module
     * @param namespace the namespace of the instance, the empty string for bare names; if absent, what the plugin gets
     *            without any setting
     * @param configuration the configuration of the instance, JSON of JDK types
     * @return the host, with the plugin started
     * @throws IllegalStateException if the plugin does not start; the message says why
     */
    public static TestHost start(Class<?> testClass, Optional<String> namespace, Map<String, Object> configuration) {
        return start(testClass, namespace, configuration, Map.of());
    }

    /**
     * Starts a host with the plugin of a test's module and more around it, such as databases.
     *
     * @param testClass a test of the module
     * @param setup what it is started with
     * @return the host, with the plugin started
     * @throws IllegalStateException if the plugin does not start; the message says why
     */
    public static TestHost start(Class<?> testClass, TestSetup setup) {
        return start(scratch -> PluginJar.of(testClass, scratch), setup);
    }

    static TestHost start(Class<?> testClass, Optional<String> namespace, Map<String, Object> configuration,
            Map<String, String> environment) {
        return start(testClass, new TestSetup(namespace, configuration, Map.of(), Optional.empty(), environment));
    }

    static TestHost start(Function<Path, PluginJar> plugin, Optional<String> namespace,
            Map<String, Object> configuration) {
        return start(plugin, new TestSetup(namespace, configuration, Map.of(), Optional.empty(), Map.of()));
    }

    private static TestHost start(Function<Path, PluginJar> plugin, TestSetup setup) {
        Scratch scratch = Scratch.create();
        try {
            PluginJar jar = plugin.apply(scratch.root());
            if (setup.grants().isPresent()) {
                jar = jar.withGrants(setup.grants().get(), scratch.root());
            }
            // with its time, or the host would wait for the end of a copy
            Files.copy(jar.path(), scratch.folder("plugins").resolve("plugin-under-test.jar"),
                    StandardCopyOption.COPY_ATTRIBUTES);
            Files.write(scratch.folder("conf").resolve("patchbay.yaml"), file(jar.pluginId(), setup));
            return start(scratch, jar.pluginId(), setup.environment());
        } catch (IOException e) {
            scratch.close();
            throw new UncheckedIOException("The host cannot be started", e);
        } catch (RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    private static TestHost start(Scratch scratch, String pluginId, Map<String, String> environment) {
        Path home = scratch.root();
        PatchbayServer server;
        try {
            server = PatchbayServer.start(Mode.DEV, ConfigurationReader.read(home, null, environment, List.of()),
                    "testkit");
        } catch (StartException | ConfigurationException e) {
            throw new IllegalStateException("The host cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the host started", e);
        }
        TestHost host = new TestHost(scratch, server);
        try {
            host.awaitStarted(pluginId);
            host.unloading = Unloading.ofLoaded();
            return host;
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /** The file that an administrator would write; JSON is YAML. */
    private static byte[] file(String pluginId, TestSetup setup) {
        Map<String, Object> instance = new LinkedHashMap<>();
        setup.namespace().ifPresent(text -> instance.put("namespace", text));
        instance.put("config", setup.configuration());
        Map<String, Object> file = new LinkedHashMap<>(Map.of("mcp", Map.of("port", 0), "tasks",
                Map.of("poll-interval", "100ms")));
        file.putAll(setup.settings());
        file.put("instances", Map.of(pluginId, instance));
        return JsonWriter.compact(file);
    }

    private void awaitStarted(String pluginId) {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        Optional<ServerStatus.Instance> instance = instance(pluginId);
        while (!isState(instance, "started")) {
            if (isState(instance, "failed") || System.nanoTime() > end) {
                throw new IllegalStateException("The plugin does not start: " + instance
                        .flatMap(ServerStatus.Instance::cause)
                        .orElseGet(() -> "the host sees " + server.status().plugins().jars()));
            }
            pause();
            instance = instance(pluginId);
        }
        List<String> warnings = instance.orElseThrow().warnings();
        if (!warnings.isEmpty()) {
            throw new IllegalStateException("The host does not take all of the plugin: " + String.join("; ", warnings));
        }
    }

    private Optional<ServerStatus.Instance> instance(String pluginId) {
        return server.status()
                .plugins()
                .instances()
                .stream()
                .filter(instance -> instance.plugin().equals(pluginId))
                .findFirst();
    }

    private static boolean isState(Optional<ServerStatus.Instance> instance, String state) {
        return instance.filter(found -> found.state().equals(state)).isPresent();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the plugin started", e);
        }
    }

    /**
     * Returns where the host listens.
     *
     * @return the URI of its endpoint, for any MCP client
     */
    public URI endpoint() {
        return URI.create(server.status().url());
    }

    /**
     * Returns the client of the test.
     *
     * @return a connected client, the same each time
     */
    public synchronized TestClient client() {
        TestClient client = first;
        if (client == null) {
            client = connect();
            first = client;
        }
        return client;
    }

    /**
     * Connects one more client.
     *
     * @return a connected client, disconnected with the host at the latest
     */
    public synchronized TestClient connect() {
        TestClient client = new TestClient(endpoint());
        client.connect();
        clients.add(client);
        return client;
    }

    /** Disconnects all clients, stops the plugin and the host. */
    @Override
    public synchronized void close() {
        clients.forEach(TestClient::disconnect);
        clients.clear();
        first = null;
        server.stop(STOP_LIMIT);
        scratch.close();
    }

    /**
     * Checks, after the close, that nothing of the plugin is left in memory.
     *
     * @throws AssertionError if its class loader is not collected; the message has the threads that it keeps
     */
    public void assertUnloaded() {
        assertUnloaded(UNLOAD_LIMIT);
    }

    void assertUnloaded(Duration limit) {
        if (unloading != null) {
            unloading.assertDone(limit);
        }
    }
}
