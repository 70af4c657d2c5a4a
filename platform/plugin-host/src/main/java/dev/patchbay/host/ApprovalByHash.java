package dev.patchbay.host;

import dev.patchbay.broker.Grants;
import dev.patchbay.catalog.CanonicalJson;
import dev.patchbay.host.jar.StoredPlugin;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets those JARs run whose very bytes were approved, with all that they define and what was granted; of what they
 * contribute at run time it shows what was approved by its hash. Anything else waits. Answers from memory;
 * {@link ApprovedPlugins} changes it. Every change is kept before it holds.
 *
 * <p>Threads: all methods.
 */
public final class ApprovalByHash implements Approval {
    private static final Logger LOG = LoggerFactory.getLogger(ApprovalByHash.class);
    private static final int MAX_ANNOUNCED = 10_000;

    private final ApprovalRecords records;
    private final GateListener listener;
    private final InstantSource clock;
    private final Map<String, ApprovedJar> approved = new ConcurrentHashMap<>();
    private final Map<String, RejectedJar> rejected = new ConcurrentHashMap<>();
    private final Map<String, QuarantinedPlugin> quarantined = new ConcurrentHashMap<>();
    private final Map<GrantKey, InstanceGrant> grants = new ConcurrentHashMap<>();
    private final Map<DefinitionKey, ApprovedDefinition> definitions = new ConcurrentHashMap<>();
    private final Map<String, Start> starts = new ConcurrentHashMap<>();
    private final Map<String, Proposal> proposals = new ConcurrentHashMap<>();
    private final Set<DefinitionKey> announced = ConcurrentHashMap.newKeySet();

    private record GrantKey(String instance, String text) {}

    private record DefinitionKey(String instance, String kind, String hash) {}

    /**
     * Reads what was decided.
     *
     * @param records where it is kept
     * @param listener who hears what is decided here
     * @param clock the time
     */
    public ApprovalByHash(ApprovalRecords records, GateListener listener, InstantSource clock) {
        this.records = records;
        this.listener = listener;
        this.clock = clock;
        ApprovalRecords.Kept kept = records.read();
        kept.approvals().forEach(each -> approved.put(each.hash(), each));
        kept.rejections().forEach(each -> rejected.put(each.hash(), each));
        kept.quarantines().forEach(each -> quarantined.put(each.pluginId(), each));
        kept.grants().forEach(each -> grants.put(new GrantKey(each.instance(), each.text()), each));
        kept.definitions().forEach(each -> definitions.put(key(each), each));
        kept.starts().forEach(each -> starts.put(each.instance(), each));
        kept.proposals().forEach(each -> proposals.put(each.key(), each));
    }

    private static DefinitionKey key(ApprovedDefinition definition) {
        return new DefinitionKey(definition.instance(), definition.kind(), definition.hash());
    }

    @Override
    public Verdict plugin(StoredPlugin plugin) {
        String id = plugin.manifest().id();
        QuarantinedPlugin stopped = quarantined.get(id);
        if (stopped != null) {
            return new Verdict(Standing.QUARANTINED, Optional.of("in quarantine since " + stopped.at() + ", by "
                    + stopped.by() + reason(stopped.reason()) + "; 'patchbay plugin release " + id + "' ends it"));
        }
        RejectedJar refused = rejected.get(plugin.hash());
        if (refused != null) {
            return new Verdict(Standing.REJECTED, Optional.of("rejected by " + refused.by() + " at " + refused.at()
                    + reason(refused.reason())));
        }
        ApprovedJar known = approved.get(plugin.hash());
        if (known == null) {
            return Verdict.waits("waiting for approval: patchbay plugin show " + id);
        }
        return known.definitions().filter(hash -> !hash.equals(plugin.definitionsHash())).isEmpty() ? Verdict.APPROVED
                : Verdict.waits("waiting for approval: its definitions are read otherwise than when it was approved;"
                        + " patchbay plugin show " + id);
    }

    private static String reason(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }

    @Override
    public Verdict definition(DefinitionRequest definition) {
        if (definition.listed()) {
            return Verdict.APPROVED;
        }
        DefinitionKey key = new DefinitionKey(definition.instance(), definition.kind(), definition.hash());
        if (definitions.containsKey(key)) {
            return Verdict.APPROVED;
        }
        if (announced.size() < MAX_ANNOUNCED && announced.add(key)) {
            LOG.warn("{}: {} '{}' waits for approval", definition.instance(), definition.kind(), definition.name());
            listener.heldBack(definition);
        }
        return Verdict.waits("it waits for approval: patchbay plugin show " + definition.pluginId());
    }

