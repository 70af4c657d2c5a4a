package dev.patchbay.benchmarks.measures;

import dev.patchbay.benchmarks.servers.Kind;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells how far a run is, and keeps what went wrong, so that one server that fails ends nothing but its own rows. */
public final class Journal {
    private final PrintStream out;
    private final long begin = System.nanoTime();
    private final List<String> problems = new ArrayList<>();

    /** Writes to a stream. */
    public Journal(PrintStream out) {
        this.out = out;
    }

    /** Prints a line, after the minutes and seconds since the run began. */
    public void tell(String line) {
        long seconds = seconds();
        out.printf(Locale.ROOT, "[%02d:%02d] %s%n", seconds / 60, seconds % 60, line);
    }

    /** Keeps that something did not work, and prints it. */
    public void problem(Kind kind, String what, Exception cause) {
        String message = String.valueOf(cause.getMessage());
        problems.add(kind.title() + ", " + what + ": " + message.lines().findFirst().orElse(""));
        tell("%s FAILED at %s: %s".formatted(kind.id(), what, message));
    }

    /** Keeps that there were wrong answers under load. */
    public void failures(Kind kind, String what, long count) {
        problems.add(kind.title() + ", " + what + ": " + count + " failed requests");
    }

    /** Returns what did not work. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Returns how long the run has lasted, in seconds. */
    public long seconds() {
        return (System.nanoTime() - begin) / 1_000_000_000;
    }
}
