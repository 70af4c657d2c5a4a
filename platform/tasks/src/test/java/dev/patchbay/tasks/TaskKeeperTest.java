package dev.patchbay.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.invocation.TaskRefusedException;
import dev.patchbay.protocol.json.RawJson;
import dev.patchbay.protocol.task.TaskStatus;
import dev.patchbay.security.state.SealKey;
import dev.patchbay.security.state.StoredSeal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskKeeperTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final TaskCall CALL = new TaskCall("export", "notes_export", "hash",
            Map.of("name", "a secret argument", "count", 3L), Map.of("elicitation", true), true);
    private static final RawJson REPLAY = json("{\"chain\":\"c-1\",\"values\":{\"a\":1.5}}");
    private static final RawJson RESULT = json("{\"content\":[]}");

    private final TaskStore store = TaskStore.inMemory();
    private final SealKey key = SealKey.random(RANDOM);
    private final AtomicInteger cancelled = new AtomicInteger();
    private volatile Instant now = NOON;
    private TaskKeeper keeper = keeper(key, 10, 5);

    private static RawJson json(String text) {
        return RawJson.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private TaskKeeper keeper(SealKey of, int most, int mostOfClient) {
        return new TaskKeeper(store, new StoredSeal(of, "tasks", RANDOM), new TaskOptions(Duration.ZERO,
                Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofSeconds(1), most, mostOfClient), () -> now,
                RANDOM);
    }

    @AfterEach
    void close() {
        keeper.close();
    }

    private KeptTask created(String owner) {
        return keeper.create(owner, CALL, REPLAY, cancelled::incrementAndGet).join();
    }

    private KeptTask found(KeptTask task) {
        return keeper.findNow(task.owner(), task.id()).orElseThrow();
    }

    private static TaskQuestion question(String author) {
        return new TaskQuestion(author, json("{\"method\":\"roots/list\",\"params\":{}}"));
    }

    private KeptTask asking(KeptTask task, Map<String, TaskQuestion> questions) {
        return keeper.changeNow(task.id(), before -> Optional.of(before.asking(REPLAY, questions))).orElseThrow()
                .after();
    }

    @Test
    void aTaskIsThereWithAllItCarriesWhenItIsCreated() {
        KeptTask task = created("ann");

        KeptTask found = found(task);
        assertThat(found.call()).isEqualTo(CALL);
        assertThat(found.status()).isEqualTo(TaskStatus.WORKING);
        assertThat(found.replay()).hasToString(REPLAY.toString());
        assertThat(found.expiresAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(keeper.isRunning(task.id())).isTrue();
    }

    @Test
    void nothingOfATaskCanBeReadInTheStore() {
        KeptTask task = created("ann");

        byte[] state = store.find(task.id()).orElseThrow().state();
        assertThat(new String(state, StandardCharsets.ISO_8859_1)).doesNotContain("secret", "notes_export", "c-1");
    }

    @Test
    void aTaskThatWasKeptUnderAnotherKeyIsUnknown() {
        KeptTask task = created("ann");
        try (TaskKeeper other = keeper(SealKey.random(RANDOM), 10, 5)) {
            assertThat(other.findNow("ann", task.id())).isEmpty();
        }
    }

    @Test
    void aTaskBelongsToItsClient() {
        assertThat(keeper.findNow("bob", created("ann").id())).isEmpty();
    }

    @Test
    void idsAndKeysAreNeverTheSame() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            assertThat(seen.add(keeper.newKey())).isTrue();
        }
        assertThat(created("ann").id()).hasSize(32).isNotEqualTo(created("ann").id());
    }

    @Test
    void thereAreOnlySoMany() {
        keeper.close();
        keeper = keeper(key, 3, 2);
        created("ann");
        created("ann");
        assertThatThrownBy(() -> created("ann")).isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TaskRefusedException.class).hasMessageContaining("This client has 2 tasks");
        created("bob");
        assertThatThrownBy(() -> created("eve")).hasMessageContaining("This server keeps 3 tasks");
    }

    @Test
    void anAnswerTakesItsQuestionAwayAndTheLastOneLetsTheTaskGoOn() {
        Map<String, TaskQuestion> questions = new LinkedHashMap<>();
        questions.put("k1", question("first"));
        questions.put("k2", question("second"));
        KeptTask task = asking(created("ann"), questions);

        KeptTask partly = task.answered(Map.of("k1", Map.of("action", "decline"), "k9", Map.of("action", "accept")));
        KeptTask all = partly.answered(Map.of("k2", Map.of("action", "cancel")));

        assertThat(found(task).questions()).containsOnlyKeys("k1", "k2");
        assertThat(partly.status()).isEqualTo(TaskStatus.INPUT_REQUIRED);
        assertThat(partly.questions()).containsOnlyKeys("k2");
        assertThat(all.status()).isEqualTo(TaskStatus.WORKING);
        assertThat(all.answers()).isEqualTo(
                Map.of("first", Map.of("action", "decline"), "second", Map.of("action", "cancel")));
    }

    @Test
    void questionsAndAnswersAreKept() {
        KeptTask task = asking(created("ann"), Map.of("k1", question("first"), "k2", question("second")));
        keeper.changeNow(task.id(), before -> Optional.of(before.answered(Map.of("k1", Map.of("action", "decline")))));

        KeptTask found = found(task);
        assertThat(found.questions()).containsOnlyKeys("k2");
        assertThat(found.questions().get("k2")).satisfies(kept -> {
            assertThat(kept.key()).isEqualTo("second");
            assertThat(kept.request()).hasToString(question("second").request().toString());
        });
        assertThat(found.answers()).isEqualTo(Map.of("first", Map.of("action", "decline")));
    }

    @Test
    void whatOnlyAFurtherRunNeedsIsForgottenAtTheEnd() {
        KeptTask task = created("ann");
        keeper.changeNow(task.id(),
                before -> Optional.of(before.ended(TaskStatus.COMPLETED, "", Optional.of(RESULT))));

        KeptTask found = found(task);
        assertThat(found.call().arguments()).isEmpty();
        assertThat(found.replay()).hasToString("{}");
        assertThat(found.outcome()).hasValueSatisfying(kept -> assertThat(kept).hasToString(RESULT.toString()));
    }

    @Test
    void aCancelledTaskStaysCancelledAndItsRunIsCancelledOnce() {
        KeptTask task = created("ann");
        keeper.cancelNow(task.id());
        keeper.cancelNow(task.id());
        assertThat(cancelled).hasValue(1);

        ended(task, TaskStatus.COMPLETED);

        assertThat(found(task).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(keeper.isRunning(task.id())).isFalse();
    }

    @Test
    void theEndOfARunIsKeptAlsoWhileTheServerStops() {
        KeptTask task = created("ann");
        keeper.stopping();

        ended(task, TaskStatus.COMPLETED);

        assertThat(found(task).status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(keeper.isRunning(task.id())).isFalse();
    }

    private void ended(KeptTask task, TaskStatus how) {
        assertThat(keeper.ended(task.id(), before -> before.ended(how, "", Optional.empty()))).succeedsWithin(
                Duration.ofSeconds(10)).isEqualTo(true);
    }

    @Test
    void aTaskThatWorksAndDoesNotRunHereWasInterruptedByARestart() {
        KeptTask task = created("ann");
        try (TaskKeeper restarted = keeper(key, 10, 5)) {
            assertThat(restarted.findNow("ann", task.id()).orElseThrow().status()).isEqualTo(TaskStatus.WORKING);
            assertThat(restarted.isRunning(task.id())).isFalse();
        }
    }

    @Test
    void aTaskIsTakenForOneRunAtATime() {
        KeptTask task = created("ann");
        assertThat(keeper.take(task.id())).isEmpty();
        keeper.cancelNow(task.id());
        TaskRun run = keeper.take(task.id()).orElseThrow();
        assertThat(keeper.take(task.id())).isEmpty();
        keeper.release(task.id(), run);
        assertThat(keeper.take(task.id())).isPresent();
    }

    @Test
    void aRunThatWasCancelledBeforeItBeganIsCancelledThen() {
        KeptTask task = created("ann");
        keeper.cancelNow(task.id());
        TaskRun run = keeper.take(task.id()).orElseThrow();
        keeper.cancelNow(task.id());
        assertThat(cancelled).hasValue(1);

        run.begin(cancelled::incrementAndGet);

        assertThat(cancelled).hasValue(2);
    }

    @Test
    void anExpiredTaskIsUnknownAtOnceAndThenRemovedWithItsRun() {
        KeptTask task = created("ann");
        now = NOON.plus(Duration.ofMinutes(61));

        assertThat(keeper.findNow("ann", task.id())).isEmpty();
        assertThat(store.find(task.id())).isPresent();
        keeper.removeExpired();

        assertThat(store.find(task.id())).isEmpty();
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void everyChangeIsToldInItsOrder() {
        List<String> told = new CopyOnWriteArrayList<>();
        keeper.onChange(task -> told.add(task.status() + " " + task.version()));
        KeptTask task = asking(created("ann"), Map.of("k1", question("first")));
        keeper.changeNow(task.id(), before -> Optional.empty());
        keeper.cancelNow(task.id());

        assertThat(told).containsExactly("INPUT_REQUIRED 2", "CANCELLED 3");
    }
}
