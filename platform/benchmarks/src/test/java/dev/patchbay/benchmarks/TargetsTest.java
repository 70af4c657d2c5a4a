package dev.patchbay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.benchmarks.load.Load;
import dev.patchbay.benchmarks.measures.Streams.Cost;
import dev.patchbay.benchmarks.servers.Kind;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final Map<Integer, Map<Kind, Load>> NONE = Map.of();

    private static Load load(double perSecond, double p99) {
        return new Load(perSecond, 1, 2, p99, 10, 300, 0);
    }

    @Test
    void callsAreComparedAtSixtyFourConnectionsOnly() {
        Map<Kind, Load> loads = Map.of(Kind.SERVE, load(66_000, 4), Kind.QUARKUS, load(60_000, 3), Kind.HOP,
                load(100_000, 2));

        assertThat(new Targets(new Results(Map.of(16, loads), NONE, Map.of(), Map.of(), Map.of())).all()).isEmpty();

        Targets targets = new Targets(new Results(Map.of(64, loads), NONE, Map.of(), Map.of(), Map.of()));
        assertThat(targets.all()).extracting(Targets.Target::reached).containsExactly(true, false, false);
        assertThat(targets.reached()).isFalse();
    }

    @Test
    void aListIsComparedWithTheSameBytesSentBare() {
        Map<Kind, Load> loads = Map.of(Kind.SERVE, load(799, 1), Kind.FIXED, load(1000, 1));

        Targets targets = new Targets(new Results(NONE, Map.of(1000, loads), Map.of(), Map.of(), Map.of()));

        assertThat(targets.all()).singleElement().satisfies(target -> {
            assertThat(target.seen()).isEqualTo(0.799);
            assertThat(target.reached()).isFalse();
        });
    }

    @Test
    void streamsAreMeasuredAgainstFixedBounds() {
        Cost cost = new Cost(OptionalLong.of(6 * 1024), 151_000_000, 10_000);

        Targets targets = new Targets(
                new Results(NONE, NONE, Map.of(), Map.of(), Map.of(10_000, Map.of(Kind.SERVE, cost))));

        assertThat(targets.all()).extracting(Targets.Target::reached).containsExactly(true, false);
    }
}
