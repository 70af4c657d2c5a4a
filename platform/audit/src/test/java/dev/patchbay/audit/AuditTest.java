package dev.patchbay.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.audit.chain.Anchor;
import dev.patchbay.audit.chain.AuditUnavailableException;
import dev.patchbay.audit.chain.ChainExport.Range;
import dev.patchbay.audit.chain.ChainVerifier;
import dev.patchbay.audit.chain.Finding;
import dev.patchbay.audit.chain.Problem;
import dev.patchbay.audit.index.Anchors;
import dev.patchbay.invocation.AuditTrail.Recording;
import dev.patchbay.store.audit.AuditQuery;
import dev.patchbay.store.audit.AuditRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
    @TempDir private Path folder;

    private Fixture fixture() throws IOException {
        Fixture fixture = new Fixture(folder, AuditMode.WRITTEN);
        fixture.serve(Map.of("type", "object"));
        return fixture;
    }

    private static void call(Fixture fixture, String tool, String outcome) {
        Recording recording = fixture.trail().begin(Fixture.call(tool, Map.of("n", 1L)));
        assertThat(recording.write()).isEmpty();
        recording.end(outcome, 12, Duration.ofMillis(3));
    }

    private static AuditQuery query(String entry, String outcome) {
        return new AuditQuery("tools/call", "anna", entry, null, null, outcome, Instant.EPOCH,
                Instant.now().plusSeconds(60),
                null, 100);
    }

    @Test
    void findsRecordsAndReadsThemFromTheFile() throws IOException {
        try (Fixture fixture = fixture()) {
            for (int i = 0; i < 10; i++) {
                call(fixture, "notes_find", "ok");
                call(fixture, "notes_save", "error");
            }
            fixture.trail().denied(Fixture.call("notes_save", Map.of()), "rate_limited");
            AuditPage errors = fixture.audit.query(query("notes_save", "error"));
            assertThat(errors.records()).hasSize(10).allSatisfy(found -> {
                assertThat(found.row().bytes()).isEqualTo(12L);
                assertThat(found.row().micros()).isEqualTo(3000L);
                assertThat(found.line()).hasValueSatisfying(line -> assertThat(line)
                        .startsWith("{\"seq\":" + found.row().seq() + ",").contains("\"outcome\":\"error\""));
            });
            assertThat(errors.records()).extracting(found -> found.row().seq())
                    .isSortedAccordingTo(Comparator.reverseOrder());
            assertThat(errors.indexed()).isEqualTo(errors.head());
            assertThat(fixture.audit.query(query("notes_save", "rate_limited")).records()).singleElement()
                    .satisfies(found -> assertThat(found.row().decision()).isEqualTo("denied"));
            long before = errors.records().get(4).row().seq();
            assertThat(fixture.audit.query(query("notes_save", "error").before(before)).records()).hasSize(5);
        }
    }

    @Test
    void recordsWhatAdministratorsDoBeforeItIsDone() throws IOException {
        try (Fixture fixture = fixture()) {
            AdministrationEvent event = AdministrationEvent.allowed("root", "cli", "client.create", "anna",
                    Map.of("roles", List.of("analyst")), Fixture.ORIGIN);
            long before = fixture.audit.health().synced().seq();
            fixture.audit.administration(event);
            assertThat(fixture.audit.health().synced().seq()).isGreaterThan(before);
            assertThat(fixture.content())
                    .contains("\"kind\":\"administration\",\"account\":\"root\",\"method\":\"cli\","
                            + "\"action\":\"client.create\",\"subject\":\"anna\",\"transport\":\"http\",\"from\":\"127.0.0.1\","
                            + "\"decision\":\"allowed\",\"arguments\":{\"roles\":[\"analyst\"]}");
            fixture.audit.administration(event.denied("role"));
            fixture.audit.security(new SecurityEvent("authentication", null, "k_1", "denied", "expired", Map.of(),
                    Fixture.ORIGIN));
            List<AuditRow> rows = fixture.audit.query(AuditQuery.newest(3)).records().stream()
                    .map(AuditPage.Found::row).toList();
            assertThat(rows).extracting(AuditRow::kind)
                    .containsExactly("authentication", "administration", "administration");
            assertThat(rows).extracting(AuditRow::outcome).containsExactly("expired", "role", null);
            assertThat(rows).extracting(AuditRow::client).containsExactly(null, "root", "root");
            assertThat(rows).extracting(AuditRow::instance).containsExactly("k_1", "anna", "anna");
            fixture.audit.close();
            assertThatThrownBy(() -> fixture.audit.administration(event))
                    .isInstanceOf(AuditUnavailableException.class);
        }
    }

    @Test
    void fillsAnIndexThatIsBehindAndOneThatWasLost() throws IOException {
        try (Fixture fixture = fixture()) {
            call(fixture, "notes_find", "ok");
            fixture.reopen(AuditMode.WRITTEN);
            call(fixture, "notes_find", "ok");
            assertThat(fixture.audit.query(query("notes_find", "ok")).records()).hasSize(2);
            List<AuditPage.Found> before = fixture.audit.query(AuditQuery.newest(1000)).records();
            fixture.index.clear();
            fixture.reopen(AuditMode.WRITTEN);
            assertThat(fixture.audit.query(AuditQuery.newest(1000)).records()).containsAll(before);
            fixture.index.deleteBefore(before.getFirst().row().seq());
            fixture.reopen(AuditMode.WRITTEN);
            assertThat(fixture.audit.query(AuditQuery.newest(1000)).records()).as("half an index is none")
                    .containsAll(before);
        }
    }

    @Test
    void keepsAnchorsAndFindsACutEndWithThem() throws IOException {
        try (Fixture fixture = fixture()) {
            for (int i = 0; i < 5; i++) {
                call(fixture, "notes_find", "ok");
            }
            assertThat(fixture.audit.query(AuditQuery.newest(1)).records()).hasSize(1);
            assertThat(fixture.audit.verify().findings()).isEmpty();
            Anchor head = fixture.audit.health().synced();
            assertThat(fixture.audit.verify(head).findings()).isEmpty();
            fixture.audit.close();
            assertThat(Anchors.of(fixture.index)).contains(head);
            Path file = folder.resolve("audit/000001.jsonl");
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            List<String> kept = lines.subList(0, lines.size() - 2);
            Files.writeString(file, String.join("\n", kept) + "\n");
            assertThat(ChainVerifier.verify(folder.resolve("audit")).findings()).isEmpty();
            assertThat(ChainVerifier.verify(folder.resolve("audit"), Anchors.of(fixture.index).iterator()).findings())
                    .extracting(Finding::problem).containsExactly(Problem.CUT);
            fixture.audit = Audit.open(AuditOptions.of(folder), fixture.index, new java.security.SecureRandom());
            Awaitility.await().pollInterval(Duration.ofMillis(10))
                    .until(() -> fixture.content()
                            .contains("\"kind\":\"mismatch\",\"expected\":" + lines.size() + ","));
            assertThat(fixture.audit.verify().isIntact()).as("what was cut stays found").isFalse();
            assertThat(fixture.audit.verify().notes()).singleElement().asString()
                    .contains("did not hold record " + lines.size());
            assertThat(fixture.audit.query(AuditQuery.newest(100)).records()).isNotEmpty()
                    .allSatisfy(found -> assertThat(found.line()).isPresent());
        }
    }

    @Test
    void goesOnRecordingWhenTheDatabaseIsGone() throws IOException {
        try (Fixture fixture = fixture()) {
            call(fixture, "notes_find", "ok");
            fixture.database.close();
            call(fixture, "notes_find", "ok");
            Awaitility.await().pollInterval(Duration.ofMillis(10))
                    .until(() -> fixture.audit.health().indexFailure().isPresent());
            call(fixture, "notes_find", "ok");
            assertThat(fixture.audit.health().failure()).isEmpty();
            Awaitility.await().pollInterval(Duration.ofMillis(10)).until(
                    () -> fixture.content().lines().filter(line -> line.contains("\"phase\":\"end\"")).count() == 3);
        }
    }

    @Test
    void exportsWhatIsRecordedUpToNow() throws IOException {
        try (Fixture fixture = fixture()) {
            call(fixture, "notes_find", "ok");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            long count = fixture.audit.export(Range.ALL, out);
            assertThat(out.toString(java.nio.charset.StandardCharsets.UTF_8)).contains("\"phase\":\"end\"");
            assertThat(ChainVerifier.verifyExport(new ByteArrayInputStream(out.toByteArray()), Anchor.BEGINNING)
                    .records()).isEqualTo(count);
        }
    }

    @Test
    void indexesMoreThanOneBatchOverSeveralFiles() throws IOException {
        Path data = folder.resolve("many");
        try (Fixture fixture = new Fixture(data, AuditMode.WRITTEN)) {
            fixture.audit.close();
            fixture.audit = Audit.open(new AuditOptions(data, AuditMode.WRITTEN, 64 << 10,
                    java.time.InstantSource.system()), fixture.index, new java.security.SecureRandom());
            for (int i = 0; i < 2500; i++) {
                fixture.trail().denied(Fixture.unknown("tools/call", "t" + i, Map.of()), "not_enabled");
            }
            AuditPage page = fixture.audit.query(query("t17", "not_enabled"));
            assertThat(page.records()).hasSize(1);
            assertThat(page.indexed()).isEqualTo(page.head());
            assertThat(fixture.audit.query(new AuditQuery("tools/call", null, null, null, null, null, null, null, null,
                    10_000)).records()).hasSize(2500).allSatisfy(found -> assertThat(found.line()).isPresent());
        }
    }
}
