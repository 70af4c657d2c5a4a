package dev.patchbay.host;

import dev.patchbay.broker.Grants;
import dev.patchbay.broker.InvalidGrantException;
import dev.patchbay.catalog.CanonicalJson;
import dev.patchbay.host.ApprovalRefusedException.Reason;
import dev.patchbay.host.jar.StoredPlugin;
import dev.patchbay.inspection.lint.Finding;
import dev.patchbay.inspection.lint.Severity;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What administrators decide about plugins: which JARs of the folder may run, what they may touch, which definitions they
 * may show. A decision takes effect at once: an approved JAR is started, and when {@link #withdraw} or {@link #quarantine}
 * returns, no new call reaches the plugin any more.
 *
 * <p>An approval is for the bytes of a JAR, so who has looked at one approves it by its hash; by the id alone only works as
 * long as there is no choice. Where two administrators are needed, what widens anything holds when a second has decided
 * exactly the same; what narrows holds at once.
 *
 * <p>Threads: all methods; they block. What the records throw passes through, and nothing has changed then.
 */
public final class ApprovedPlugins {
    private static final Logger LOG = LoggerFactory.getLogger(ApprovedPlugins.class);

    private final ApprovalByHash approval;
    private final PluginHost host;
    private final PluginReviews reviews;
    private final boolean isFourEyes;
    private final InstantSource clock;

    /**
     * How a JAR is approved.
     *
     * @param without what of its requests is not given
     * @param despiteFindings whether that is meant although it looks dangerous
     */
    public record Terms(Grants without, boolean despiteFindings) {
        /** As it is. */
        public static final Terms NONE = new Terms(Grants.NONE, false);
    }

    /**
     * Creates it.
     *
     * @param approval what the host asks
     * @param host the host
     * @param isFourEyes whether two administrators are needed for what widens
     * @param clock the time
     */
    public ApprovedPlugins(ApprovalByHash approval, PluginHost host, boolean isFourEyes, InstantSource clock) {
        this.approval = approval;
        this.host = host;
        this.reviews = new PluginReviews(approval, host);
        this.isFourEyes = isFourEyes;
        this.clock = clock;
    }

    /**
     * Returns the JARs of the folder that wait.
     *
     * @return the JARs, by their file names
     */
    public List<WaitingJar> pending() {
        HostReport report = host.report();
        return report.plugins().stream().filter(plugin -> plugin.state() == PluginState.PENDING)
                .flatMap(plugin -> waiting(plugin, report).stream()).toList();
    }

    private static Optional<WaitingJar> waiting(PluginReport plugin, HostReport report) {
        return plugin.hash().flatMap(hash -> plugin.id().map(id -> {
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
     * Returns all that should be seen of a plugin before deciding about it.
     *
     * @param pluginId the plugin
     * @return the review; without JARs if there are none
     */
    public PluginReview review(String pluginId) {
        return reviews.of(pluginId);
    }

    /**
     * Approves the one JAR of a plugin that waits, with all it asks for.
     *
     * @param pluginId the plugin
     * @param by the administrator
     * @return whether it holds
     * @throws ApprovalRefusedException if none waits, or several do
     */
    public Decision approve(String pluginId, Decider by) {
        return approve(pluginId, Optional.empty(), Terms.NONE, by);
    }

    /**
     * Approves a JAR that waits.
     *
     * @param pluginId the plugin
     * @param hash SHA-256 of the JAR as the administrator saw it
     * @param terms how
     * @param by the administrator
     * @return whether it holds
     * @throws ApprovalRefusedException if it does not wait, for example because the file has changed since
     */
    public Decision approve(String pluginId, String hash, Terms terms, Decider by) {
        return approve(pluginId, Optional.of(hash), terms, by);
    }

    private synchronized Decision approve(String pluginId, Optional<String> hash, Terms terms, Decider by) {
        StoredPlugin jar = meant(pluginId, hash);
        if (!terms.despiteFindings()) {
            refuseDangerous(reviews.findings(jar), pluginId);
        }
        Grants requested = jar.manifest().grants();
        Grants given = requested.without(terms.without());
        if (!requested.covers(terms.without())) {
            throw new ApprovalRefusedException(Reason.INVALID_GRANT, pluginId + " does not ask for "
                    + terms.without().without(requested) + ". It asks for: " + requested + ".");
        }
        String version = jar.manifest().version().toString();
        Set<String> grants = new TreeSet<>(given.all().stream().map(each -> each.text()).toList());
        Decision decision = decided(pluginId, "approve " + version + " with hash " + jar.hash() + " and the grants "
                + (grants.isEmpty() ? "none" : given),
                List.of("approve", jar.hash(), jar.definitionsHash(),
                        List.copyOf(grants)),
                by);
        if (decision.isDone()) {
            approval.add(new ApprovedJar(jar.hash(), pluginId, version, Optional.of(jar.definitionsHash()),
                    Optional.of(grants), by.name(), decision.second(), clock.instant()));
            LOG.info("{} {} with hash {} is approved by {}", pluginId, version, jar.hash(), by.name());
            host.recheck();
        }
        return decision;
    }

    private static void refuseDangerous(Collection<Finding> findings, String what) {
        List<Finding> dangers = findings.stream().filter(each -> each.severity() == Severity.DANGER).toList();
        if (!dangers.isEmpty()) {
            throw new ApprovalRefusedException(Reason.FINDINGS, what + " looks dangerous: " + dangers.stream().limit(3)
                    .map(each -> each.where() + " (" + each.code() + ")").collect(Collectors.joining(", "))
                    + (dangers.size() > 3 ? " and " + (dangers.size() - 3) + " more" : "")
                    + ". Who has read it and approves it all the same says so: despite findings.");
        }
    }

    /** The JAR that waits. */
    private StoredPlugin meant(String pluginId, Optional<String> hash) {
        List<WaitingJar> waiting = pending().stream().filter(jar -> jar.pluginId().equals(pluginId)).toList();
        List<WaitingJar> meant = waiting.stream().filter(jar -> hash.map(jar.hash()::equals).orElse(true)).toList();
        if (meant.stream().map(WaitingJar::hash).distinct().count() > 1) {
            throw new ApprovalRefusedException(Reason.AMBIGUOUS, "Several JARs of " + pluginId
                    + " wait for approval: " + list(meant) + ". Name the hash of the one that is meant.");
        }
        return meant.stream().findFirst()
                .flatMap(jar -> host.found().values().stream().filter(each -> each.hash().equals(jar.hash()))
                        .findFirst())
                .orElseThrow(() -> nothingWaits(pluginId, hash, waiting));
    }

    private ApprovalRefusedException nothingWaits(String pluginId, Optional<String> hash, List<WaitingJar> waiting) {
        Optional<ApprovedJar> already = host.report().plugins().stream()
                .filter(plugin -> plugin.id().filter(pluginId::equals).isPresent())
                .flatMap(plugin -> plugin.hash().stream()).filter(each -> hash.map(each::equals).orElse(true))
                .flatMap(each -> approval.find(each).stream()).findFirst();
        if (already.isPresent()) {
            ApprovedJar known = already.get();
            return new ApprovalRefusedException(Reason.APPROVED_ALREADY, pluginId + " " + known.version()
                    + " is approved already, by " + known.by() + " at " + known.at() + ".");
        }
        Optional<String> note = host.report().plugins().stream()
                .filter(plugin -> plugin.id().filter(pluginId::equals).isPresent())
                .filter(plugin -> plugin.state() == PluginState.REJECTED || plugin.state() == PluginState.QUARANTINED)
                .flatMap(plugin -> plugin.cause().stream()).findFirst();
        if (note.isPresent() && waiting.isEmpty()) {
            return new ApprovalRefusedException(Reason.UNKNOWN, pluginId + " does not wait for approval: "
                    + note.get() + ".");
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

    /** Holds at once, or when a second administrator decides the same. */
    private Decision decided(String pluginId, String words, List<Object> parts, Decider by) {
        if (!isFourEyes) {
            return Decision.DONE;
        }
        String key = CanonicalJson.sha256(List.of(pluginId, parts));
        Optional<Proposal> first = approval.proposal(key);
        if (first.isPresent() && !first.get().by().equals(by.person())) {
            approval.remove(first.get());
            return new Decision(true, Optional.of(first.get().by()));
        }
        if (first.isEmpty()) {
            approval.add(new Proposal(key, pluginId, words.length() > 1_000 ? words.substring(0, 1_000) + "…" : words,
                    by.person(), clock.instant()));
        }
        LOG.info("{}: {} proposes to {}; a second administrator must decide the same", pluginId, by.name(), words);
        return Decision.WAITS;
    }

    /**
     * Refuses a JAR that waits; it stays refused by its hash until that is withdrawn.
     *
     * @param pluginId the plugin
     * @param hash SHA-256 of the JAR; empty for the one that waits
     * @param reason why, for other administrators
     * @param by the administrator
     * @throws ApprovalRefusedException if it does not wait
     */
    public synchronized void reject(String pluginId, Optional<String> hash, String reason, Decider by) {
        StoredPlugin jar = meant(pluginId, hash);
        approval.add(new RejectedJar(jar.hash(), pluginId, jar.manifest().version().toString(), reason, by.name(),
                clock.instant()));
        approval.proposals(pluginId).forEach(approval::remove);
        LOG.info("{} {} with hash {} is rejected by {}", pluginId, jar.manifest().version(), jar.hash(), by.name());
        host.recheck();
    }

    /**
     * Stops all of a plugin until {@link #release}; no new call reaches it when this returns, also after a restart.
     *
     * @param pluginId the plugin
     * @param reason why, for other administrators
     * @param by the administrator
     */
    public synchronized void quarantine(String pluginId, String reason, Decider by) {
        approval.add(new QuarantinedPlugin(pluginId, reason, by.name(), clock.instant()));
        LOG.warn("{} is put into quarantine by {}: {}", pluginId, by.name(), reason);
        host.recheck();
    }

    /**
     * Ends a quarantine, whether an administrator put the plugin there or its own calls did; what is approved serves
     * again.
     *
     * @param pluginId the plugin
     * @param by the administrator
     * @return whether it holds
     * @throws ApprovalRefusedException if it is not in quarantine
     */
    public synchronized Decision release(String pluginId, Decider by) {
        Optional<QuarantinedPlugin> quarantine = approval.quarantine(pluginId);
        if (quarantine.isEmpty() && !host.isQuarantined(pluginId)) {
            throw new ApprovalRefusedException(Reason.NOT_APPROVED, "Plugin " + pluginId + " is not in quarantine.");
        }
        Decision decision = decided(pluginId, "end the quarantine", List.of("release",
                quarantine.map(each -> each.at().toString()).orElse("of its calls")), by);
        if (decision.isDone()) {
            quarantine.ifPresent(approval::remove);
            LOG.info("The quarantine of {} is ended by {}", pluginId, by.name());
            host.recheck();
            host.release(pluginId);
        }
        return decision;
    }

    /**
     * Gives an instance more than its JAR was approved with. It can use it at once.
     *
     * @param instance the instance
     * @param grants one or more grants, as a manifest writes them
     * @param by the administrator
     * @return whether it holds
     * @throws ApprovalRefusedException if it is no grant
     */
    public synchronized Decision grant(String instance, String grants, Decider by) {
        Grants more = parsed(grants);
        String pluginId = pluginOf(instance);
        Decision decision = decided(pluginId, "give instance " + instance + " " + more,
                List.of("grant", instance, more.text()), by);
        if (decision.isDone()) {
            more.all().forEach(each -> approval
                    .add(new InstanceGrant(instance, each.text(), true, by.name(), clock.instant())));
            LOG.info("{} is given {} by {}", instance, more, by.name());
            host.recheck();
        }
        return decision;
    }

    /**
     * Takes grants from an instance, whether its JAR was approved with them or they were added. It cannot use them any more
     * when this returns.
     *
     * @param instance the instance
     * @param grants one or more grants, as a manifest writes them
     * @param by the administrator
     * @throws ApprovalRefusedException if it is no grant, or the instance does not have it
     */
    public synchronized void ungrant(String instance, String grants, Decider by) {
        Grants less = parsed(grants);
        String pluginId = pluginOf(instance);
        InstanceGrants now = review(pluginId).instances().stream().filter(each -> each.name().equals(instance))
                .findFirst().map(PluginReview.Instance::grants).orElse(InstanceGrants.NONE);
        Grants taken = now.given().without(now.given().without(less));
        if (taken.isEmpty()) {
            throw new ApprovalRefusedException(Reason.NOT_APPROVED, "Instance " + instance + " does not have " + less
                    + ". It has: " + (now.given().isEmpty() ? "nothing" : now.given()) + ".");
        }
        for (var each : taken.all()) {
            approval.grant(instance, each.text()).ifPresent(approval::remove);
            if (now.requested().covers(each)) {
                approval.add(new InstanceGrant(instance, each.text(), false, by.name(), clock.instant()));
            }
        }
        LOG.info("{} is taken {} by {}", instance, taken, by.name());
        host.recheck();
    }

    private static Grants parsed(String grants) {
        try {
            Grants parsed = Grants.parse(grants);
            if (parsed.isEmpty()) {
                throw new ApprovalRefusedException(Reason.INVALID_GRANT,
                        "No grant is named; one is written as 'hosts: api.example.com'.");
            }
            return parsed;
        } catch (InvalidGrantException e) {
            throw new ApprovalRefusedException(Reason.INVALID_GRANT, String.valueOf(e.getMessage()));
        }
    }

    /** The plugin of an instance, that of its name if it is not configured. */
    private String pluginOf(String instance) {
        return host.report().instance(instance).map(InstanceReport::pluginId)
                .or(() -> host.found().values().stream().map(plugin -> plugin.manifest().id())
                        .filter(instance::equals).findFirst())
                .orElseThrow(() -> new ApprovalRefusedException(Reason.UNKNOWN, "There is no instance " + instance
                        + "."));
    }

    /**
     * Approves definitions of an instance that wait; they are shown when this returns.
     *
     * @param instance the instance
     * @param hashes of the definitions, as the administrator saw them
     * @param despiteFindings whether that is meant although they look dangerous
     * @param by the administrator
     * @return whether it holds
     * @throws ApprovalRefusedException if one of them does not wait
     * @throws InterruptedException if the thread is interrupted
     */
    public Decision approveDefinitions(String instance, Set<String> hashes, boolean despiteFindings, Decider by)
            throws InterruptedException {
        Decision decision = approvedDefinitions(instance, hashes, despiteFindings, by);
        if (decision.isDone()) {
            host.recheckDefinitions();
        }
        return decision;
    }

    private synchronized Decision approvedDefinitions(String instance, Set<String> hashes, boolean despiteFindings,
            Decider by) {
        List<Approval.DefinitionRequest> meant = host.report().instance(instance).stream()
                .flatMap(report -> report.held().stream()).map(HeldDefinition::request)
                .filter(each -> hashes.contains(each.hash())).toList();
        Set<String> missing = new TreeSet<>(hashes);
        meant.forEach(each -> missing.remove(each.hash()));
        if (!missing.isEmpty() || meant.isEmpty()) {
            throw new ApprovalRefusedException(Reason.UNKNOWN, meant.isEmpty()
                    ? "No such definition of instance " + instance + " waits for approval."
                    : "No definition of instance " + instance + " with the hash " + String.join(", ", missing)
                            + " waits for approval; it may have changed since you looked at it.");
        }
        if (!despiteFindings) {
            refuseDangerous(meant.stream().flatMap(each -> reviews.findings(each).stream()).toList(), instance);
        }
        String names = meant.stream().map(each -> each.kind() + " " + each.name()).collect(Collectors.joining(", "));
        Decision decision = decided(meant.getFirst().pluginId(), "approve of instance " + instance + ": " + names,
                List.of("definitions", instance, List.copyOf(new TreeSet<>(hashes))), by);
        if (decision.isDone()) {
            approval.add(meant.stream().map(each -> new ApprovedDefinition(instance, each.kind(), each.name(),
                    each.hash(), CanonicalJson.text(each.json()), by.name(), clock.instant())).toList());
            LOG.info("{} of {} approved by {}", names, instance, by.name());
        }
        return decision;
    }

    /**
     * Withdraws all approvals of a plugin.
     *
     * @param pluginId the plugin
     * @param by the administrator
     * @return the hashes of the JARs whose approval was withdrawn
     * @throws ApprovalRefusedException if there is none
     */
    public List<String> withdraw(String pluginId, Decider by) {
        return withdraw(pluginId, Optional.empty(), by);
    }

    /**
     * Withdraws the approval of a JAR, or its refusal: it waits again. Another approved version of the plugin that is there
     * takes the place of one that served.
     *
     * @param pluginId the plugin
     * @param hash SHA-256 of the JAR
     * @param by the administrator
     * @throws ApprovalRefusedException if there is neither
     */
    public void withdraw(String pluginId, String hash, Decider by) {
        withdraw(pluginId, Optional.of(hash), by);
    }

    private synchronized List<String> withdraw(String pluginId, Optional<String> hash, Decider by) {
        List<ApprovedJar> meant = approved().stream().filter(each -> each.pluginId().equals(pluginId))
                .filter(each -> hash.map(each.hash()::equals).orElse(true)).toList();
        List<RejectedJar> refused = hash.flatMap(approval::rejection)
                .filter(each -> each.pluginId().equals(pluginId)).stream().toList();
        if (meant.isEmpty() && refused.isEmpty()) {
            throw new ApprovalRefusedException(Reason.NOT_APPROVED, "Plugin " + pluginId
                    + hash.map(each -> " with the hash " + each).orElse("") + " is not approved.");
        }
        try {
            for (ApprovedJar each : meant) {
                approval.remove(each);
                LOG.info("The approval of {} {} with hash {} is withdrawn by {}", pluginId, each.version(), each.hash(),
                        by.name());
            }
            for (RejectedJar each : refused) {
                approval.remove(each);
                LOG.info("The refusal of {} {} with hash {} is withdrawn by {}", pluginId, each.version(), each.hash(),
                        by.name());
            }
        } finally {
            host.recheck();
        }
        return Stream.concat(meant.stream().map(ApprovedJar::hash), refused.stream().map(RejectedJar::hash)).toList();
    }
}
