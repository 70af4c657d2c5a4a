package dev.patchbay.store.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.DuplicateException;
import dev.patchbay.store.TestEngine;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class TaskRowsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final byte[] STATE = {1, 2, 3};
    private static final byte[] NONE = {};

    private final TaskRows tasks;

    TaskRowsTest(TestEngine engine) {
        tasks = new TaskRows(engine.emptied());
    }

    private static TaskRow task(String id, long version, String status, byte[] state, byte[] outcome) {
        return new TaskRow(id, "ann", "export", status, version, NOON, NOON.plusSeconds(version),
                NOON.plusSeconds(100), state, outcome);
    }

    @Test
    void areFoundAsTheyWereAdded() {
        TaskRow task = task("one", 1, "working", STATE, NONE);
        tasks.add(task);
        assertThat(tasks.find("one")).contains(task);
        assertThat(tasks.find("two")).isEmpty();
    }

    @Test
    void areAddedOnce() {
        tasks.add(task("one", 1, "working", STATE, NONE));
        assertThatThrownBy(() -> tasks.add(task("one", 1, "working", STATE, NONE)))
                .isInstanceOf(DuplicateException.class);
    }

    @Test
    void holdAResultThatIsLargerThanAColumn() {
        byte[] large = new byte[2_500_000];
        new Random(1).nextBytes(large);
        tasks.add(task("one", 1, "working", STATE, NONE));
        TaskRow completed = task("one", 2, "completed", NONE, large);
        assertThat(tasks.replace(completed)).isTrue();
        assertThat(tasks.find("one")).contains(completed);
    }

    @Test
    void areReplacedByTheNextVersionOnly() {
        tasks.add(task("one", 1, "working", STATE, NONE));
        TaskRow second = task("one", 2, "input_required", new byte[]{9}, NONE);
        assertThat(tasks.replace(second)).isTrue();
        assertThat(tasks.replace(task("one", 2, "cancelled", STATE, NONE))).isFalse();
        assertThat(tasks.replace(task("other", 2, "cancelled", STATE, NONE))).isFalse();
        assertThat(tasks.find("one")).contains(second);
    }

    @Test
    void areReplacedByOneOfManyAtOnce() throws Exception {
        tasks.add(task("one", 1, "working", STATE, NONE));
        Callable<Boolean> replace = () -> tasks.replace(task("one", 2, "completed", NONE, STATE));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            int replaced = 0;
            for (Future<Boolean> one : threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> replace).toList())) {
                replaced += one.get() ? 1 : 0;
            }
            assertThat(replaced).isEqualTo(1);
        }
    }

    @Test
    void areCountedForEverybodyAndForAClient() {
        tasks.add(task("one", 1, "working", STATE, NONE));
        tasks.add(task("two", 1, "completed", STATE, NONE));
        tasks.add(new TaskRow("three", "bob", "export", "working", 1, NOON, NOON, NOON.plusSeconds(1), STATE, NONE));
        assertThat(tasks.count("ann")).isEqualTo(new TaskRows.Counts(3, 2));
        assertThat(tasks.count("nobody")).isEqualTo(new TaskRows.Counts(3, 0));
    }

    @Test
    void areRemovedWhenExpiredWithAllTheirParts() {
        tasks.add(task("late", 1, "working", STATE, STATE));
        tasks.add(new TaskRow("early", "bob", "export", "working", 1, NOON, NOON, NOON.plusSeconds(1), STATE, NONE));
        assertThat(tasks.removeExpired(NOON.plusSeconds(50))).containsExactly("early");
        assertThat(tasks.find("early")).isEmpty();
        assertThat(tasks.find("late")).isPresent();
        assertThat(tasks.removeExpired(NOON.plusSeconds(101))).containsExactly("late");
        assertThat(tasks.count("ann")).isEqualTo(new TaskRows.Counts(0, 0));
        tasks.add(task("late", 1, "working", NONE, NONE));
        assertThat(tasks.find("late").orElseThrow().state()).isEmpty();
    }

    @Test
    void refuseWhatCannotBeKept() {
        assertThatThrownBy(() -> task("i".repeat(65), 1, "working", STATE, NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
