package dev.patchbay.host;

import dev.patchbay.broker.Broker;
import dev.patchbay.broker.SecretSource;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.host.fixture.PluginCalling;
import dev.patchbay.host.folder.FolderTiming;
import dev.patchbay.host.runtime.PoolSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A host over a temporary folder. */
final class HostFixture implements AutoCloseable {
    final Path plugins;
    final Path data;
    final CatalogRegistry registry = new CatalogRegistry();
    final PluginCalling calling = new PluginCalling(registry);
    final PluginHost host;

    HostFixture(Path folder, UnaryOperator<HostSettings> change) {
        this(folder, change, Approval.ofEverything());
    }

    HostFixture(Path folder, UnaryOperator<HostSettings> change, Approval approval) {
        this(folder, change, approval, Broker.of(SecretSource.NONE, Map.of()));
    }

    HostFixture(Path folder, UnaryOperator<HostSettings> change, Approval approval, Broker broker) {
        plugins = folder.resolve("plugins");
        data = folder.resolve("data");
        try {
            Files.createDirectories(plugins);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        HostSettings quick = HostSettings.of(plugins, data)
                .withTiming(new FolderTiming(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(400),
                        Duration.ofMillis(400)))
                .withLimits(Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofSeconds(2))
                .withPool(new PoolSettings(16, 64, Duration.ofSeconds(30), Duration.ofMillis(500),
                        Duration.ofMillis(300), 2, 8, Runnable::run));
        HostParts parts = HostParts.of(registry);
        host = new PluginHost(change.apply(quick),
                new HostParts(registry, approval, parts.rules(), parts.clock(), broker));
    }

    static HostFixture started(Path folder) throws InterruptedException {
        HostFixture fixture = new HostFixture(folder, settings -> settings);
        fixture.start();
        return fixture;
    }

    void start() throws InterruptedException {
        host.start();
        if (!host.awaitSettled(Duration.ofSeconds(30))) {
            throw new IllegalStateException("not settled: " + host.report());
        }
    }

    Path jar(String file) {
        return plugins.resolve(file);
    }

    static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }

    /** As if the same file were copied again. */
    void touch(String file) throws IOException {
        FileTime before = Files.getLastModifiedTime(jar(file));
        Files.setLastModifiedTime(jar(file), FileTime.from(before.toInstant().plusSeconds(1)));
    }

    void awaitTool(String name) {
        eventually().until(() -> registry.current().tool(name).isPresent());
    }

    InstanceReport instance(String name) {
        return host.report().instance(name).orElseThrow(() -> new AssertionError("no instance " + name));
    }

    PluginReport plugin(String file) {
        return host.report().plugin(file).orElseThrow(() -> new AssertionError("no file " + file));
    }

    void awaitFailure(String file) {
        eventually().until(() -> host.report().plugin(file).filter(each -> each.state() == PluginState.FAILED)
                .isPresent());
    }

    @Override
    public void close() {
        host.close();
    }
}