    @Override
    public InstanceGrants grants(String instance, StoredPlugin plugin) {
        Grants requested = plugin.manifest().grants();
        ApprovedJar known = approved.get(plugin.hash());
        Grants inAll = known == null ? Grants.NONE : known.grants().map(ApprovalByHash::parsed).orElse(requested);
        return InstanceGrants.of(requested, inAll, parsed(decided(instance, false)), parsed(decided(instance, true)));
    }

    private List<String> decided(String instance, boolean given) {
        return grants.values().stream().filter(each -> each.instance().equals(instance) && each.given() == given)
                .map(InstanceGrant::text).toList();
    }

    private static Grants parsed(Collection<String> texts) {
        return Grants.parse(String.join("; ", texts));
    }

    /** By a change of the configuration of the same JAR only: another JAR with another configuration is looked at. */
    @Override
    public boolean followFromConfiguration(Start start, List<DefinitionRequest> waiting) {
        Start before = starts.get(start.instance());
        if (before == null || !before.jar().equals(start.jar()) || before.configuration().equals(
                start.configuration())) {
            return false;
        }
        add(waiting.stream().map(each -> new ApprovedDefinition(each.instance(), each.kind(), each.name(), each.hash(),
                CanonicalJson.text(each.json()), "change of the configuration", clock.instant())).toList());
        LOG.warn("{}: {} definitions are approved by the change of its configuration", start.instance(),
                waiting.size());
        listener.followedFromConfiguration(start, waiting);
        return true;
    }

    @Override
    public void serves(Start start) {
        Start before = starts.get(start.instance());
        if (before == null || !before.jar().equals(start.jar())
                || !before.configuration().equals(start.configuration())) {
            records.keep(start);
            starts.put(start.instance(), start);
        }
    }

    Optional<ApprovedJar> find(String hash) {
        return Optional.ofNullable(approved.get(hash));
    }

    List<ApprovedJar> all() {
        return List.copyOf(approved.values());
    }

    Optional<RejectedJar> rejection(String hash) {
        return Optional.ofNullable(rejected.get(hash));
    }

    List<RejectedJar> rejections() {
        return List.copyOf(rejected.values());
    }

    Optional<QuarantinedPlugin> quarantine(String pluginId) {
        return Optional.ofNullable(quarantined.get(pluginId));
    }

    Optional<InstanceGrant> grant(String instance, String text) {
        return Optional.ofNullable(grants.get(new GrantKey(instance, text)));
    }

    List<Proposal> proposals(String pluginId) {
        return proposals.values().stream().filter(each -> each.pluginId().equals(pluginId))
                .sorted(Comparator.comparing(Proposal::at)).toList();
    }

    Optional<Proposal> proposal(String key) {
        return Optional.ofNullable(proposals.get(key));
    }

    /** What was approved last of a name, so that a change of it can be shown. */
    Optional<ApprovedDefinition> lastApproved(String instance, String kind, String name) {
        return definitions.values().stream().filter(each -> each.instance().equals(instance)
                && each.kind().equals(kind) && each.name().equals(name))
                .max(Comparator.comparing(ApprovedDefinition::at));
    }

    void add(ApprovedJar approval) {
        records.keep(approval);
        rejected.remove(approval.hash());
        approved.put(approval.hash(), approval);
    }

    /** Forgotten first: if that fails, the plugin would come back at the next start. */
    void remove(ApprovedJar approval) {
        records.forgetJar(approval.hash());
        approved.remove(approval.hash());
    }

    void add(RejectedJar rejection) {
        records.keep(rejection);
        rejected.put(rejection.hash(), rejection);
    }

    void remove(RejectedJar rejection) {
        records.forgetJar(rejection.hash());
        rejected.remove(rejection.hash());
    }

    void add(QuarantinedPlugin quarantine) {
        records.keep(quarantine);
        quarantined.put(quarantine.pluginId(), quarantine);
    }

    void remove(QuarantinedPlugin quarantine) {
        records.forgetQuarantine(quarantine.pluginId());
        quarantined.remove(quarantine.pluginId());
    }

    void add(InstanceGrant grant) {
        records.keep(grant);
        grants.put(new GrantKey(grant.instance(), grant.text()), grant);
    }

    void remove(InstanceGrant grant) {
        records.forgetGrant(grant.instance(), grant.text());
        grants.remove(new GrantKey(grant.instance(), grant.text()));
    }

    void add(List<ApprovedDefinition> approvals) {
        List<ApprovedDefinition> all = new ArrayList<>(approvals);
        records.keep(all);
        all.forEach(each -> definitions.put(key(each), each));
    }

    void add(Proposal proposal) {
        records.keep(proposal);
        proposals.put(proposal.key(), proposal);
    }

    void remove(Proposal proposal) {
        records.forgetProposal(proposal.key());
        proposals.remove(proposal.key());
    }
}
