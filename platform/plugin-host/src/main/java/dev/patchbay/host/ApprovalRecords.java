package dev.patchbay.host;

import java.util.List;

/**
 * Where decisions about plugins are kept over a restart. Each method is one transaction, may block, and throws unchecked
 * what goes wrong; nothing has changed then. What is kept replaces what was there under the same key.
 *
 * <p>Threads: all methods.
 */
public interface ApprovalRecords {
    /**
     * All that is kept.
     *
     * @param approvals the approved JARs
     * @param rejections the refused JARs
     * @param quarantines the plugins that may not run
     * @param grants what was decided about grants of instances
     * @param definitions the approved definitions of instances
     * @param starts what the instances were last started with
     * @param proposals decisions that wait for a second administrator
     */
    record Kept(List<ApprovedJar> approvals, List<RejectedJar> rejections, List<QuarantinedPlugin> quarantines,
            List<InstanceGrant> grants, List<ApprovedDefinition> definitions, List<Approval.Start> starts,
            List<Proposal> proposals) {
        /** Nothing. */
        public static final Kept NOTHING = new Kept(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of());
    }

    /** Reads all that is kept. */
    Kept read();

    /** Keeps an approval of a JAR that has none; a refusal of the same JAR is forgotten. */
    void keep(ApprovedJar approval);

    /** Forgets the approval and the refusal of a JAR, if there is one. */
    void forgetJar(String hash);

    /** Keeps the refusal of a JAR that is not approved. */
    void keep(RejectedJar rejection);

    /** Keeps that a plugin may not run. */
    void keep(QuarantinedPlugin quarantine);

    /** Forgets that a plugin may not run. */
    void forgetQuarantine(String pluginId);

    /** Keeps what was decided about a grant. */
    void keep(InstanceGrant grant);

    /** Forgets what was decided about a grant. */
    void forgetGrant(String instance, String text);

    /** Keeps approvals of definitions, all or none. */
    void keep(List<ApprovedDefinition> definitions);

    /** Keeps what an instance was started with. */
    void keep(Approval.Start start);

    /** Keeps a decision until a second administrator takes it. */
    void keep(Proposal proposal);

    /** Forgets a decision that waited for a second administrator. */
    void forgetProposal(String key);
}
