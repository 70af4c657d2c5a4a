package dev.patchbay.host;

import dev.patchbay.inspection.difference.Change;
import dev.patchbay.inspection.lint.Finding;
import dev.patchbay.inspection.signature.SignatureReport;
import java.util.List;
import java.util.Optional;

/**
 * All that an administrator should see of a plugin before deciding about it.
 *
 * @param pluginId the plugin
 * @param jars its JARs in the folder
 * @param instances its instances
 * @param approvals the approvals of its JARs, whether they lie in the folder or not
 * @param rejections the refusals of its JARs
 * @param quarantine whether and why nothing of it may run
 * @param proposals decisions that wait for a second administrator
 */
public record PluginReview(String pluginId, List<Jar> jars, List<Instance> instances, List<ApprovedJar> approvals,
        List<RejectedJar> rejections, Optional<QuarantinedPlugin> quarantine, List<Proposal> proposals) {
    /** Copies the lists. */
    public PluginReview {
        jars = List.copyOf(jars);
        instances = List.copyOf(instances);
        approvals = List.copyOf(approvals);
        rejections = List.copyOf(rejections);
        proposals = List.copyOf(proposals);
    }

    /**
     * A JAR of the folder.
     *
     * @param report how it is
     * @param standing where it stands
     * @param signature how it is signed
     * @param requests what it asks to touch, one text each
     * @param comparedWith the approved version that it is compared with, if there is one
     * @param changes how it differs from that; if there is none, all that it brings
     * @param findings what was found in its texts, the worst first
     */
    public record Jar(PluginReport report, Approval.Standing standing, SignatureReport signature, List<String> requests,
            Optional<String> comparedWith, List<Change> changes, List<Finding> findings) {
        /** Copies the lists. */
        public Jar {
            requests = List.copyOf(requests);
            changes = List.copyOf(changes);
            findings = List.copyOf(findings);
        }
    }

    /**
     * An instance.
     *
     * @param name its name
     * @param report how it is, if it runs or is configured
     * @param grants what it may touch; of one that does not run, what it would get
     * @param waiting its definitions that wait
     */
    public record Instance(String name, Optional<InstanceReport> report, InstanceGrants grants,
            List<Definition> waiting) {
        /** Copies the list. */
        public Instance {
            waiting = List.copyOf(waiting);
        }
    }

    /**
     * A definition that waits.
     *
     * @param held the definition
     * @param isNew whether nothing of its name was approved before
     * @param changes how it differs from what was approved last
     * @param findings what was found in its texts
     */
    public record Definition(HeldDefinition held, boolean isNew, List<Change> changes, List<Finding> findings) {
        /** Copies the lists. */
        public Definition {
            changes = List.copyOf(changes);
            findings = List.copyOf(findings);
        }
    }
}
