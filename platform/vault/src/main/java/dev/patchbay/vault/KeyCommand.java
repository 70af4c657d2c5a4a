package dev.patchbay.vault;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A master key that a command prints, such as the client of a key management service. It runs without a shell, without
 * input, with nothing in its environment but {@code PATH}; what it writes to its standard error is thrown away, since it
 * could hold the key.
 *
 * @param command the program and its arguments
 * @param path the value of {@code PATH}
 * @param limit how long it may take
 */
public record KeyCommand(List<String> command, String path, Duration limit) implements MasterKeySource {
    /** How long a command may take in the product. */
    public static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MAX_OUTPUT = 4096;

    /** Copies the list. */
    public KeyCommand {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command has at least a program");
        }
    }

    /** The command is not tried: it may cost money, or be counted. */
    @Override
    public void check() {}

    @Override
    public boolean isToBeMade() {
        return false;
    }

    MasterKey read() {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", path);
        Process process;
        try {
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException e) { // whose text repeats the command
            throw new MasterKeyException(
                    "The master key cannot be had: " + where() + " cannot be run. It runs without a"
                            + " shell: correct vault.master-key-command");
        }
        try {
            return MasterKey.parse(output(process), "what " + where() + " prints");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private byte[] output(Process process) {
        FutureTask<byte[]> reading = new FutureTask<>(() -> {
            try (InputStream out = process.getInputStream()) {
                byte[] text = out.readNBytes(MAX_OUTPUT);
                return out.read() < 0 && process.waitFor() == 0 ? text : new byte[0];
            }
        });
        Thread.ofVirtual().name("patchbay-master-key").start(reading);
        try {
            byte[] text = reading.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (text.length == 0) {
                throw failed(process.isAlive() ? "prints more than " + MAX_OUTPUT + " bytes"
                        : process.exitValue() == 0
                                ? "prints nothing"
                                : "ends with status " + process.exitValue());
            }
            return text;
        } catch (TimeoutException e) {
            throw failed("does not end within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw failed("cannot be read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted");
        }
    }

    private MasterKeyException failed(String how) {
        return new MasterKeyException("There is no master key: " + where() + " " + how
                + ". Run it by hand with an environment that has nothing but PATH");
    }

    @Override
    public String where() {
        String program = command.getFirst();
        // A whole command line in one piece is a mistake, and could hold a key
        return program.indexOf(' ') < 0 ? "the command " + program : "the command";
    }

    /** Leaves the arguments out. */
    @Override
    public String toString() {
        return where();
    }
}
