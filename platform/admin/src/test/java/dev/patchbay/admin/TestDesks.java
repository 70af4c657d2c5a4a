package dev.patchbay.admin;

import dev.patchbay.admin.route.Actor;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.store.enablement.Rule;
import dev.patchbay.store.enablement.Toolset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stands for what decides about calls and plugins: counts reloads, finds a rule with a single = bad. */
final class TestDesks implements AccessDesk, PluginDesk, SecretDesk, CacheDesk, BackupDesk {
    static final String HASH = "ab".repeat(32);
    final AtomicInteger reloads = new AtomicInteger();
    volatile @Nullable ExplainQuestion asked;
    final List<String> decisions = new ArrayList<>();
    private final Map<String, SecretState> secrets = new TreeMap<>();
    private final Runnable identities;

    TestDesks(Runnable identities) {
        this.identities = identities;
    }

    @Override
    public void reload() {
        identities.run();
        reloads.incrementAndGet();
    }

    @Override
    public List<RuleFault> check(Rule rule) {
        int place = rule.allow().indexOf(" = ");
        return place < 0 ? List.of()
                : List.of(new RuleFault("allow", 1, place + 2, "Mismatched input.", "Compare with ==."));
    }

    @Override
    public List<String> check(Toolset toolset) {
        return toolset.entries().stream().filter(entry -> entry.name().equals("search_tools"))
                .map(entry -> "The name search_tools is reserved.").toList();
    }

    @Override
    public Explanation explain(ExplainQuestion question) {
        asked = question;
        return new Explanation(question.client(), question.kind(), question.name(), false, false, "not_enabled",
                "It is not enabled. Enable it.",
                List.of(new Explanation.Step("enablement", "refused", "not_enabled", "It is not enabled.",
                        "Enable it.")));
    }

    @Override
    public synchronized List<PluginState> plugins() {
        return List
                .of(new PluginState("hello.jar", decisions.isEmpty() ? "resolved" : "started", "waiting for approval",
                        "hello", "1.0.0", HASH, List.of("network: example.com:443"), List.of()));
    }

    @Override
    public List<PendingItem> pending() {
        return List.of(new PendingItem("hello", "jar", "hello.jar", "1.0.0", HASH, null, List.of()));
    }

    @Override
    public PluginDetail plugin(String id) {
        if (!id.equals("hello")) {
            throw Problem.missing("plugin", id);
        }
        PluginDetail.Difference added = new PluginDetail.Difference("tool hello", "", null, "description: Greets");
        PluginDetail.Found found = new PluginDetail.Found("warning", "length", "tool hello: description", "…", "Long.");
        return new PluginDetail(id, List.of(new PluginDetail.Jar("hello.jar", HASH, "1.0.0", "pending", null, null,
                null, null, List.of("hosts: example.com"), null, List.of(added), List.of(found))),
                List.of(new PluginDetail.Instance("hello", null, null, List.of("hosts: example.com"), List.of(),
                        List.of(), List.of(new PluginDetail.Waiting("tool", "more", HASH, true, List.of(added),
                                List.of(found))))),
                List.of(new PluginDetail.Approved(HASH, "1.0.0", List.of(), "root", null, Instant.EPOCH)),
                List.of(new PluginDetail.Stopped(HASH, "", "root", Instant.EPOCH)),
                new PluginDetail.Stopped(null, "spins", "root", Instant.EPOCH),
                List.of(new PluginDetail.Proposed("approve", "root", Instant.EPOCH)));
    }

    private boolean decided(String what, Actor by) {
        return decisions.add(what + " " + by.account());
    }

    @Override
    public synchronized boolean approve(String id, String sha256, String without, boolean despiteFindings, Actor by) {
        return decided("approve " + id + (without.isEmpty() ? "" : " without " + without)
                + (despiteFindings ? " despite findings" : ""), by);
    }

    @Override
    public synchronized void reject(String id, String sha256, String reason, Actor by) {
        decided("reject " + id + " " + reason, by);
    }

    @Override
    public synchronized void withdraw(String id, String sha256, Actor by) {
        decided("withdraw " + id, by);
    }

    @Override
    public synchronized void quarantine(String id, String reason, Actor by) {
        decided("quarantine " + id + " " + reason, by);
    }

    @Override
    public synchronized boolean release(String id, Actor by) {
        decided("release " + id, by);
        return false;
    }

    @Override
    public synchronized boolean grant(String instance, String grants, Actor by) {
        return decided("grant " + instance + " " + grants, by);
    }

    @Override
    public synchronized void ungrant(String instance, String grants, Actor by) {
        decided("ungrant " + instance + " " + grants, by);
    }

    @Override
    public synchronized boolean approveDefinitions(String instance, Set<String> hashes, boolean despiteFindings,
            Actor by) {
        return decided("definitions " + instance + " " + hashes.size(), by);
    }

    @Override
    public synchronized List<SecretState> secrets() {
        return List.copyOf(secrets.values());
    }

    @Override
    public synchronized SecretState set(String name, String value, String by) {
        if (value.length() > 64 * 1024) {
            throw new IllegalArgumentException("The value is too long");
        }
        long version = secrets.containsKey(name) ? secrets.get(name).version() + 1 : 1;
        SecretState state = new SecretState(name, version, Instant.EPOCH, by);
        secrets.put(name, state);
        return state;
    }

    @Override
    public synchronized boolean remove(String name) {
        return secrets.remove(name) != null;
    }

    @Override
    public synchronized int rotateKeys() {
        return secrets.size();
    }

    @Override
    public CacheInfo info() {
        return new CacheInfo(List.of(new CacheLevel("memory", 3, 1, 0.75, 2, 100)), 1, 0, 2,
                List.of(new CachedEntry("crm", "crm_find", 3, 1, 0.75)));
    }

    @Override
    public CacheHealth health() {
        return new CacheHealth(false, "The database is away.", info().levels());
    }

    @Override
    public Cleared clear(Optional<String> instance, Optional<String> tool) {
        return new Cleared(instance.isPresent() ? 7 : 2);
    }

    @Override
    public void changed(String source) {
        // nothing is kept here
    }

    @Override
    public void write(Path file) throws IOException {
        Files.writeString(file, "a backup");
    }
}
