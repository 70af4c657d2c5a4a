package dev.patchbay.endpoint.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptEventsTest {
    private final KeptEvents kept = new KeptEvents(100, 40);

    private KeptEvents.Event keep(String caller, int size) {
        return kept.keep(caller, 1, new byte[size]);
    }

    @Test
    void theOldestOfAClientGoFirst() {
        KeptEvents.Event first = keep("ann", 20);
        KeptEvents.Event second = keep("ann", 20);
        KeptEvents.Event ofBob = keep("bob", 20);
        KeptEvents.Event third = keep("ann", 15);

        assertThat(first.bytes()).isEmpty();
        assertThat(List.of(second, third, ofBob)).allMatch(event -> event.bytes().isPresent());
        assertThat(kept.bytes()).isEqualTo(55);
    }

    @Test
    void theOldestOfAllGoWhenAllAreTooMuch() {
        List<KeptEvents.Event> events = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            events.add(keep("caller-" + i, 20));
        }

        assertThat(events.getFirst().bytes()).isEmpty();
        assertThat(events.subList(1, 6)).allMatch(event -> event.bytes().isPresent());
        assertThat(kept.bytes()).isEqualTo(100);
    }

    @Test
    void theNewestIsKeptHoweverLargeItIs() {
        KeptEvents.Event small = keep("ann", 10);
        KeptEvents.Event large = keep("ann", 500);

        assertThat(small.bytes()).isEmpty();
        assertThat(large.bytes()).hasValueSatisfying(bytes -> assertThat(bytes).hasSize(500));
        KeptEvents.Event next = keep("bob", 1);
        assertThat(large.bytes()).isEmpty();
        assertThat(next.bytes()).isPresent();
    }

    @Test
    void whatIsDroppedCountsNoMore() {
        KeptEvents.Event event = keep("ann", 30);
        kept.drop(event);
        kept.drop(event);

        assertThat(kept.bytes()).isZero();
        assertThat(event.bytes()).isEmpty();
        assertThat(keep("ann", 40).bytes()).isPresent();
        assertThat(kept.bytes()).isEqualTo(40);
    }
}
