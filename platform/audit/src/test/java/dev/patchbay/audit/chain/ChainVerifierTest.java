package dev.patchbay.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of tampering, and what verify says of it. Three segments, 50 records of tests in them. */
class ChainVerifierTest {
    @TempDir private Path folder;
    private List<String> before = List.of();

    @BeforeEach
    void write() throws IOException {
        Trail.write(folder, 4096, 50);
        before = Trail.allLines(folder);
        assertThat(new Segments(folder).numbers()).containsExactly(1, 2, 3);
        assertThat(ChainVerifier.verify(folder).findings()).isEmpty();
    }

    private Path file(int number) {
        return new Segments(folder).file(number);
    }

    private Verification afterEditing(int number, Consumer<List<String>> edit) throws IOException {
        List<String> lines = Trail.lines(file(number));
        edit.accept(lines);
        Trail.rewrite(file(number), lines);
        return ChainVerifier.verify(folder);
    }

    private static void assertFound(Verification found, Problem problem, int segment, long line, long seq) {
        assertThat(found.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.problem()).as(finding.text()).isEqualTo(problem);
            assertThat(finding.segment()).isEqualTo(Segments.name(segment));
            assertThat(finding.line()).isEqualTo(line);
            assertThat(finding.seq()).isEqualTo(seq);
        });
    }

    private Anchor anchor(int seq) {
        return new Anchor(seq, Trail.hash(before.get(seq - 1)));
    }

    private Anchor head() {
        return anchor(before.size());
    }

    private Verification verify(Anchor... known) throws IOException {
        return ChainVerifier.verify(folder, List.of(known).iterator());
    }

    @Test
    void findsOneChangedCharacterOfARecord() throws IOException {
        for (int line = 2; line <= 10; line++) {
            int at = line;
            List<String> whole = Trail.lines(file(1));
            Verification found = afterEditing(1,
                    lines -> lines.set(at - 1, lines.get(at - 1).replaceFirst("\"kind\":\"(.)", "\"kind\":\"X$1")));
            assertFound(found, Problem.CHANGED, 1, line, line);
            Trail.rewrite(file(1), whole);
        }
    }

    @Test
    void findsAnyFlippedBitOfARecord() throws IOException {
        byte[] whole = Files.readAllBytes(file(1));
        int start = before.get(0).length() + before.get(1).length() + 2;
        for (int at = start; at < start + before.get(2).length() + 1; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << (at % 7));
            Files.write(file(1), flipped);
            assertThat(ChainVerifier.verify(folder).isIntact()).as("bit of byte %s", at).isFalse();
        }
    }

    @Test
    void findsAChangedInstant() throws IOException {
        assertFound(afterEditing(2, lines -> lines.set(4, lines.get(4).replaceFirst("\"at\":\"20", "\"at\":\"19"))),
                Problem.CHANGED, 2, 5, seqOf(2, 5));
    }

    @Test
    void findsAChangedHash() throws IOException {
        Verification found = afterEditing(1, lines -> lines.set(5, otherHash(lines.get(5))));
        assertFound(found, Problem.CHANGED, 1, 6, 6);
    }

    private static String otherHash(String line) {
        return line.substring(0, line.length() - 66) + "0".repeat(63) + "1\"}";
    }

    @Test
    void findsARecordThatWasChangedAndHashedAgain() throws IOException {
        Verification found = afterEditing(1, lines -> lines.set(5,
                Trail.sealed(lines.get(5).replace("step", "nothing"), Trail.hash(lines.get(4)))));
        assertFound(found, Problem.CHANGED, 1, 7, 7);
        assertThat(found.findings().getFirst().text()).isEqualTo(
                "record 7 does not follow from record 6: one of the two was changed");
    }

    @Test
    void findsAChangedNumberAndNothingElse() throws IOException {
        for (String other : List.of("17", "3", "999999")) {
            List<String> whole = Trail.lines(file(1));
            Verification found = afterEditing(1,
                    lines -> lines.set(5, lines.get(5).replace("{\"seq\":6,", "{\"seq\":" + other + ",")));
            assertFound(found, Problem.CHANGED, 1, 6, 6);
            Trail.rewrite(file(1), whole);
        }
    }

    @Test
    void findsARemovedRecord() throws IOException {
        Verification found = afterEditing(1, lines -> lines.remove(5));
        assertFound(found, Problem.REMOVED, 1, 6, 6);
        assertThat(found.findings().getFirst().text()).isEqualTo("record 6 is missing before this line");
    }

    @Test
    void findsSeveralRemovedRecords() throws IOException {
        Verification found = afterEditing(1, lines -> lines.subList(5, 9).clear());
        assertFound(found, Problem.REMOVED, 1, 6, 6);
        assertThat(found.findings().getFirst().text()).isEqualTo("records 6 to 9 are missing before this line");
    }

    @Test
    void findsARemovedRecordWhoseSuccessorsWereNumberedAnew() throws IOException {
        Verification found = afterEditing(1, lines -> {
            lines.remove(5);
            for (int i = 5; i < lines.size(); i++) {
                lines.set(i, lines.get(i).replace("{\"seq\":" + (i + 2) + ",", "{\"seq\":" + (i + 1) + ","));
            }
        });
        assertThat(found.findings()).isNotEmpty();
        assertThat(found.findings().getFirst().seq()).isEqualTo(6);
    }

    @Test
    void findsARemovedEndOfASegmentThatIsNotTheLast() throws IOException {
        int lines = Trail.lines(file(1)).size();
        assertFound(afterEditing(1, all -> all.subList(lines - 2, lines).clear()), Problem.REMOVED, 2, 1, lines - 1L);
    }

    @Test
    void findsARecordThatWasInsertedTwice() throws IOException {
        Verification found = afterEditing(1, lines -> lines.add(9, lines.get(5)));
        assertFound(found, Problem.INSERTED, 1, 10, 6);
    }

    @Test
    void findsAnInventedRecordThatFitsWhatIsBefore() throws IOException {
        Verification found = afterEditing(1, lines -> lines.add(5,
                Trail.sealed(lines.get(5).replace("what happened", "invented"), Trail.hash(lines.get(4)))));
        assertFound(found, Problem.INSERTED, 1, 7, 6);
    }

    @Test
    void findsALineThatIsNoRecord() throws IOException {
        for (String line : List.of("", "garbage", "{\"seq\":6}", "{\"seq\":6,\"hash\":\"" + "g".repeat(64) + "\"}",
                "{\"seq\":-6,\"at\":\"x\",\"hash\":\"" + "0".repeat(64) + "\"}", "x".repeat(3 << 20))) {
            List<String> whole = Trail.lines(file(1));
            Verification found = afterEditing(1, lines -> lines.add(5, line));
            assertFound(found, Problem.DAMAGED, 1, 6, 6);
            Trail.rewrite(file(1), whole);
        }
    }

    @Test
    void findsSwappedRecords() throws IOException {
        Verification found = afterEditing(1, lines -> lines.add(6, lines.remove(5)));
        assertFound(found, Problem.MOVED, 1, 7, 6);
    }

    @Test
    void findsARecordThatWasMovedFar() throws IOException {
        Verification found = afterEditing(1, lines -> lines.add(12, lines.remove(5)));
        assertFound(found, Problem.MOVED, 1, 13, 6);
    }

    @Test
    void findsAMissingSegment() throws IOException {
        long first = seqOf(2, 1);
        Files.delete(file(2));
        assertFound(ChainVerifier.verify(folder), Problem.SEGMENT_MISSING, 2, 0, first);
    }

    @Test
    void findsThatTheFirstSegmentIsMissing() throws IOException {
        Files.delete(file(1));
        assertFound(ChainVerifier.verify(folder), Problem.SEGMENT_MISSING, 1, 0, 1);
    }

    @Test
    void findsChangesBehindAMissingSegmentToo() throws IOException {
        Files.delete(file(2));
        Verification found = afterEditing(3, lines -> lines.set(1, lines.get(1).replace("\"at\":\"20", "\"at\":\"19")));
        assertThat(found.findings()).extracting(Finding::problem)
                .containsExactly(Problem.SEGMENT_MISSING, Problem.CHANGED);
    }

    @Test
    void findsSwappedSegments() throws IOException {
        Path aside = folder.resolve("aside");
        Files.move(file(1), aside);
        Files.move(file(2), file(1));
        Files.move(aside, file(2));
        assertThat(ChainVerifier.verify(folder).findings()).extracting(Finding::problem)
                .contains(Problem.SEGMENT_CHANGED);
    }

    @Test
    void findsASegmentThatIsThereTwice() throws IOException {
        Files.copy(file(3), file(4));
        assertThat(ChainVerifier.verify(folder).findings()).extracting(Finding::problem)
                .contains(Problem.SEGMENT_CHANGED, Problem.INSERTED);
    }

    @Test
    void findsAnEmptiedSegment() throws IOException {
        Files.writeString(file(2), "");
        assertThat(ChainVerifier.verify(folder).findings()).extracting(Finding::problem)
                .containsExactly(Problem.SEGMENT_CHANGED, Problem.REMOVED);
    }

    @Test
    void findsAMissingHeader() throws IOException {
        assertThat(afterEditing(2, lines -> lines.remove(0)).findings()).extracting(Finding::problem)
                .containsExactly(Problem.SEGMENT_CHANGED, Problem.REMOVED);
    }

    @Test
    void findsACutEndOnlyWithAnAnchor() throws IOException {
        Verification blind = afterEditing(3, lines -> lines.remove(lines.size() - 1));
        assertThat(blind.findings()).as("a chain alone cannot show its missing end").isEmpty();
        Verification found = verify(anchor(5), head());
        assertThat(found.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.problem()).isEqualTo(Problem.CUT);
            assertThat(finding.seq()).isEqualTo(before.size());
            assertThat(finding.text()).contains("the chain ends with record " + (before.size() - 1));
        });
    }

    @Test
    void findsMissingLastSegmentsWithAnAnchor() throws IOException {
        Files.delete(file(2));
        Files.delete(file(3));
        assertThat(verify(head()).findings()).extracting(Finding::problem).containsExactly(Problem.CUT);
    }

    @Test
    void findsThatEverythingIsGoneWithAnAnchor() throws IOException {
        for (int number : new Segments(folder).numbers()) {
            Files.delete(file(number));
        }
        assertThat(verify(head()).findings()).extracting(Finding::problem).containsExactly(Problem.CUT);
    }

    @Test
    void findsAChainThatWasWrittenAnewWithAnAnchor() throws IOException {
        String previous = Trail.hash(before.get(4));
        for (int number : new Segments(folder).numbers()) {
            List<String> lines = Trail.lines(file(number));
            for (int i = number == 1 ? 5 : 0; i < lines.size(); i++) {
                String line = lines.get(i).replace("step 7", "step 0").replaceAll("\"prev\":\"[0-9a-f]{64}",
                        "\"prev\":\"" + previous);
                lines.set(i, Trail.sealed(line, previous));
                previous = Trail.hash(lines.get(i));
            }
            Trail.rewrite(file(number), lines);
        }
        assertThat(ChainVerifier.verify(folder).findings()).as("a whole new chain is a chain").isEmpty();
        assertThat(verify(anchor(5)).findings()).isEmpty();
        Verification found = verify(anchor(5), anchor(20), head());
        assertThat(found.findings()).extracting(Finding::problem)
                .containsExactly(Problem.REWRITTEN, Problem.REWRITTEN);
        assertThat(found.findings().getFirst().seq()).isEqualTo(20);
    }

    @Test
    void findsThatTheRecordOfAnAnchorIsMissing() throws IOException {
        Trail.rewrite(file(1), Trail.lines(file(1)).stream().filter(line -> !line.startsWith("{\"seq\":6,")).toList());
        assertThat(verify(anchor(6)).findings()).extracting(Finding::problem)
                .containsExactly(Problem.REMOVED, Problem.REWRITTEN);
    }

    @Test
    void findsSeveralThingsAtOnce() throws IOException {
        afterEditing(1, lines -> lines.set(3, lines.get(3).replace("step", "stop")));
        Verification found = afterEditing(3, lines -> lines.remove(2));
        assertThat(found.findings()).extracting(Finding::problem).containsExactly(Problem.CHANGED, Problem.REMOVED);
    }

    @Test
    void countsWhatItDoesNotKeep() throws IOException {
        Trail.write(folder, 1 << 20, 1000);
        int last = new Segments(folder).numbers().getLast();
        Verification found = afterEditing(last, lines -> lines.replaceAll(line -> line.replace("step", "stop")));
        assertThat(found.findings()).hasSize(Verification.MAX_FINDINGS);
        assertThat(found.findings().size() + found.more()).isGreaterThanOrEqualTo(1000);
    }

    @Test
    void notesALineThatIsBeingWritten() throws IOException {
        Files.writeString(file(3), Files.readString(file(3)) + "{\"seq\":99,\"at\":\"2026");
        Verification found = ChainVerifier.verify(folder);
        assertThat(found.findings()).isEmpty();
        assertThat(found.notes()).singleElement().asString().contains("000003.jsonl", "is not complete");
        Files.writeString(file(2), Files.readString(file(2)) + "{\"seq\":99,\"at\":\"2026");
        assertThat(ChainVerifier.verify(folder).findings()).extracting(Finding::problem)
                .containsExactly(Problem.DAMAGED);
    }

    @Test
    void doesNotMindOtherFiles() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "x");
        Files.copy(file(1), folder.resolve("000001.jsonl.bak"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(verify(anchor(1), anchor(20), head()).isIntact()).isTrue();
    }

    @Test
    void verifiesAChainThatIsBeingWritten() throws Exception {
        try (AuditFile open = AuditFile.open(AuditFileSettings.of(folder).withSegmentBytes(1 << 16))) {
            Thread writer = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 20_000; i++) {
                    open.write("test", line -> line.text("text", "while it is read"));
                }
            });
            while (writer.isAlive()) {
                assertThat(ChainVerifier.verify(folder).findings()).isEmpty();
            }
        }
    }

    /** Returns the number that the record in a line of a segment must have. */
    private long seqOf(int number, int line) throws IOException {
        String first = Trail.lines(file(number)).getFirst();
        byte[] bytes = first.getBytes(StandardCharsets.UTF_8);
        Line parsed = Line.of(bytes, 0, bytes.length);
        assertThat(parsed).isNotNull();
        return parsed == null ? 0 : parsed.seq() + line - 1;
    }
}
