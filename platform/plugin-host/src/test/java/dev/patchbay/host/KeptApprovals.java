package dev.patchbay.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps decisions as long as a test lasts, over restarts of the host. */
final class KeptApprovals implements ApprovalRecords {
    final List<ApprovedJar> approvals = new CopyOnWriteArrayList<>();
    final Map<String, RejectedJar> rejections = new ConcurrentSkipListMap<>();
    final Map<String, QuarantinedPlugin> quarantines = new ConcurrentSkipListMap<>();
    final Map<String, InstanceGrant> grants = new ConcurrentSkipListMap<>();
    final Map<String, ApprovedDefinition> definitions = new ConcurrentSkipListMap<>();
    final Map<String, Approval.Start> starts = new ConcurrentSkipListMap<>();
    final Map<String, Proposal> proposals = new ConcurrentSkipListMap<>();
    boolean broken;

    private void check() {
        if (broken) {
            throw new IllegalStateException("no disk");
        }
    }

    @Override
    public Kept read() {
        return new Kept(approvals, new ArrayList<>(rejections.values()), new ArrayList<>(quarantines.values()),
                new ArrayList<>(grants.values()), new ArrayList<>(definitions.values()),
                new ArrayList<>(starts.values()), new ArrayList<>(proposals.values()));
    }

    @Override
    public void keep(ApprovedJar approval) {
        check();
        rejections.remove(approval.hash());
        approvals.add(approval);
    }

    @Override
    public void forgetJar(String hash) {
        check();
        approvals.removeIf(approval -> approval.hash().equals(hash));
        rejections.remove(hash);
    }

    @Override
    public void keep(RejectedJar rejection) {
        check();
        rejections.put(rejection.hash(), rejection);
    }

    @Override
    public void keep(QuarantinedPlugin quarantine) {
        check();
        quarantines.put(quarantine.pluginId(), quarantine);
    }

    @Override
    public void forgetQuarantine(String pluginId) {
        check();
        quarantines.remove(pluginId);
    }

    @Override
    public void keep(InstanceGrant grant) {
        check();
        grants.put(grant.instance() + " " + grant.text(), grant);
    }

    @Override
    public void forgetGrant(String instance, String text) {
        check();
        grants.remove(instance + " " + text);
    }

    @Override
    public void keep(List<ApprovedDefinition> all) {
        check();
        all.forEach(each -> definitions.put(each.instance() + " " + each.kind() + " " + each.hash(), each));
    }

    @Override
    public void keep(Approval.Start start) {
        check();
        starts.put(start.instance(), start);
    }

    @Override
    public void keep(Proposal proposal) {
        check();
        proposals.put(proposal.key(), proposal);
    }

    @Override
    public void forgetProposal(String key) {
        check();
        proposals.remove(key);
    }
}
