package dev.patchbay.server.running;

import dev.patchbay.host.ApprovalRecords;
import dev.patchbay.host.ApprovedJar;
import dev.patchbay.store.administration.PluginApproval;
import dev.patchbay.store.administration.PluginApprovals;
import java.util.List;

/** The plugin host's approvals, kept in the database. */
record StoredApprovals(PluginApprovals approvals) implements ApprovalRecords {
    @Override
    public List<ApprovedJar> all() {
        return approvals.all().stream().map(stored -> new ApprovedJar(stored.sha256(), stored.pluginId(),
                stored.version(), stored.approvedBy(), stored.approvedAt())).toList();
    }

    @Override
    public void add(ApprovedJar approval) {
        approvals.add(new PluginApproval(approval.hash(), approval.pluginId(), approval.version(), null, null, approval.by(), null,
                approval.at()));
    }

    @Override
    public void remove(String hash) {
        approvals.remove(hash);
    }
}
