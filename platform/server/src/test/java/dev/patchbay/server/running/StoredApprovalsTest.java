package dev.patchbay.server.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.host.ApprovedJar;
import dev.patchbay.store.Database;
import dev.patchbay.store.DatabaseSettings;
import dev.patchbay.store.DuplicateException;
import dev.patchbay.store.administration.PluginApprovals;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StoredApprovalsTest {
    private static ApprovedJar approved(String digit, String version) {
        return new ApprovedJar(digit.repeat(64), "hello", version, "root", Instant.parse("2026-11-21T12:00:00Z"));
    }

    @Test
    void keepsApprovalsInTheDatabase() {
        try (Database database = Database.open(DatabaseSettings.inMemory())) {
            StoredApprovals approvals = new StoredApprovals(new PluginApprovals(database));
            approvals.add(approved("a", "1.0.0"));
            approvals.add(approved("b", "2.0.0"));
            assertThatExceptionOfType(DuplicateException.class)
                    .isThrownBy(() -> approvals.add(approved("a", "1.0.0")));

            approvals.remove(approved("a", "1.0.0").hash());
            approvals.remove("c".repeat(64));

            assertThat(new StoredApprovals(new PluginApprovals(database)).all())
                    .containsExactly(approved("b", "2.0.0"));
        }
    }
}
