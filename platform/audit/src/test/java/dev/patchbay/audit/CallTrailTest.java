package dev.patchbay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.invocation.AuditTrail;
import dev.patchbay.invocation.AuditTrail.AuditedCall;
import dev.patchbay.invocation.AuditTrail.Recording;
import dev.patchbay.invocation.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CallTrailTest {
    @TempDir private Path folder;

    private Fixture fixture(AuditMode mode) throws IOException {
        Fixture fixture = new Fixture(folder, mode);
        fixture.serve(Map.of("type", "object"));
        return fixture;
    }

    @Test
    void recordsWhoCalledWhatFromWhereAndHowItEnded() throws IOException {
        try (Fixture fixture = fixture(AuditMode.WRITTEN)) {
            Recording recording = fixture.trail().begin(Fixture.call("notes_save", Map.of("title", "a")));
            assertThat(recording.isSynced()).isFalse();
            assertThat(recording.write()).isEmpty();
            assertThat(fixture.content()).contains("\"phase\":\"begin\"").doesNotContain("\"phase\":\"end\"");
            recording.end("ok", 321, Duration.ofNanos(1_234_567));
            List<JsonNode> records = fixture.records("tools/call");
            assertThat(records).hasSize(2);
            assertThat(withoutChain(records.get(0))).isEqualTo("{\"kind\":\"tools/call\",\"phase\":\"begin\","
                    + "\"call\":\"" + recording.id() + "\",\"client\":\"anna\",\"roles\":[\"analyst\"],"
                    + "\"method\":\"key\",\"credential\":\"k_anna\",\"entry\":\"notes_save\",\"instance\":\"notes\","
                    + "\"version\":\"1.2.3\",\"transport\":\"http\",\"from\":\"127.0.0.1\",\"decision\":\"allowed\","
                    + "\"arguments\":{\"title\":\"a\"}}");
            assertThat(withoutChain(records.get(1))).isEqualTo("{\"kind\":\"tools/call\",\"phase\":\"end\",\"call\":\""
                    + recording.id() + "\",\"client\":\"anna\",\"entry\":\"notes_save\",\"instance\":\"notes\","
                    + "\"outcome\":\"ok\",\"bytes\":321,\"micros\":1234}");
        }
    }

    private static String withoutChain(JsonNode record) {
        assertThat(record.get("at").stringValue()).matches("20..-..-..T..:..:..\\.[0-9]{6}Z");
        return record.toString().replaceAll("\"seq\":[0-9]+,\"at\":\"[^\"]*\",", "")
                .replaceAll(",\"argumentsHash\":\"[0-9a-f]{32}\"", "").replaceAll(",\"hash\":\"[0-9a-f]{64}\"", "");
    }

    @Test
    void syncsByTraits() throws IOException {
        try (Fixture fixture = fixture(AuditMode.BY_TRAITS)) {
            AuditTrail trail = fixture.trail();
            assertThat(trail.begin(Fixture.call("notes_save", Map.of())).isSynced()).isTrue();
            assertThat(trail.begin(Fixture.call("notes_find", Map.of())).isSynced()).isFalse();
            assertThat(trail.begin(new AuditedCall(new Fixture.Anna(), "resources/read", "notes://1", Optional.of(
                    new Target(Target.Kind.RESOURCE, "notes://1", "notes")), Map.of(), Fixture.ORIGIN,
                    Optional.empty())).isSynced()).isFalse();
        }
    }

    @Test
    void syncsAllOrNoneWhenToldTo() throws IOException {
        try (Fixture fixture = fixture(AuditMode.SYNCED)) {
            assertThat(fixture.trail().begin(Fixture.call("notes_find", Map.of())).isSynced()).isTrue();
            fixture.reopen(AuditMode.WRITTEN);
            assertThat(fixture.trail().begin(Fixture.call("notes_save", Map.of())).isSynced()).isFalse();
        }
    }

    @Test
    void tellsWhenTheBeginIsOnTheDisk() throws Exception {
        try (Fixture fixture = fixture(AuditMode.BY_TRAITS)) {
            BlockingQueue<Optional<String>> told = new ArrayBlockingQueue<>(1);
            Recording recording = fixture.trail().begin(Fixture.call("notes_save", Map.of()));
            recording.whenSynced(told::add);
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEmpty();
            assertThat(recording.write()).as("it is written once").isEmpty();
            recording.end("ok", 0, Duration.ZERO);
            assertThat(fixture.records("tools/call")).hasSize(2);
            assertThat(fixture.audit.health().synced().seq()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void recordsACallThatEndsBeforeItsPluginRuns() throws IOException {
        try (Fixture fixture = fixture(AuditMode.WRITTEN)) {
            fixture.trail().begin(Fixture.call("notes_find", Map.of())).end("cancelled", 0, Duration.ofMillis(1));
            assertThat(fixture.records("tools/call")).extracting(record -> record.get("phase").stringValue())
                    .containsExactly("begin", "end");
        }
    }

    @Test
    void doesNotLetACallRunThatWasEndedBefore() throws IOException {
        try (Fixture fixture = fixture(AuditMode.WRITTEN)) {
            Recording recording = fixture.trail().begin(Fixture.call("notes_find", Map.of()));
            recording.end("cancelled", 0, Duration.ofMillis(1));
            assertThat(recording.write()).hasValue("cancelled");
        }
    }

    @Test
    void hasInTheFileWhatWasAnnouncedBeforeItRuns() throws IOException {
        try (Fixture fixture = fixture(AuditMode.WRITTEN)) {
            Recording first = fixture.trail().begin(Fixture.call("notes_find", Map.of("q", "one")));
            Recording second = fixture.trail().begin(Fixture.call("notes_find", Map.of("q", "two")));
            first.announce();
            second.announce();
            assertThat(first.write()).isEmpty();
            assertThat(fixture.content()).contains("\"q\":\"one\"");
            assertThat(second.write()).isEmpty();
            assertThat(fixture.content()).contains("\"q\":\"two\"");
            second.end("ok", 0, Duration.ofMillis(1));
            first.end("ok", 0, Duration.ofMillis(1));
            assertThat(fixture.records("tools/call")).extracting(record -> record.get("phase").stringValue())
                    .containsExactly("begin", "begin", "end", "end");
        }
    }

    @Test
    void announcesNothingOfACallThatHasEnded() throws IOException {
        try (Fixture fixture = fixture(AuditMode.WRITTEN)) {
            Recording recording = fixture.trail().begin(Fixture.call("notes_find", Map.of()));
            recording.end("cancelled", 0, Duration.ofMillis(1));
            recording.announce();
            assertThat(recording.write()).hasValue("cancelled");
            assertThat(fixture.records("tools/call")).extracting(record -> record.get("phase").stringValue())
                    .containsExactly("begin", "end");
        }
    }

    @Test
    void doesNotLetACallRunThatWasAnnouncedAndEndedBefore() throws IOException {
        try (Fixture fixture = fixture(AuditMode.WRITTEN)) {
            Recording recording = fixture.trail().begin(Fixture.call("notes_find", Map.of()));
            recording.announce();
            recording.end("cancelled", 0, Duration.ofMillis(1));
            assertThat(recording.write()).hasValue("cancelled");
            assertThat(fixture.records("tools/call")).extracting(record -> record.get("phase").stringValue())
                    .containsExactly("begin", "end");
        }
    }

    @Test
    void showsNoArgumentOfAToolWhoseSchemaNobodyKnows() throws IOException {
        try (Fixture fixture = fixture(AuditMode.WRITTEN)) {
            fixture.serve(Map.of("type", "object", "properties", Map.of("code", Map.of("writeOnly", true))));
            fixture.trail().denied(Fixture.unknown("tools/call", "gone", Map.of("code", "x1")), "not_enabled");
            fixture.trail().denied(Fixture.unknown("tools/call", "notes_find", Map.of("code", "x1", "q", "y")),
                    "not_enabled");
            assertThat(fixture.records("tools/call")).extracting(record -> record.get("arguments").get("code")
                    .stringValue()).containsExactly("***", "***");
            assertThat(fixture.content()).contains("\"q\":\"y\"").doesNotContain("x1");
        }
    }

    @Test
    void givesAllRunsOfAChainOneId() throws IOException {
        try (Fixture fixture = fixture(AuditMode.WRITTEN)) {
            Recording first = fixture.trail().begin(Fixture.call("notes_find", Map.of()));
            Recording other = fixture.trail().begin(Fixture.call("notes_find", Map.of()));
            assertThat(first.id()).isNotBlank().isNotEqualTo(other.id());
            AuditedCall call = Fixture.call("notes_find", Map.of());
            Recording second = fixture.trail().begin(new AuditedCall(call.caller(), call.method(), call.name(),
                    call.target(), call.arguments(), call.origin(), Optional.of(first.id())));
            assertThat(second.id()).isEqualTo(first.id());
            assertThat(second.write()).isEmpty();
            assertThat(fixture.content()).contains("\"call\":\"" + first.id() + "\",\"resumed\":true");
        }
    }

    @Test
    void recordsWhatIsRefusedWithItsReason() throws IOException {
        try (Fixture fixture = fixture(AuditMode.BY_TRAITS)) {
            fixture.trail().denied(Fixture.unknown("tools/call", "no\nsuch", Map.of("a", 1L)), "not_enabled");
            fixture.trail().denied(Fixture.call("notes_save", Map.of()), "rate_limited");
            List<JsonNode> records = fixture.records("tools/call");
            assertThat(records).extracting(record -> record.get("phase").stringValue() + " "
                    + record.get("decision").stringValue() + " " + record.get("reason").stringValue() + " "
                    + record.get("entry").stringValue())
                    .containsExactly("denied denied not_enabled no\nsuch", "denied denied rate_limited notes_save");
            assertThat(records.getFirst().has("instance")).isFalse();
        }
    }

    @Test
    void refusesCallsWhenNothingCanBeRecorded() throws Exception {
        Fixture fixture = fixture(AuditMode.BY_TRAITS);
        try (fixture) {
            AuditTrail trail = fixture.trail();
            fixture.audit.close();
            assertThat(trail.begin(Fixture.call("notes_find", Map.of())).write()).hasValue("audit_unavailable");
            Recording announced = trail.begin(Fixture.call("notes_find", Map.of()));
            announced.announce();
            assertThat(announced.write()).hasValue("audit_unavailable");
            BlockingQueue<Optional<String>> told = new ArrayBlockingQueue<>(1);
            trail.begin(Fixture.call("notes_save", Map.of())).whenSynced(told::add);
            assertThat(told.poll(10, TimeUnit.SECONDS)).hasValue("audit_unavailable");
            assertThat(fixture.audit.health().failure()).hasValueSatisfying(why -> assertThat(why).contains("closed"));
        }
    }

    @Test
    void refusesACallWhoseRecordCannotBeMade() throws Exception {
        try (Fixture fixture = fixture(AuditMode.BY_TRAITS)) {
            AuditTrail trail = fixture.audit.trail(fixture.catalog::current, caller -> {
                throw new IllegalStateException("of the test");
            });
            Recording unwritable = trail.begin(Fixture.call("notes_find", Map.of()));
            unwritable.announce();
            assertThat(unwritable.write()).hasValue("audit_unavailable");
            BlockingQueue<Optional<String>> told = new ArrayBlockingQueue<>(1);
            trail.begin(Fixture.call("notes_save", Map.of())).whenSynced(told::add);
            assertThat(told.poll(10, TimeUnit.SECONDS)).hasValue("audit_unavailable");
            assertThat(fixture.trail().begin(Fixture.call("notes_find", Map.of())).write()).isEmpty();
        }
    }

    @Test
    void recordsNoCallWhenOffButWhatAdministratorsDo() throws IOException {
        try (Fixture fixture = fixture(AuditMode.OFF)) {
            AuditTrail trail = fixture.trail();
            Recording recording = trail.begin(Fixture.call("notes_save", Map.of()));
            assertThat(recording.write()).isEmpty();
            trail.denied(Fixture.call("notes_save", Map.of()), "rate_limited");
            recording.end("ok", 0, Duration.ZERO);
            fixture.audit.administration(AdministrationEvent.allowed("root", "cli", "client.create", "anna", Map.of(),
                    Fixture.ORIGIN));
            assertThat(fixture.records("tools/call")).isEmpty();
            assertThat(fixture.records("administration")).hasSize(1);
        }
    }

    @Test
    void readsTheSchemaAnewWhenTheToolChanges() throws IOException {
        try (Fixture fixture = fixture(AuditMode.WRITTEN)) {
            AuditTrail trail = fixture.trail();
            assertThat(trail.begin(Fixture.call("notes_find", Map.of("code", "x1"))).write()).isEmpty();
            fixture.serve(Map.of("type", "object", "properties", Map.of("code", Map.of("writeOnly", true))));
            assertThat(trail.begin(Fixture.call("notes_find", Map.of("code", "x2"))).write()).isEmpty();
            assertThat(fixture.content()).contains("{\"code\":\"x1\"}", "{\"code\":\"***\"}").doesNotContain("x2");
        }
    }
}
