package dev.patchbay.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
    @TempDir private Path folder;

    private AuditFile open() throws IOException {
        return AuditFile.open(AuditFileSettings.of(folder));
    }

    private AuditFile open(FaultyDisk disk) throws IOException {
        return AuditFile.open(AuditFileSettings.of(folder), disk.opener());
    }

    private String content() throws IOException {
        return Files.readString(folder.resolve("000001.jsonl"));
    }

    @Test
    void hasARecordInTheFileWhenWriteReturns() throws IOException {
        try (AuditFile file = open()) {
            file.write("tools/call", line -> line.text("client", "anna"));
            assertThat(content()).contains("\"kind\":\"tools/call\",\"client\":\"anna\"");
        }
    }

    @Test
    void numbersAndChainsEveryLineFromTheHeaderOn() throws IOException {
        Instant at = Instant.parse("2026-11-21T09:08:07.000123456Z");
        AuditFileSettings settings = new AuditFileSettings(folder, 1 << 20, Duration.ofMillis(100), () -> at);
        try (AuditFile file = AuditFile.open(settings)) {
            file.write("test", line -> line.number("n", 1).truth("yes", true).texts("roles", List.of("a", "b"))
                    .text("absent", null));
        }
        List<String> lines = Trail.lines(folder.resolve("000001.jsonl"));
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("{\"seq\":1,\"at\":\"2026-11-21T09:08:07.000123Z\",\"kind\":\"segment\","
                + "\"segment\":1,\"prev\":\"" + "0".repeat(64) + "\",\"hash\":\"");
        assertThat(lines.get(1)).contains("{\"seq\":2,", "\"kind\":\"opened\"");
        assertThat(lines.get(2)).startsWith("{\"seq\":3,\"at\":\"2026-11-21T09:08:07.000123Z\",\"kind\":\"test\","
                + "\"n\":1,\"yes\":true,\"roles\":[\"a\",\"b\"],\"hash\":\"");
        assertThat(lines.get(3)).contains("{\"seq\":4,", "\"kind\":\"closed\"");
        // what docs/audit.md tells to do by hand
        String third = lines.get(2).replaceAll(",\"hash\":\"[0-9a-f]{64}\"\\}$", "}");
        byte[] hash = Line.sha256().digest((Trail.hash(lines.get(1)) + third).getBytes(StandardCharsets.UTF_8));
        assertThat(java.util.HexFormat.of().formatHex(hash)).isEqualTo(Trail.hash(lines.get(2)));
    }

    @Test
    void isForItsOwnerOnly() throws IOException {
        Path inside = folder.resolve("data/audit");
        Trail.write(inside, 4096, 40);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inside))).isEqualTo("rwx------");
        assertThat(new Segments(inside).numbers()).hasSizeGreaterThan(1);
        for (int number : new Segments(inside).numbers()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(new Segments(inside).file(number))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void tellsWhenARecordIsOnTheDisk() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        try (AuditFile file = open(disk)) {
            int before = disk.syncs.get();
            BlockingQueue<Optional<AuditUnavailableException>> told = new ArrayBlockingQueue<>(1);
            file.sync("test", line -> line.number("n", 1), told::add);
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEmpty();
            assertThat(disk.syncs.get()).isGreaterThan(before);
            assertThat(content()).contains("\"n\":1");
            assertThat(file.synced().head().seq()).isEqualTo(3);
        }
    }

    @Test
    void syncsManyThatWaitAtOnceTogether() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        try (AuditFile file = open(disk)) {
            int before = disk.syncs.get();
            CountDownLatch told = new CountDownLatch(501);
            CountDownLatch filled = new CountDownLatch(1);
            // the first answer holds the syncing thread until the others wait
            file.sync("test", line -> line.number("n", 0), end -> {
                await(filled);
                told.countDown();
            });
            for (int i = 0; i < 500; i++) {
                file.sync("test", line -> line.number("n", 1), end -> told.countDown());
            }
            filled.countDown();
            assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(disk.syncs.get() - before).isBetween(1, 4);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void syncsInTheBackgroundWhatNobodyWaitsFor() throws Exception {
        try (AuditFile file = open()) {
            file.write("test", line -> line.number("n", 1));
            file.append("test", line -> line.number("n", 2));
            Awaitility.await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(5))
                    .until(() -> file.synced().head().seq() == 4);
            assertThat(file.synced()).isEqualTo(file.written());
        }
    }

    @Test
    void goesOnAfterARestartAndVerifies() throws IOException {
        Trail.write(folder, 1 << 20, 10);
        Trail.write(folder, 1 << 20, 10);
        Verification found = ChainVerifier.verify(folder);
        assertThat(found.findings()).isEmpty();
        assertThat(found.notes()).isEmpty();
        assertThat(found.records()).isEqualTo(1 + 2 + 10 + 2 + 10);
        assertThat(found.head().seq()).isEqualTo(25);
    }

    @Test
    void beginsANewSegmentWhenOneIsFull() throws IOException {
        Trail.write(folder, 4096, 100);
        assertThat(new Segments(folder).numbers()).hasSizeGreaterThan(3);
        for (int number : new Segments(folder).numbers()) {
            assertThat(Files.size(new Segments(folder).file(number))).isLessThanOrEqualTo(4096);
        }
        assertThat(ChainVerifier.verify(folder).findings()).isEmpty();
        assertThat(Trail.allLines(folder).stream().filter(line -> line.contains("\"kind\":\"test\""))).hasSize(100);
    }

    @Test
    void writesARecordThatIsLargerThanASegmentOrABatch() throws IOException {
        String large = "x".repeat(200_000);
        try (AuditFile file = AuditFile.open(AuditFileSettings.of(folder).withSegmentBytes(4096))) {
            for (int i = 0; i < 3; i++) {
                file.write("test", line -> {
                    line.name("large");
                    line.string(large);
                });
            }
        }
        assertThat(Trail.allLines(folder).stream().filter(line -> line.contains(large))).hasSize(3);
        assertThat(ChainVerifier.verify(folder).findings()).isEmpty();
    }

    @Test
    void isWrittenByOneProcessOnly() throws IOException {
        try (AuditFile file = open()) {
            assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("open already");
            file.write("test", line -> line.number("n", 1));
        }
        open().close();
        assertThat(ChainVerifier.verify(folder).findings()).isEmpty();
    }

    @Test
    void takesNothingAfterASyncFailed() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        try (AuditFile file = open(disk)) {
            disk.failNextSync("I/O error of the test");
            CompletableFuture<Optional<AuditUnavailableException>> told = new CompletableFuture<>();
            file.sync("test", line -> line.number("n", 1), told::complete);
            assertThat(told.get(10, TimeUnit.SECONDS)).hasValueSatisfying(
                    why -> assertThat(why).hasMessageContaining("cannot be synced: I/O error of the test"));
            int syncs = disk.syncs.get();
            int writes = disk.writes.get();
            assertThatThrownBy(() -> file.write("test", line -> line.number("n", 2)))
                    .isInstanceOf(AuditUnavailableException.class).hasMessageContaining("I/O error of the test");
            assertThatThrownBy(() -> file.syncAndWait("test", line -> line.number("n", 3)))
                    .isInstanceOf(AuditUnavailableException.class);
            file.append("test", line -> line.number("n", 4));
            assertThat(file.failure()).isPresent();
            assertThat(file.lost()).isEqualTo(1);
            assertThat(disk.writes.get()).isEqualTo(writes);
            assertThat(disk.syncs.get()).as("a failed sync is never tried again").isEqualTo(syncs);
        }
        try (AuditFile file = open()) {
            file.write("test", line -> line.number("n", 5));
        }
        assertThat(ChainVerifier.verify(folder).findings()).isEmpty();
        assertThat(content()).contains("\"n\":5").doesNotContain("\"n\":2", "\"n\":3", "\"n\":4");
    }

    @Test
    void failsInTheBackgroundWhenNobodyWaits() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        try (AuditFile file = open(disk)) {
            disk.failNextSync("gone");
            file.write("test", line -> line.number("n", 1));
            Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> file.failure().isPresent());
            assertThatThrownBy(() -> file.write("test", line -> line.number("n", 2)))
                    .isInstanceOf(AuditUnavailableException.class).hasMessageContaining("gone");
        }
    }

    @Test
    void failsWhenTheDiskIsFullAndGoesOnAfterARestart() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        try (AuditFile file = open(disk)) {
            file.write("test", line -> line.number("n", 1));
            disk.failNextWrite("No space left on device", 17);
            assertThatThrownBy(() -> file.write("test", line -> line.number("n", 2)))
                    .isInstanceOf(AuditUnavailableException.class).hasMessageContaining("No space left on device");
            CompletableFuture<Optional<AuditUnavailableException>> told = new CompletableFuture<>();
            file.sync("test", line -> line.number("n", 3), told::complete);
            assertThat(told.get(10, TimeUnit.SECONDS)).isPresent();
        }
        assertThat(content()).endsWith("{\"seq\":4,\"at\":\"20");
        open().close();
        assertThat(content()).contains("\"kind\":\"recovered\",\"bytes\":17");
        Verification found = ChainVerifier.verify(folder);
        assertThat(found.findings()).isEmpty();
        assertThat(found.notes()).hasSize(1);
    }

    @Test
    void isNotBrokenByAThreadThatIsInterrupted() throws IOException {
        try (AuditFile file = AuditFile.open(AuditFileSettings.of(folder).withSegmentBytes(4096))) {
            Thread.currentThread().interrupt();
            for (int i = 0; i < 100; i++) {
                int n = i;
                file.write("test", line -> line.number("n", n));
            }
            assertThat(Thread.interrupted()).as("the interrupt is kept for whom it is meant").isTrue();
            assertThat(file.failure()).isEmpty();
        } finally {
            assertThat(Thread.interrupted()).isFalse();
        }
        assertThat(ChainVerifier.verify(folder).findings()).isEmpty();
        assertThat(Trail.allLines(folder)).hasSizeGreaterThan(102);
    }

    @Test
    void numbersWithoutAGapWhatSixteenThreadsBring() throws Exception {
        int each = 1500;
        AtomicInteger synced = new AtomicInteger();
        try (AuditFile file = AuditFile.open(AuditFileSettings.of(folder).withSegmentBytes(1 << 18))) {
            List<Thread> threads = new java.util.ArrayList<>();
            for (int t = 0; t < 16; t++) {
                int thread = t;
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < each; i++) {
                        int n = i;
                        switch (i % 3) {
                            case 0 -> file.write("test", line -> line.number("thread", thread).number("n", n));
                            case 1 -> file.append("test", line -> line.number("thread", thread).number("n", n));
                            default -> file.sync("test", line -> line.number("thread", thread).number("n", n),
                                    end -> synced.addAndGet(end.isEmpty() ? 1 : 0));
                        }
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join(60_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
        assertThat(synced).hasValue(16 * each / 3);
        Verification found = ChainVerifier.verify(folder);
        assertThat(found.findings()).isEmpty();
        List<String> lines = Trail.allLines(folder);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).startsWith("{\"seq\":" + (i + 1) + ",");
        }
        for (int t = 0; t < 16; t++) {
            String mine = "\"kind\":\"test\",\"thread\":" + t + ",";
            List<String> order = lines.stream().filter(line -> line.contains(mine))
                    .map(line -> line.replaceAll(".*\"n\":([0-9]+).*", "$1")).toList();
            assertThat(order).hasSize(each);
            assertThat(order.stream().map(Integer::valueOf)).isSorted();
        }
    }

    @Test
    void tellsThoseWhoComeAfterTheEnd() throws Exception {
        AuditFile file = open();
        file.close();
        CompletableFuture<Optional<AuditUnavailableException>> told = new CompletableFuture<>();
        file.sync("test", line -> line.number("n", 1), told::complete);
        assertThat(told.get(10, TimeUnit.SECONDS)).hasValueSatisfying(
                why -> assertThat(why).hasMessageContaining("is closed"));
        assertThatThrownBy(() -> file.write("test", line -> line.number("n", 1)))
                .isInstanceOf(AuditUnavailableException.class);
        file.append("test", line -> line.number("n", 1));
        assertThat(content()).doesNotContain("\"n\":1");
    }

    @Test
    void decidesEverythingThatIsHandedInWhileItCloses() throws Exception {
        for (int run = 0; run < 20; run++) {
            AuditFile file = AuditFile.open(AuditFileSettings.of(folder.resolve("run" + run)));
            AtomicInteger handed = new AtomicInteger();
            AtomicInteger told = new AtomicInteger();
            CountDownLatch going = new CountDownLatch(1);
            Thread producer = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 2000; i++) {
                    handed.incrementAndGet();
                    file.sync("test", line -> line.number("n", 1), end -> told.incrementAndGet());
                    going.countDown();
                }
            });
            await(going);
            file.close();
            producer.join(20_000);
            Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> told.get() == handed.get());
            assertThat(ChainVerifier.verify(folder.resolve("run" + run)).findings()).isEmpty();
        }
    }

    @Test
    void opensWhatIsLargeByItsEnd() throws IOException {
        Trail.write(folder, 1L << 30, 1);
        Path file = folder.resolve("000001.jsonl");
        // a gigabyte without a single valid line before the last records: whoever reads it all fails or is slow
        List<String> lines = Trail.lines(file);
        Path large = folder.resolve("large");
        try (java.io.RandomAccessFile out = new java.io.RandomAccessFile(large.toFile(), "rw")) {
            out.setLength(1L << 30);
            out.seek(1L << 30);
            out.write(("\n" + String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        Files.move(large, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        long before = System.nanoTime();
        try (AuditFile opened = AuditFile.open(AuditFileSettings.of(folder).withSegmentBytes(1L << 31))) {
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
            assertThat(opened.synced().head().seq()).isEqualTo(5);
        }
    }
}
