package dev.patchbay.store.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.patchbay.store.TestEngine;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class PluginDecisionsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String HASH = "a".repeat(64);

    private final PluginDecisions decisions;

    PluginDecisionsTest(TestEngine engine) {
        decisions = new PluginDecisions(engine.emptied());
    }

    @Test
    void replaceWhatWasDecidedBeforeAndForgetIt() {
        decisions.put(new PluginRejection(HASH, "notes", "1.0.0", "asks too much", "bob", NOON));
        decisions.put(new PluginRejection(HASH, "notes", "1.0.0", "", "ada", NOON));
        assertThat(decisions.rejections()).singleElement().extracting(PluginRejection::by).isEqualTo("ada");
        assertThat(decisions.removeRejection(HASH)).isTrue();
        assertThat(decisions.removeRejection(HASH)).isFalse();

        decisions.put(new PluginQuarantine("notes", "spins", "bob", NOON));
        decisions.put(new PluginQuarantine("notes", "leaks", "bob", NOON));
        assertThat(decisions.quarantines()).containsExactly(new PluginQuarantine("notes", "leaks", "bob", NOON));
        assertThat(decisions.removeQuarantine("notes")).isTrue();
        assertThat(decisions.quarantines()).isEmpty();
    }

    @Test
    void keepGrantsByInstance() {
        PluginGrant taken = new PluginGrant("crm", "hosts: a.example", false, "bob", NOON);
        PluginGrant given = new PluginGrant("crm", "hosts: b.example", true, "bob", NOON);
        decisions.put(given);
        decisions.put(taken);
        decisions.put(new PluginGrant("notes", "hosts: b.example", true, "bob", NOON));
        assertThat(decisions.grants()).hasSize(3).startsWith(taken, given);
        assertThat(decisions.removeGrant("crm", "hosts: b.example")).isTrue();
        assertThat(decisions.removeGrant("crm", "hosts: b.example")).isFalse();
        assertThat(decisions.grants()).hasSize(2);
    }

    @Test
    void keepDefinitionsWithTheirWholeText() {
        PluginDefinition first = new PluginDefinition("crm", "tool", "find", HASH, "{\"name\":\"find\"}", "bob", NOON);
        PluginDefinition other = new PluginDefinition("crm", "tool", "find", "b".repeat(64), "{}", "bob", NOON);
        decisions.put(List.of(first, other));
        decisions.put(List.of(first));
        assertThat(decisions.definitions()).containsExactly(first, other);
        assertThatIllegalArgumentException().isThrownBy(() -> new PluginDefinition("crm", "tool", "find", HASH,
                "x".repeat(1_000_001), "bob", NOON)).withMessageContaining("tool 'find'");
        assertThat(decisions.removeDefinitions("crm")).isEqualTo(2);
    }

    @Test
    void keepWhatInstancesWereStartedWithAndWhatWaitsForASecond() {
        decisions.put(new PluginConfiguration("crm", HASH, "b".repeat(64)));
        decisions.put(new PluginConfiguration("crm", HASH, "c".repeat(64)));
        assertThat(decisions.configurations())
                .containsExactly(new PluginConfiguration("crm", HASH, "c".repeat(64)));
        PluginProposal proposal = new PluginProposal(HASH, "notes", "approve notes 1.0.0", "bob", NOON);
        decisions.put(proposal);
        assertThat(decisions.proposals()).containsExactly(proposal);
        assertThat(decisions.removeProposal(HASH)).isTrue();
        assertThat(decisions.proposals()).isEmpty();
    }
}
