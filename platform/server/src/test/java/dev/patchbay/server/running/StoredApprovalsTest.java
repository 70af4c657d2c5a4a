package dev.patchbay.server.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.host.Approval.Start;
import dev.patchbay.host.ApprovalRecords.Kept;
import dev.patchbay.host.ApprovedDefinition;
import dev.patchbay.host.ApprovedJar;
import dev.patchbay.host.InstanceGrant;
import dev.patchbay.host.Proposal;
import dev.patchbay.host.QuarantinedPlugin;
import dev.patchbay.host.RejectedJar;
import dev.patchbay.store.Database;
import dev.patchbay.store.DatabaseSettings;
import dev.patchbay.store.DuplicateException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoredApprovalsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static ApprovedJar approved(String digit, String version) {
        return new ApprovedJar(digit.repeat(64), "hello", version, Optional.of("e".repeat(64)),
                Optional.of(Set.of("hosts: a.example")), "root", Optional.of("ada"), NOON);
    }

    @Test
    void keepsApprovalsInTheDatabase() {
        try (Database database = Database.open(DatabaseSettings.inMemory())) {
            StoredApprovals approvals = new StoredApprovals(database);
            approvals.keep(approved("a", "1.0.0"));
            approvals.keep(approved("b", "2.0.0"));
            assertThatExceptionOfType(DuplicateException.class)
                    .isThrownBy(() -> approvals.keep(approved("a", "1.0.0")));

            approvals.forgetJar(approved("a", "1.0.0").hash());
            approvals.forgetJar("c".repeat(64));

            assertThat(new StoredApprovals(database).read().approvals()).containsExactly(approved("b", "2.0.0"));
        }
    }

    @Test
    void keepsAllOtherDecisionsAndForgetsThem() {
        try (Database database = Database.open(DatabaseSettings.inMemory())) {
            StoredApprovals approvals = new StoredApprovals(database);
            RejectedJar rejected = new RejectedJar("c".repeat(64), "hello", "3.0.0", "no", "root", NOON);
            QuarantinedPlugin quarantined = new QuarantinedPlugin("hello", "spins", "root", NOON);
            InstanceGrant grant = new InstanceGrant("hello", "hosts: b.example", true, "root", NOON);
            ApprovedDefinition definition = new ApprovedDefinition("hello", "tool", "t", "d".repeat(64), "{}", "root",
                    NOON);
            Proposal proposal = new Proposal("f".repeat(64), "hello", "approve", "root", NOON);
            approvals.keep(rejected);
            approvals.keep(quarantined);
            approvals.keep(grant);
            approvals.keep(List.of(definition));
            approvals.keep(new Start("hello", "hello", "a".repeat(64), "b".repeat(64)));
            approvals.keep(proposal);

            assertThat(new StoredApprovals(database).read()).isEqualTo(new Kept(List.of(), List.of(rejected),
                    List.of(quarantined), List.of(grant), List.of(definition),
                    List.of(new Start("hello", "", "a".repeat(64), "b".repeat(64))), List.of(proposal)));

            approvals.forgetJar(rejected.hash());
            approvals.forgetQuarantine("hello");
            approvals.forgetGrant("hello", "hosts: b.example");
            approvals.forgetProposal(proposal.key());
            Kept left = approvals.read();
            assertThat(left.rejections()).isEmpty();
            assertThat(left.quarantines()).isEmpty();
            assertThat(left.grants()).isEmpty();
            assertThat(left.proposals()).isEmpty();
        }
    }
}
