package dev.patchbay.host;

import dev.patchbay.host.ApprovalRefusedException.Reason;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What administrators decide about plugins: which JARs of the folder may run. A decision takes effect at once: an approved
 * JAR is started, and when {@link #withdraw} returns, no new call reaches the plugin any more.
 *
 * <p>An approval is for the bytes of a JAR, so who has looked at one approves it by its hash; by the id alone only works as
 * long as there is no choice.
 *
 * <p>Threads: all methods; they block. What the records throw passes through, and nothing has changed then.
 */
public final class ApprovedPlugins {
    private static final Logger LOG = LoggerFactory.getLogger(ApprovedPlugins.class);

    private final ApprovalByHash approval;
    private final PluginHost host;
    private final InstantSource clock;

    /**
     * Creates it.
     *
     * @param approval what the host asks
     * @param host the host
     * @param clock the time
     */
    public ApprovedPlugins(ApprovalByHash approval, PluginHost host, InstantSource clock) {
        this.approval = approval;
        this.host = host;
        this.clock = clock;
    }

    /**
     * Returns the JARs of the folder that wait.
     *
     * @return the JARs, by their file names
     */
    public List<WaitingJar> pending() {
        HostReport report = host.report();
        return report.plugins().stream().flatMap(plugin -> waiting(plugin, report).stream()).toList();
    }

    private Optional<WaitingJar> waiting(PluginReport plugin, HostReport report) {
        return plugin.hash().filter(hash -> approval.find(hash).isEmpty()).flatMap(hash -> plugin.id().map(id -> {
            Optional<String> serving = report.instances().stream().filter(each -> each.pluginId().equals(id))
                    .flatMap(each -> each.version().stream()).findFirst();
            return new WaitingJar(plugin.file(), id, plugin.version().orElse(""), hash, plugin.provider(),
                    plugin.description(), plugin.grants(), serving);
        }));
    }

    /**
     * Returns what is approved, whether its JAR lies in the folder or not.
     *
     * @return the approvals, by plugin and time
     */
    public List<ApprovedJar> approved() {
        return approval.all().stream()
                .sorted(Comparator.comparing(ApprovedJar::pluginId).thenComparing(ApprovedJar::at))
                .toList();
    }

    /**
     * Approves the one JAR of a plugin that waits.
     *
     * @param pluginId the plugin
     * @param by the administrator
     * @return the approval
     * @throws ApprovalRefusedException if none waits, or several do
     */
    public ApprovedJar approve(String pluginId, String by) {
        return approve(pluginId, Optional.empty(), by);
    }

    /**
     * Approves a JAR that waits.
     *
     * @param pluginId the plugin
     * @param hash SHA-256 of the JAR as the administrator saw it
     * @param by the administrator
     * @return the approval
     * @throws ApprovalRefusedException if it does not wait, for example because the file has changed since
     */
    public ApprovedJar approve(String pluginId, String hash, String by) {
        return approve(pluginId, Optional.of(hash), by);
    }

    private synchronized ApprovedJar approve(String pluginId, Optional<String> hash, String by) {
        List<WaitingJar> waiting = pending().stream().filter(jar -> jar.pluginId().equals(pluginId)).toList();
        List<WaitingJar> meant = waiting.stream().filter(jar -> hash.map(jar.hash()::equals).orElse(true)).toList();
        if (meant.isEmpty()) {
            throw nothingToApprove(pluginId, hash, waiting);
        }
        if (meant.stream().map(WaitingJar::hash).distinct().count() > 1) {
            throw new ApprovalRefusedException(Reason.AMBIGUOUS, "Several JARs of " + pluginId
                    + " wait for approval: " + list(meant) + ". Name the hash of the one that is meant.");
        }
        WaitingJar jar = meant.getFirst();
        ApprovedJar approved = new ApprovedJar(jar.hash(), pluginId, jar.version(), by, clock.instant());
        approval.add(approved);
        LOG.info("{} {} with hash {} is approved by {}", pluginId, jar.version(), jar.hash(), by);
        host.recheck();
        return approved;
    }

    private ApprovalRefusedException nothingToApprove(String pluginId, Optional<String> hash,
            List<WaitingJar> waiting) {
        Optional<ApprovedJar> already = host.report().plugins().stream()
                .filter(plugin -> plugin.id().filter(pluginId::equals).isPresent())
                .flatMap(plugin -> plugin.hash().stream()).filter(each -> hash.map(each::equals).orElse(true))
                .flatMap(each -> approval.find(each).stream()).findFirst();
        if (already.isPresent()) {
            ApprovedJar known = already.get();
            return new ApprovalRefusedException(Reason.APPROVED_ALREADY, pluginId + " " + known.version()
                    + " is approved already, by " + known.by() + " at " + known.at() + ".");
        }
        return new ApprovalRefusedException(Reason.UNKNOWN, hash.isEmpty() || waiting.isEmpty()
                ? "No JAR of a plugin " + pluginId + " in the plugins folder waits for approval."
                : "No JAR of " + pluginId + " with the hash " + hash.get() + " waits for approval. It may have been"
                        + " replaced since you looked at it; what waits now: " + list(waiting) + ".");
    }

    private static String list(List<WaitingJar> jars) {
        return jars.stream().map(jar -> jar.file() + " (" + jar.version() + ", hash " + jar.hash() + ")")
                .collect(Collectors.joining(", "));
    }

    /**
     * Withdraws all approvals of a plugin.
     *
     * @param pluginId the plugin
     * @param by the administrator
     * @return the approvals that were withdrawn
     * @throws ApprovalRefusedException if there is none
     */
    public List<ApprovedJar> withdraw(String pluginId, String by) {
        return withdraw(pluginId, Optional.empty(), by);
    }

    /**
     * Withdraws the approval of a JAR; another approved version of the plugin that is there takes its place.
     *
     * @param pluginId the plugin
     * @param hash SHA-256 of the JAR
     * @param by the administrator
     * @return the approval that was withdrawn
     * @throws ApprovalRefusedException if there is none
     */
    public ApprovedJar withdraw(String pluginId, String hash, String by) {
        return withdraw(pluginId, Optional.of(hash), by).getFirst();
    }

    private synchronized List<ApprovedJar> withdraw(String pluginId, Optional<String> hash, String by) {
        List<ApprovedJar> meant = approved().stream().filter(each -> each.pluginId().equals(pluginId))
                .filter(each -> hash.map(each.hash()::equals).orElse(true)).toList();
        if (meant.isEmpty()) {
            throw new ApprovalRefusedException(Reason.NOT_APPROVED, "Plugin " + pluginId
                    + hash.map(each -> " with the hash " + each).orElse("") + " is not approved.");
        }
        try {
            for (ApprovedJar each : meant) {
                approval.remove(each);
                LOG.info("The approval of {} {} with hash {} is withdrawn by {}", pluginId, each.version(), each.hash(),
                        by);
            }
        } finally {
            host.recheck();
        }
        return meant;
    }
}
