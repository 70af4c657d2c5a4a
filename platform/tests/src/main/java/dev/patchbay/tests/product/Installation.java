package dev.patchbay.tests.product;

import dev.patchbay.protocol.wire.WireWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An installation of Patchbay in a folder of its own, unpacked from the distribution of this build, and the server that
 * runs from it, in a process of its own on a free port.
 */
public final class Installation implements AutoCloseable {
    private static final Pattern ENDPOINT = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/mcp");
    private static final Duration START = Duration.ofSeconds(60);

    private final Path folder;
    private final List<String> settings = new ArrayList<>();
    private String configuration = "";
    private Optional<Process> server = Optional.empty();
    private String url = "";
    private final WireWatch watch = new WireWatch();
    private final WireTap tap = new WireTap(watch);
    private final WireTap fragile = new WireTap(watch);
    private boolean allowsTools;
    private String startCache = "off"; // made beside the server, it outlives a short test

    private Installation(Path folder) {
        this.folder = folder;
    }

    /** Unpacks the distribution with its sample plugins. */
    public static Installation unpack() {
        try {
            Path folder = Files.createTempDirectory("patchbay-installation");
            copyTree(ReactorJars.distribution(), folder);
            return new Installation(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the sample plugins out. */
    public Installation withoutSamples() {
        try (Stream<Path> files = Files.list(plugins())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Drops a plugin in. */
    public Installation withPlugin(Path jar) {
        try {
            Files.copy(jar, plugins().resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds lines to the configuration file. */
    public Installation withConfiguration(String yaml) {
        configuration += yaml;
        return this;
    }

    /** Gives the server a setting on its command line. */
    public Installation withSetting(String name, String value) {
        settings.add("--set");
        settings.add(name + "=" + value);
        return this;
    }

    /** Lets tools such as {@code jcmd} attach to the server, as it does by itself never. */
    public Installation withTools() {
        allowsTools = true;
        return this;
    }

    /** Makes the start cache before the server starts, which therefore starts as it does from its second time on. */
    public Installation withStartCache() {
        startCache = "now";
        return this;
    }

    /** Starts the server in dev mode and waits for it to be ready. */
    public Installation dev() {
        return start("dev", "mcp:\n  port: 0\n");
    }

    /** Starts the server for real and waits for it to be ready; {@link #administration} reaches it then. */
    public Installation serve() {
        return start("serve", "mcp:\n  port: 0\nadmin:\n  port: 0\n");
    }

    private Installation start(String mode, String ports) {
        try {
            Files.writeString(folder.resolve("conf/patchbay.yaml"), ports + configuration);
            List<String> command = new ArrayList<>(List.of(folder.resolve("bin/patchbay").toString(), mode));
            command.addAll(settings);
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(output().toFile());
            builder.environment().put("PATCHBAY_AOT", startCache);
            builder.environment().put("PATCHBAY_MCP_ALLOWED_HOSTS",
                    "127.0.0.1:%d,localhost:%d,127.0.0.1:%d".formatted(tap.port(), tap.port(), fragile.port()));
            if (allowsTools) {
                builder.environment().put("PATCHBAY_JAVA_OPTS", "-XX:-DisableAttachMechanism");
            } else if (!startCache.equals("off")) {
                builder.environment().remove("PATCHBAY_JAVA_OPTS"); // of tests that do not measure
            }
            Process process = builder.start();
            server = Optional.of(process);
            url = awaitEndpoint(process);
            tap.before(URI.create(url).getPort());
            fragile.before(URI.create(url).getPort());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what administers the running server, with the token it wrote for the command line. */
    public Administration administration() {
        try {
            String admin = Json.parse(Files.readString(folder.resolve("data/status.json"))).path("admin").asString();
            return new Administration(URI.create(admin),
                    Files.readString(folder.resolve("data/cli.token")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the server as a power failure would, as far as a process can. */
    public void kill() {
        Process process = server.orElseThrow();
        process.destroyForcibly();
        if (!exited(process, 60_000)) {
            throw new IllegalStateException("Patchbay cannot be killed");
        }
        server = Optional.empty();
    }

    private String awaitEndpoint(Process process) throws IOException {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end) {
            Matcher endpoint = ENDPOINT.matcher(Files.readString(output()));
            if (endpoint.find()) {
                return endpoint.group();
            }
            if (exited(process, 50)) {
                break;
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("Patchbay did not start; it printed:\n" + Files.readString(output()));
    }

    /**
     * Returns the URL of the endpoint, by way of a {@link WireTap}: all that the server sends is held to the official
     * schema of its revision, and {@link #close} throws if anything was wrong.
     */
    public String url() {
        return through(tap);
    }

    /** Returns the URL of the endpoint itself, for what measures, and for bytes that are no HTTP to be read. */
    public String directUrl() {
        return url;
    }

    /** Returns the URL of the endpoint by way of connections that break at {@link #cutConnections}. */
    public String fragileUrl() {
        return through(fragile);
    }

    /** Breaks all connections of {@link #fragileUrl}; new ones work. */
    public void cutConnections() {
        fragile.cut();
    }

    private String through(WireTap by) {
        return url.replaceFirst(":\\d+", ":" + by.port());
    }

    /** Returns what looks at all that the server sends. */
    public WireWatch watch() {
        return watch;
    }

    /** Returns the installation's folder. */
    public Path folder() {
        return folder;
    }

    /** Returns the folder that plugins are dropped into. */
    public Path plugins() {
        return folder.resolve("plugins");
    }

    /** Returns the process id of the server. */
    public long pid() {
        return server.orElseThrow().pid();
    }

    /** Returns all that the server printed so far. */
    public String printed() {
        try {
            return Files.readString(output());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command of the installation to its end and returns what it printed. */
    public Node.Result command(String... arguments) {
        return commandWith("", arguments);
    }

    /** Runs a command that reads its standard input. */
    public Node.Result commandWith(String input, String... arguments) {
        try {
            Path typed = Files.writeString(Files.createTempFile("patchbay-command", ".in"), input);
            Path printed = Files.createTempFile("patchbay-command", ".txt");
            List<String> command = Stream.concat(Stream.of(folder.resolve("bin/patchbay").toString()),
                    Stream.of(arguments)).toList();
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectInput(typed.toFile()).redirectOutput(printed.toFile()).start();
            if (!exited(process, 60_000)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " did not end; it printed:\n" + Files.readString(printed));
            }
            Node.Result result = new Node.Result(process.exitValue(), Files.readString(printed));
            Files.delete(printed);
            Files.delete(typed);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the server to stop, as an operating system does, and returns its exit code. */
    public int stop() {
        Process process = server.orElseThrow();
        process.destroy();
        if (!exited(process, 60_000)) {
            process.destroyForcibly();
            throw new IllegalStateException("Patchbay did not stop; it printed:\n" + printed());
        }
        server = Optional.empty();
        return process.exitValue();
    }

    @Override
    public void close() {
        if (server.isPresent()) {
            stop();
        }
        remove();
        fragile.close();
        tap.close();
        watch.assertNothingWrong();
    }

    private void remove() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path output() {
        return folder.resolve("printed.txt");
    }

    private static boolean exited(Process process, long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Copies all but what somebody who started the server there has left. */
    private static void copyTree(Path from, Path to) throws IOException {
        Path kept = from.resolve("data");
        try (Stream<Path> files = Files.walk(from).filter(file -> file.equals(kept) || !file.startsWith(kept))) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
