package dev.patchbay.store.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.store.TestEngine;
import java.time.LocalDate;
import java.util.Map;
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
class QuotaUseTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private final QuotaUse use;

    QuotaUseTest(TestEngine engine) {
        use = new QuotaUse(engine.emptied());
    }

    @Test
    void addsUpByDayAndClient() {
        use.add(TODAY, Map.of("a", 2L, "b", 5_000_000_000L));
        use.add(TODAY, Map.of("a", 3L));
        use.add(TODAY.minusDays(1), Map.of("a", 7L));
        use.add(TODAY, Map.of());
        assertThat(use.load(TODAY)).isEqualTo(Map.of("a", 5L, "b", 5_000_000_000L));
        assertThat(use.load(TODAY.plusDays(1))).isEmpty();
    }

    @Test
    void forgetsDaysGoneBy() {
        use.add(TODAY.minusDays(2), Map.of("a", 1L));
        use.add(TODAY, Map.of("a", 1L));
        assertThat(use.forgetBefore(TODAY)).isEqualTo(1);
        assertThat(use.load(TODAY)).hasSize(1);
        assertThat(use.load(TODAY.minusDays(2))).isEmpty();
    }

    @Test
    void losesNothingWhenManyAddAtOnce() throws Exception {
        Callable<Boolean> add = () -> {
            use.add(TODAY, Map.of("a", 1L, "b", 2L, "c", 3L));
            return true;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (Future<Boolean> one : threads.invokeAll(IntStream.range(0, 48).mapToObj(i -> add).toList())) {
                one.get();
            }
        }
        assertThat(use.load(TODAY)).isEqualTo(Map.of("a", 48L, "b", 96L, "c", 144L));
    }
}
