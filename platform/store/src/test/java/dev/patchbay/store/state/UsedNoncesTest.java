package dev.patchbay.store.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.TestEngine;
import java.time.Instant;
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
class UsedNoncesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private Instant now = NOON;
    private final UsedNonces nonces;

    UsedNoncesTest(TestEngine engine) {
        nonces = new UsedNonces(engine.emptied(), () -> now);
    }

    @Test
    void areUsedOnce() {
        assertThat(nonces.use("one", NOON.plusSeconds(10))).isTrue();
        assertThat(nonces.use("one", NOON.plusSeconds(99))).isFalse();
        assertThat(nonces.use("two", NOON.plusSeconds(10))).isTrue();
    }

    @Test
    void areForgottenOnlyWhenExpired() {
        nonces.use("early", NOON.plusSeconds(10));
        nonces.use("late", NOON.plusSeconds(20));
        now = NOON.plusSeconds(15);
        assertThat(nonces.prune()).isEqualTo(1);
        assertThat(nonces.use("late", NOON.plusSeconds(20))).isFalse();
        assertThat(nonces.use("early", NOON.plusSeconds(20))).isTrue();
    }

    @Test
    void areForgottenNowAndThenByThemselves() {
        nonces.use("early", NOON.plusSeconds(10));
        now = NOON.plusSeconds(15);
        IntStream.range(0, 100).forEach(i -> nonces.use("n" + i, NOON.plusSeconds(60)));
        assertThat(nonces.prune()).isZero();
        assertThat(nonces.use("early", NOON.plusSeconds(60))).isTrue();
    }

    @Test
    void areUsedOnceByManyAtOnce() throws Exception {
        Callable<Boolean> use = () -> nonces.use("one", NOON.plusSeconds(10));
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            int used = 0;
            for (Future<Boolean> one : threads.invokeAll(IntStream.range(0, 24).mapToObj(i -> use).toList())) {
                used += one.get() ? 1 : 0;
            }
            assertThat(used).isEqualTo(1);
        }
    }

    @Test
    void refuseWhatCannotBeKept() {
        assertThatThrownBy(() -> nonces.use("n".repeat(201), NOON)).isInstanceOf(IllegalArgumentException.class);
    }
}
