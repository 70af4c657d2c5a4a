package dev.patchbay.store.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.DuplicateException;
import dev.patchbay.store.TestEngine;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class PluginApprovalsTest {
    private final PluginApprovals approvals;

    PluginApprovalsTest(TestEngine engine) {
        approvals = new PluginApprovals(engine.emptied());
    }

    private static PluginApproval approval(String digit, int second) {
        return new PluginApproval(digit.repeat(64), "notes", "1.0." + second, second == 1 ? null : "d".repeat(64),
                second == 1 ? null : Set.of("hosts: a.example"), "bob", second == 1 ? null : "ada",
                Instant.ofEpochSecond(second));
    }

    @Test
    void areAddedFoundAndTakenBack() {
        approvals.add(approval("b", 1));
        approvals.add(approval("a", 2));
        assertThat(approvals.all()).containsExactly(approval("b", 1), approval("a", 2));
        assertThat(approvals.find("a".repeat(64))).contains(approval("a", 2));
        assertThat(approvals.find("c".repeat(64))).isEmpty();
        assertThat(approvals.remove("a".repeat(64))).isTrue();
        assertThat(approvals.remove("a".repeat(64))).isFalse();
    }

    @Test
    void approveAHashOnceAndNothingElse() {
        approvals.add(approval("b", 1));
        assertThatThrownBy(() -> approvals.add(approval("b", 2))).isInstanceOf(DuplicateException.class);
        assertThatThrownBy(() -> approval("B", 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 lower-case");
    }
}
