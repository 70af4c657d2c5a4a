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
    /** Limits that count every request and are not reached; dev mode counts too. */
    private static final String LIMITS = """
            limits:
              calls-per-minute: 100000000
            """;

    private final Kind kind;
    private final Installation installation;
    private String configuration = "";
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
        int port = Launch.freePort();
        String wanted = configuration(tools);
        boolean isNew = !wanted.equals(configuration);
        if (isNew) {
            reset();
        }
        Files.writeString(installation.folder().resolve("conf/patchbay.yaml"),
                "mcp:\n  port: " + port + "\n" + mcp() + "admin:\n  port: 0\n" + wanted);
        Path output = installation.folder().resolve("printed.txt");
        Map<String, String> environment = new HashMap<>(Map.of("JAVA_HOME", System.getProperty("java.home")));
        environment.put("PATCHBAY_AOT", attach ? "off" : "on");
        environment.put("PATCHBAY_JAVA_OPTS", attach ? "-XX:-DisableAttachMechanism" : "");
        if (!attach && !hasCache()) {
            makeCache(environment, output);
        }
        if (kind.isServed() && isNew) {
            Process process = launch(environment, output);
            try {
                key = setUp(process, output, tools);
            } finally {
                stop(process);
            }
        }
        configuration = wanted;
        long begin = System.nanoTime();
        Process process = launch(environment, output);
        Duration start = Launch.await(process, port, begin, output, kind == Kind.SAMPLES
                ? Launch.call(kind, key, "hello", "name", "Ada")
                : Launch.echo(kind, key));
        return new Running(kind, process, port, key, start);
    }

    /** Returns the flags of Java that bound its memory and choose its collector, as a running server has them. */
    static List<String> heapFlags(Running running) throws IOException {
        String line = Files.readString(Path.of("/proc", String.valueOf(running.pid()), "cmdline"));
        return Stream.of(line.split("\0", -1)).filter(flag -> flag.startsWith("-Xm") || flag.startsWith("-XX:"))
                .filter(flag -> !flag.matches(".*(AOT|Attach|AgentLoading|Archive).*")).toList();
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

    private String setUp(Process process, Path output, int tools) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!Files.exists(installation.folder().resolve("data/status.json"))) {
            if (System.nanoTime() > end || !process.isAlive()) {
                process.destroyForcibly();
                throw new IOException("Patchbay does not serve; it printed:\n" + Files.readString(output));
            }
            Thread.sleep(20);
        }
        Administration administration = installation.administration();
        administration.approveAll();
        administration.send("POST", "/rules", "{\"name\":\"short\",\"allow\":\"size(args.message) < 1000\"}");
        String made = administration.client(CLIENT);
        administration.enable(CLIENT, tools == 1 ? "tool:echo" : "tool:echo*");
        return made;
    }

    private String configuration(int tools) {
        String plugin = kind == Kind.SAMPLES ? "" : """
                instances:
                  echo-plugin:
                    plugin: echo-plugin
                    namespace: ""
                    config:
                      tools: %d
                """.formatted(tools);
        return LIMITS + (kind.isServed()
                ? "audit:\n  mode: " + (kind == Kind.SYNCED ? "synced" : "written") + "\n"
                : "") + plugin;
    }

    private String mcp() {
        String flood = kind.isServed() ? "  flood-requests: 100000000\n  flood-burst: 100000000\n" : "";
        return flood + "  max-connections: 20000\n  max-streams: 20000\n  max-streams-per-client: 20000\n";
    }

    @Override
    public void close() {
        installation.close();
    }
}
