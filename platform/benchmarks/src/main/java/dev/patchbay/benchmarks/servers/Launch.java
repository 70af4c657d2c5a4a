package dev.patchbay.benchmarks.servers;

import dev.patchbay.benchmarks.load.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Starts a process and waits for its first right answer, the same for every kind of server. */
final class Launch {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long PAUSE_MILLIS = 2;

    private Launch() {}

    /** What tells that a server is there: an exchange that throws when it does not give the right answer. */
    @FunctionalInterface
    interface FirstAnswer {
        void check(int port) throws IOException;
    }

    /** Returns a port that nobody uses now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts a command. Its output goes to a file, which is shown if it does not answer. */
    static Process start(List<String> command, Map<String, String> environment, Path folder, Path output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits for the first right answer and returns how long it took since a moment. */
    static Duration await(Process process, int port, long since, Path output, FirstAnswer first)
            throws IOException, InterruptedException {
        long end = since + LIMIT.toNanos();
        String last = "nothing";
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                first.check(port);
                return Duration.ofNanos(System.nanoTime() - since);
            } catch (IOException e) {
                last = String.valueOf(e.getMessage()); // it does not listen yet, or is not ready
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        process.destroyForcibly();
        throw new IOException("No right answer, last: " + last + "; the server printed:\n" + Files.readString(output));
    }

    /** The exchange that any answer without an error ends. */
    static void answers(int port) throws IOException {
        Dialect dialect = Dialect.MODERN;
        Answer answer = Answer.of(port, dialect.list(dialect.open(port, "")));
        if (answer.status() != 200) {
            throw new IOException(answer.status() + " " + answer.text());
        }
    }

    /** The exchange that calls the echo tool in a server's own dialect. */
    static FirstAnswer echo(Kind kind, String key) {
        return call(kind, key, kind.tool(), "message", Dialect.MESSAGE);
    }

    /** The exchange that calls a tool with one argument, which comes back in its text. */
    static FirstAnswer call(Kind kind, String key, String tool, String argument, String value) {
        return port -> {
            Map<String, String> client = kind.dialect().open(port, key);
            Answer answer = Answer.of(port, kind.dialect().call(client, tool, argument, value));
            if (answer.status() != 200 || !Running.says(answer, value)) {
                throw new IOException(answer.status() + " " + answer.text());
            }
        };
    }
}
