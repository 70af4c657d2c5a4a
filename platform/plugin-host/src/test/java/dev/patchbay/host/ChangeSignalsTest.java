package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.host.ChangeSignals.Update;
import org.junit.jupiter.api.Test;

class ChangeSignalsTest {
    private final ChangeSignals signals = new ChangeSignals();

    @Test
    void gathersChangesOfResourcesUntilTheyAreTaken() {
        assertThat(signals.updated("notes://1")).isEqualTo(Update.FIRST);
        assertThat(signals.updated("notes://2")).isEqualTo(Update.GATHERED);
        assertThat(signals.updated("notes://1")).isEqualTo(Update.GATHERED);
        assertThat(signals.takeUpdated()).containsExactly("notes://1", "notes://2");
        assertThat(signals.updated("notes://1")).isEqualTo(Update.GATHERED);
        assertThat(signals.takeUpdated()).containsExactly("notes://1");
        assertThat(signals.takeUpdated()).isEmpty();
        assertThat(signals.updated("notes://1")).isEqualTo(Update.FIRST);
    }

    @Test
    void leavesOutWhatIsTooMuch() {
        for (int i = 0; i < ChangeSignals.MAX_UPDATED; i++) {
            signals.updated("notes://" + i);
        }
        assertThat(signals.updated("notes://more")).isEqualTo(Update.LEFT_OUT);
        assertThat(signals.updated("notes://0")).isEqualTo(Update.GATHERED);
        assertThat(signals.takeUpdated()).hasSize(ChangeSignals.MAX_UPDATED);
        assertThat(signals.updated("notes://more")).isEqualTo(Update.GATHERED);
    }

    @Test
    void asksForListsOnceHoweverOftenTheyChange() {
        assertThat(signals.listsChanged()).isTrue();
        assertThat(signals.listsChanged()).isFalse();
        assertThat(signals.beginRefresh()).isTrue();
        assertThat(signals.areListsChanged()).isFalse();
        assertThat(signals.endRefresh()).isFalse();
        assertThat(signals.listsChanged()).isTrue();
    }

    @Test
    void asksAgainForListsThatChangeMeanwhile() {
        signals.beginRefresh();
        assertThat(signals.listsChanged()).isFalse();
        assertThat(signals.beginRefresh()).isFalse();
        assertThat(signals.endRefresh()).isTrue();
        assertThat(signals.beginRefresh()).isTrue();
        assertThat(signals.endRefresh()).isFalse();
    }
}
