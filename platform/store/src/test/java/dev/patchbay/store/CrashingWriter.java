package dev.patchbay.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that writes rows and says which are acknowledged, until it is killed. It says so in a file: what it wrote
 * there before it was killed can be read whole.
 */
final class CrashingWriter implements AutoCloseable {
    private final Process process;
    private final Path output;

    /**
     * Starts a process.
     *
     * @param data the data folder
     * @param run begins the names of its rows
     * @param mode "product": as the product does; "delayed": with H2's own write delay; "reusing": with a retention so short
     *            that new records soon lie where old ones were, as they do in the product after a minute
     */
    CrashingWriter(Path data, String run, String mode) throws IOException {
        output = Files.createTempFile(data.getParent(), run, ".out");
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dslf4j.internal.verbosity=ERROR", "-cp",
                System.getProperty("java.class.path"), CrashingWriterMain.class.getName(), data.toString(), run, mode)
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    /** Waits until so many rows are acknowledged, so many milliseconds are over or the process has ended. */
    void await(int acknowledged, long millis) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end && acknowledged().size() < acknowledged
                && !process.waitFor(3, TimeUnit.MILLISECONDS)) {
            // Look again
        }
    }

    /** Kills the process as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Waits for the process to end by itself; returns what it said. */
    String awaitEnd() throws IOException, InterruptedException {
        process.waitFor(30, TimeUnit.SECONDS);
        return said();
    }

    /** Returns the names of the rows that were acknowledged. */
    List<String> acknowledged() throws IOException {
        return said().lines().filter(line -> line.startsWith("+")).map(line -> line.substring(1)).toList();
    }

    /** Returns all that the process said. */
    String said() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
