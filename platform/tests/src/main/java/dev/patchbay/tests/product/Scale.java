package dev.patchbay.tests.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * How much of its full count a long test runs: a share in {@code mvn verify}, all of it in {@code mvn -T1
 * verify -Pcampaign}, which also writes a dated report.
 */
public final class Scale {
    private Scale() {}

    /** Returns the count to run for a full count. */
    public static int of(int fullCount) {
        return (int) Math.max(1, Math.round(fullCount * share()));
    }

    /** Returns whether everything runs in full, and nothing else beside it: then limits of time are held to the letter. */
    public static boolean isCampaign() {
        return share() >= 1;
    }

    private static double share() {
        return Double.parseDouble(System.getProperty("patchbay.scale", "0.05"));
    }

    /** Writes a report of a campaign; does nothing outside of one. */
    public static void report(String name, String text) {
        String folder = System.getProperty("patchbay.reports", "");
        if (folder.isEmpty()) {
            return;
        }
        String machine = String.format(Locale.ROOT, "Machine: %d cores, %d MiB of heap at most, Java %s%n",
                Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory() >> 20,
                Runtime.version());
        try {
            Files.createDirectories(Path.of(folder));
            Files.writeString(Path.of(folder, LocalDate.now(ZoneOffset.UTC) + "-" + name + ".md"),
                    "# " + name + "\n\n" + text + "\n\n" + machine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
