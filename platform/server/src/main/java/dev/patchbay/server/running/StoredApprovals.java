package dev.patchbay.server.running;

import dev.patchbay.host.Approval;
import dev.patchbay.host.ApprovalRecords;
import dev.patchbay.host.ApprovedDefinition;
import dev.patchbay.host.ApprovedJar;
import dev.patchbay.host.InstanceGrant;
import dev.patchbay.host.Proposal;
import dev.patchbay.host.QuarantinedPlugin;
import dev.patchbay.host.RejectedJar;
import dev.patchbay.store.Database;
import dev.patchbay.store.administration.PluginApproval;
import dev.patchbay.store.administration.PluginApprovals;
import dev.patchbay.store.administration.PluginConfiguration;
import dev.patchbay.store.administration.PluginDecisions;
import dev.patchbay.store.administration.PluginDefinition;
import dev.patchbay.store.administration.PluginGrant;
import dev.patchbay.store.administration.PluginProposal;
import dev.patchbay.store.administration.PluginQuarantine;
import dev.patchbay.store.administration.PluginRejection;
import java.util.List;
import java.util.Optional;

/** What was decided about plugins, kept in the database. */
final class StoredApprovals implements ApprovalRecords {
    private final Database database;
    private final PluginApprovals approvals;
    private final PluginDecisions decisions;

    StoredApprovals(Database database) {
        this.database = database;
        this.approvals = new PluginApprovals(database);
        this.decisions = new PluginDecisions(database);
    }

    @Override
    public Kept read() {
        return database.snapshot(() -> new Kept(approvals.all().stream().map(StoredApprovals::approved).toList(),
                decisions.rejections().stream().map(each -> new RejectedJar(each.sha256(), each.pluginId(),
                        each.version(), each.reason(), each.by(), each.at())).toList(),
                decisions.quarantines().stream().map(each -> new QuarantinedPlugin(each.pluginId(), each.reason(),
                        each.by(), each.at())).toList(),
                decisions.grants().stream().map(each -> new InstanceGrant(each.instance(), each.text(), each.given(),
                        each.by(), each.at())).toList(),
                decisions.definitions().stream().map(each -> new ApprovedDefinition(each.instance(), each.kind(),
                        each.name(), each.sha256(), each.definition(), each.by(), each.at())).toList(),
                decisions.configurations().stream().map(each -> new Approval.Start(each.instance(), "", each.jar(),
                        each.sha256())).toList(),
                decisions.proposals().stream().map(each -> new Proposal(each.sha256(), each.pluginId(),
                        each.decision(), each.by(), each.at())).toList()));
    }

    private static ApprovedJar approved(PluginApproval stored) {
        return new ApprovedJar(stored.sha256(), stored.pluginId(), stored.version(),
                Optional.ofNullable(stored.definitions()), Optional.ofNullable(stored.grants()), stored.approvedBy(),
                Optional.ofNullable(stored.secondedBy()), stored.approvedAt());
    }

    @Override
    public void keep(ApprovedJar approval) {
        database.together(() -> {
            approvals.add(new PluginApproval(approval.hash(), approval.pluginId(), approval.version(),
                    approval.definitions().orElse(null), approval.grants().orElse(null), approval.by(),
                    approval.second().orElse(null), approval.at()));
            return decisions.removeRejection(approval.hash());
        });
    }

    @Override
    public void forgetJar(String hash) {
        database.together(() -> {
            approvals.remove(hash);
            return decisions.removeRejection(hash);
        });
    }

    @Override
    public void keep(RejectedJar rejection) {
        decisions.put(new PluginRejection(rejection.hash(), rejection.pluginId(), rejection.version(),
                rejection.reason(), rejection.by(), rejection.at()));
    }

    @Override
    public void keep(QuarantinedPlugin quarantine) {
        decisions.put(new PluginQuarantine(quarantine.pluginId(), quarantine.reason(), quarantine.by(),
                quarantine.at()));
    }

    @Override
    public void forgetQuarantine(String pluginId) {
        decisions.removeQuarantine(pluginId);
    }

    @Override
    public void keep(InstanceGrant grant) {
        decisions.put(new PluginGrant(grant.instance(), grant.text(), grant.given(), grant.by(), grant.at()));
    }

    @Override
    public void forgetGrant(String instance, String text) {
        decisions.removeGrant(instance, text);
    }

    @Override
    public void keep(List<ApprovedDefinition> definitions) {
        decisions.put(definitions.stream().map(each -> new PluginDefinition(each.instance(), each.kind(), each.name(),
                each.hash(), each.json(), each.by(), each.at())).toList());
    }

    @Override
    public void keep(Approval.Start start) {
        decisions.put(new PluginConfiguration(start.instance(), start.jar(), start.configuration()));
    }

    @Override
    public void keep(Proposal proposal) {
        decisions.put(new PluginProposal(proposal.key(), proposal.pluginId(), proposal.decision(), proposal.by(),
                proposal.at()));
    }

    @Override
    public void forgetProposal(String key) {
        decisions.removeProposal(key);
    }
}
