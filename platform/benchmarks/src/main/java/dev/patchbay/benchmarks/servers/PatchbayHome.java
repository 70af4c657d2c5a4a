package dev.patchbay.benchmarks.servers;

import dev.patchbay.tests.product.Administration;
import dev.patchbay.tests.product.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An installation of Patchbay as it comes, for one kind of server: with the start cache that it makes by itself, and for
 * {@code serve} with a client that has a key, one rule over the arguments, limits and the audit trail.
 */
final class PatchbayHome implements AutoCloseable {
    private static final Path PLUGIN = Path.of("echo-plugin/target/echo-plugin-1.0.0.jar").toAbsolutePath();
    private static final String CLIENT = "benchmark";
    private static final Duration CACHE_LIMIT = Duration.ofMinutes(3);
    private static final Duration SET_UP_LIMIT = Duration.ofMinutes(3);

    private final Kind kind;
    private final Installation installation;
    private int toolsBefore;
    private String key = "";

    PatchbayHome(Kind kind) {
        this.kind = kind;
        this.installation = kind == Kind.SAMPLES
                ? Installation.unpack()
                : Installation.unpack().withoutSamples().withPlugin(PLUGIN);
    }

    /**
     * Starts the server. What was set up by an earlier start with as many tools is used again, as it is by everybody who
     * starts a server a second time.
     *
     * @param tools how many tools the echo plugin has
     * @param attach whether tools of the JDK may attach; without the start cache then, which is for other flags
     */
    Running start(int tools, boolean attach) throws IOException, InterruptedException {
        Path output = installation.folder().resolve("printed.txt");
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"), "PATCHBAY_AOT",
                attach ? "off" : "on", "PATCHBAY_JAVA_OPTS", attach ? "-XX:-DisableAttachMechanism" : "");
        if (!attach && !hasCache()) {
            makeCache(environment, output);
        }
        if (tools != toolsBefore) {
            reset();
            if (kind.isServed()) {
                setUp(environment, output);
            }
            toolsBefore = tools;
        }
        int port = configure(tools);
        long begin = System.nanoTime();
        Process process = launch(environment, output);
        Duration start = Launch.await(process, port, begin, output, kind == Kind.SAMPLES
                ? Launch.call(kind, key, "hello", "name", "Ada")
                : Launch.echo(kind, key));
        return new Running(kind, process, port, key, start);
    }

    /** Makes the next start one of a server that has no past. */
    void renew() {
        toolsBefore = 0;
    }

    /** Returns the flags of Java that bound its memory and choose its collector, as a running server has them. */
    static List<String> heapFlags(Running running) throws IOException {
        String line = Files.readString(Path.of("/proc", String.valueOf(running.pid()), "cmdline"));
        return Stream.of(line.split("\0", -1)).filter(flag -> flag.startsWith("-Xm") || flag.startsWith("-XX:"))
                .filter(flag -> !flag.matches(".*(AOT|Attach|AgentLoading|Archive|CompileThreshold).*")).toList();
    }

    private Process launch(Map<String, String> environment, Path output) throws IOException {
        return Launch.start(List.of(installation.folder().resolve("bin/patchbay").toString(),
                kind.isServed() ? "serve" : "dev"), environment, installation.folder(), output);
    }

    /** Makes the cache as a first start does, but before the start instead of beside it. */
    private void makeCache(Map<String, String> environment, Path output) throws IOException, InterruptedException {
        Map<String, String> first = new HashMap<>(environment);
        first.put("PATCHBAY_AOT", "now");
        Process process = launch(first, output);
        long end = System.nanoTime() + CACHE_LIMIT.toNanos();
        while (process.isAlive() && System.nanoTime() < end
                && !Files.exists(installation.folder().resolve("data/status.json"))) {
            Thread.sleep(50);
        }
        stop(process);
        if (!hasCache()) {
            throw new IOException("Patchbay made no start cache; it printed:\n" + Files.readString(output));
        }
        reset();
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private boolean hasCache() throws IOException {
        Path caches = installation.folder().resolve("data/aot");
        if (!Files.isDirectory(caches)) {
            return false;
        }
        try (Stream<Path> files = Files.list(caches)) {
            return files.anyMatch(file -> file.toString().endsWith(".aot") && !file.toString().contains("making"));
        }
    }

    /** Deletes what the server has kept, but for its start cache. */
    private void reset() throws IOException {
        Path data = installation.folder().resolve("data");
        if (!Files.isDirectory(data)) {
            return;
        }
        List<Path> old;
        try (Stream<Path> files = Files.walk(data)) {
            old = new ArrayList<>(files.filter(file -> !file.startsWith(data.resolve("aot")) && !file.equals(data))
                    .toList());
        }
        for (Path file : old.reversed()) {
            Files.delete(file);
        }
    }

    /** Approves the plugin and makes a client that may call it, with one tool: more come by the configuration then. */
    private void setUp(Map<String, String> environment, Path output) throws IOException, InterruptedException {
        configure(1);
        Process process = launch(environment, output);
        try {
            long end = System.nanoTime() + SET_UP_LIMIT.toNanos();
            while (!Files.exists(installation.folder().resolve("data/status.json"))) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw new IOException("Patchbay does not serve; it printed:\n" + Files.readString(output));
                }
                Thread.sleep(20);
            }
            Administration administration = installation.administration();
            administration.approveAll();
            administration.send("POST", "/rules", "{\"name\":\"short\",\"allow\":\"size(args.message) < 1000\"}");
            key = administration.client(CLIENT);
            administration.enable(CLIENT, "tool:echo*");
        } finally {
            stop(process);
        }
    }

    /**
     * Writes the configuration and returns the port that it names. Nobody is to be told that a plugin is busy: at 256
     * connections that many calls run or wait.
     */
    private int configure(int tools) throws IOException {
        int port = Launch.freePort();
        // Limits that count every request and are not reached.
        StringBuilder yaml = new StringBuilder("""
                admin:
                  port: 0
                limits:
                  calls-per-minute: 100000000
                plugins:
                  queue: 256
                mcp:
                  port: %d
                  max-connections: 20000
                  max-streams: 20000
                  max-streams-per-client: 20000
                """.formatted(port));
        if (kind.isServed()) {
            yaml.append("  flood-requests: 100000000\n  flood-burst: 100000000\naudit:\n  mode: ")
                    .append(kind == Kind.SYNCED ? "synced" : "written").append('\n');
        }
        if (kind != Kind.SAMPLES) {
            yaml.append("""
                    instances:
                      echo-plugin:
                        plugin: echo-plugin
                        namespace: ""
                        config:
                          tools: %d
                    """.formatted(tools));
        }
        Files.writeString(installation.folder().resolve("conf/patchbay.yaml"), yaml);
        return port;
    }

    @Override
    public void close() {
        installation.close();
    }
}
