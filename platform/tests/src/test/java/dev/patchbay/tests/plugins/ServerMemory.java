package dev.patchbay.tests.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks into the memory of a server from outside, with the {@code jcmd} of the JDK that the tests run on. */
final class ServerMemory {
    private static final Pattern LOADERS = Pattern
            .compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+dev\\.patchbay\\.host\\.loader\\.InstanceClassLoader\\b");
    private static final Pattern METASPACE = Pattern.compile("Metaspace\\s+used (\\d+)K");

    private final String pid;

    ServerMemory(long pid) {
        this.pid = Long.toString(pid);
    }

    /** Collects garbage and returns how many class loaders of plugins are still reachable. */
    int loaders() {
        jcmd("GC.run");
        Matcher line = LOADERS.matcher(jcmd("GC.class_histogram"));
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }

    /** Returns how much memory the metadata of classes takes, in KiB. */
    int metaspaceKib() {
        String said = jcmd("VM.metaspace");
        Matcher line = METASPACE.matcher(said);
        if (!line.find()) {
            throw new AssertionError("jcmd VM.metaspace says nothing of the metaspace:\n" + said);
        }
        return Integer.parseInt(line.group(1));
    }

    private String jcmd(String command) {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(program.toString(), pid, command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("jcmd " + command + " failed:\n" + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
