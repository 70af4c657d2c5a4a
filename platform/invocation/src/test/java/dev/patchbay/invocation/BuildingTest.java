package dev.patchbay.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BuildingTest {
    private final Building building = new Building(0, () -> {
    });

    private static Set<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "tag " + i).collect(Collectors.toSet());
    }

    @Test
    void aResultThatIsBuiltFromTooMuchTakesNoMoreMemoryForIt() {
        building.uses(names(0, 128));
        assertThat(building.isTooMuch()).isFalse();
        building.uses(names(0, 128));
        assertThat(building.isTooMuch()).isFalse();
        for (int i = 0; i < 100; i++) {
            building.uses(names(i * 100, i * 100 + 100));
        }
        assertThat(building.isTooMuch()).isTrue();
        assertThat(building.names()).hasSize(129);
    }
}
