package dev.patchbay.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The archive, unpacked into an empty folder, and its commands as processes. */
final class Installation {
    /** Making the cache for faster starts takes what others leave of the processors. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/mcp");

    private final Path home;
    private int logs;
    private String cache = "off";
    private String javaOptions = "";

    private Installation(Path home) {
        this.home = home;
    }

    static Installation unpack(Path folder) throws IOException, InterruptedException {
        Path archive;
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            archive = files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
        }
        int exit = new ProcessBuilder("tar", "xzf", archive.toAbsolutePath().toString(), "-C", folder.toString())
                .inheritIO().start().waitFor();
        assertThat(exit).as("tar unpacks %s", archive).isZero();
        try (Stream<Path> children = Files.list(folder)) {
            return new Installation(children.findFirst().orElseThrow());
        }
    }

    /** What commands started from now on do about the cache for faster starts. */
    void cache(String mode) {
        cache = mode;
    }

    /** More flags for the Java of servers started from now on. */
    void javaOptions(String flags) {
        javaOptions = flags;
    }

    Path home() {
        return home;
    }

    /** Starts a command and does not wait for its end. */
    Command start(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(home.resolve("bin/patchbay").toString()));
        line.addAll(Arrays.asList(arguments));
        Path out = home.resolveSibling("out" + logs);
        Path err = home.resolveSibling("err" + logs++);
        ProcessBuilder builder = new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(name -> name.startsWith("PATCHBAY_") || name.startsWith("MCP_"));
        builder.environment().put("PATCHBAY_AOT", cache);
        if (arguments[0].equals("dev") || arguments[0].equals("serve")) {
            builder.environment().put("PATCHBAY_JAVA_OPTS", javaOptions);
        }
        return new Command(builder.start(), out, err);
    }

    /** Runs a command to its end. */
    Command run(String... arguments) throws IOException, InterruptedException {
        Command command = start(arguments);
        command.exitCode();
        return command;
    }

    /** Starts {@code dev} on a free port and waits until it has said everything. */
    Command dev() throws IOException {
        Command dev = start("dev", "--port", "0");
        Awaitility.await().atMost(PATIENCE)
                .until(() -> !dev.process().isAlive() || dev.output().contains("Ctrl-C stops"));
        assertThat(dev.process().isAlive()).as("dev runs; it said %s %s", dev.output(), dev.errors()).isTrue();
        return dev;
    }

    /** A started command. */
    record Command(Process process, Path out, Path err) implements AutoCloseable {
        String output() {
            return read(out);
        }

        String errors() {
            return read(err);
        }

        String url() {
            Matcher url = URL.matcher(output());
            assertThat(url.find()).as("a URL in %s", output()).isTrue();
            return url.group();
        }

        int exitCode() throws InterruptedException {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("the command ends; it said %s %s", output(), errors()).isTrue();
            return process.exitValue();
        }

        /** SIGTERM. */
        void terminate() {
            process.destroy();
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
