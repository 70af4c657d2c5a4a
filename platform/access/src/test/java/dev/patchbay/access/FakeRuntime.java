package dev.patchbay.access;

import dev.patchbay.catalog.InstanceRuntime;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One thread for the code of an instance. */
final class FakeRuntime implements InstanceRuntime, AutoCloseable {
    private final String instance;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    FakeRuntime(String instance) {
        this.instance = instance;
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public String pluginId() {
        return instance;
    }

    @Override
    public String pluginVersion() {
        return "1.0.0";
    }

    @Override
    public RunningWork submit(PluginWork work, Duration limit) {
        thread.execute(work::run);
        return () -> {
        };
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
