package dev.patchbay.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that records, again and again, at a random moment. Five times in every build; a thousand times with
 * {@code -Dpatchbay.scale=1}, which leaves a report.
 */
class KillTest {
    private static final Pattern RECORD = Pattern.compile(
            "\"kind\":\"call\",\"run\":\"([0-9]+)\",\"thread\":([0-9]+),\"n\":([0-9]+),");
    private static final int KILLS_OF_ONE_CHAIN = 25;

    @TempDir private Path folder;
    private long acknowledged;
    private long torn;
    private long slowestReadyMillis;
    private long slowestOpenMicros;

    @Test
    void losesNoAcknowledgedRecordWhenItIsKilled() throws Exception {
        double scale = Double.parseDouble(System.getProperty("patchbay.scale", "0.05"));
        int kills = scale < 1 ? 5 : 1000;
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int kill = 0; kill < kills; kill++) {
            Path chain = folder.resolve("chain" + kill / KILLS_OF_ONE_CHAIN);
            Map<Integer, Integer> last = runAndKill(chain, kill, random.nextInt(20, 200));
            Verification found = ChainVerifier.verify(chain);
            assertThat(found.findings()).as("kill %s of seed %s", kill, seed).isEmpty();
            assertAllThere(chain, kill, last);
            if ((kill + 1) % KILLS_OF_ONE_CHAIN == 0 || kill + 1 == kills) {
                end(chain);
            }
        }
        assertThat(acknowledged).isGreaterThan(kills * 2L);
        report(kills, seed);
        assertThat(slowestReadyMillis).as("ready again; the machine must have time for it").isLessThan(10_000);
    }

    /** Returns the last acknowledged record of each thread. */
    private Map<Integer, Integer> runAndKill(Path chain, int run, int millis) throws Exception {
        long before = System.nanoTime();
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                KilledWriter.class.getName(), chain.toString(), String.valueOf(run))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Map<Integer, Integer> last = new HashMap<>();
        try (BufferedReader told = process.inputReader()) {
            String ready = told.readLine();
            assertThat(ready).startsWith("ready ");
            slowestReadyMillis = Math.max(slowestReadyMillis, (System.nanoTime() - before) / 1_000_000);
            slowestOpenMicros = Math.max(slowestOpenMicros, Long.parseLong(ready.substring(6)));
            Thread.ofPlatform().start(() -> {
                LockSupport.parkNanos(millis * 1_000_000L);
                // by its handle: the process itself would also close the pipe, and with it what is still to be read
                process.toHandle().destroyForcibly();
            });
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                String[] words = line.split(" ", -1);
                if (words.length == 3) {
                    last.put(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(137);
        return last;
    }

    private void assertAllThere(Path chain, int run, Map<Integer, Integer> last) throws IOException {
        Map<Integer, Set<Integer>> there = new HashMap<>();
        for (String line : recent(chain)) {
            Matcher record = RECORD.matcher(line);
            if (record.find() && Integer.parseInt(record.group(1)) == run) {
                there.computeIfAbsent(Integer.parseInt(record.group(2)), thread -> new HashSet<>())
                        .add(Integer.parseInt(record.group(3)));
            }
        }
        last.forEach((thread, number) -> {
            acknowledged += number;
            for (int n = 1; n <= number; n++) {
                assertThat(there.getOrDefault(thread, Set.of())).as("thread %s of run %s", thread, run).contains(n);
            }
        });
    }

    /** Returns the lines of the last segments, among which are those of the last run; the last one can be torn. */
    private List<String> recent(Path chain) throws IOException {
        Segments segments = new Segments(chain);
        List<Integer> numbers = segments.numbers();
        List<String> lines = new ArrayList<>();
        for (int number : numbers.subList(Math.max(0, numbers.size() - 20), numbers.size())) {
            String text = Files.readString(segments.file(number));
            text.lines().forEach(lines::add);
            torn += text.endsWith("\n") ? 0 : 1;
        }
        return lines;
    }

    private static void end(Path chain) throws IOException {
        AuditFile.open(AuditFileSettings.of(chain)).close();
        assertThat(ChainVerifier.verify(chain).findings()).isEmpty();
        for (int number : new Segments(chain).numbers()) {
            Files.delete(new Segments(chain).file(number));
        }
    }

    private void report(int kills, long seed) throws IOException {
        String reports = System.getProperty("patchbay.reports", "");
        if (!reports.isEmpty()) {
            Files.createDirectories(Path.of(reports));
            Files.writeString(Path.of(reports, LocalDate.now(ZoneId.systemDefault()) + "-audit-kill.md"), """
                    # The audit trail under kill -9

                    `KillTest` with `-Dpatchbay.scale=1`: a process that records from six threads (about a thousand \
                    records a second in mode written, as many as the disk takes in mode synced) was killed %d times at \
                    a random moment, 20 to 200 ms after it was ready, and started again on the same trail.

                    - Acknowledged records: %d. Lost: 0.
                    - The chain verified after every kill; the last line was incomplete %d times.
                    - From the start of the process to its first acknowledged record: %d ms at most, with the start of \
                    the JVM; of that, opening the trail: %d ms at most.

                    %d processors, JDK %s, seed %d.
                    """.formatted(kills, acknowledged, torn, slowestReadyMillis, slowestOpenMicros / 1000,
                    Runtime.getRuntime().availableProcessors(), Runtime.version(), seed));
        }
    }
}
