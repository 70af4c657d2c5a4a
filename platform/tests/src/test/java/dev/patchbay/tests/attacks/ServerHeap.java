package dev.patchbay.tests.attacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server keeps in its heap, seen from outside with the {@code jcmd} of the JDK that the tests run on. */
final class ServerHeap {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private final String pid;

    ServerHeap(long pid) {
        this.pid = Long.toString(pid);
    }

    /** The bytes of all objects that can still be reached. Looking collects garbage first. */
    long liveBytes() {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(program.toString(), pid, "GC.class_histogram")
                    .redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher total = TOTAL.matcher(printed);
            if (process.waitFor() != 0 || !total.find()) {
                throw new AssertionError("jcmd GC.class_histogram says:\n" + printed);
            }
            return Long.parseLong(total.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
