package dev.patchbay.admin;

import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.Rule;
import dev.patchbay.store.enablement.Toolset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands for what decides about calls and plugins: counts reloads, finds a rule with a single = bad. */
final class TestDesks implements AccessDesk, PluginDesk, BackupDesk {
    static final String HASH = "ab".repeat(32);
    final AtomicInteger reloads = new AtomicInteger();
    final List<String> decisions = new ArrayList<>();
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
    public Explanation explain(String client, EntryKind kind, String name) {
        return new Explanation(client, kind, name, false, false, "not_enabled", "It is not enabled. Enable it.",
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
    public synchronized void approve(String id, String sha256, String by) {
        decisions.add("approve " + id + " " + by);
    }

    @Override
    public synchronized void withdraw(String id, String sha256, String by) {
        decisions.add("withdraw " + id + " " + by);
    }

    @Override
    public void write(Path file) throws IOException {
        Files.writeString(file, "a backup");
    }
}
