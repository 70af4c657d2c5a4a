package dev.patchbay.invocation.resilience;

import dev.patchbay.catalog.InstanceHealth;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.invocation.resilience.EntryGuard.Trouble;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Guards one generation of an instance as a whole. It holds nothing of the plugin. Safe for all threads. */
final class InstanceGuard {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceGuard.class);
    private static final int MOST_ENTRIES = 10_000;

    /** Weak, so that what waits for a breaker's time to be over keeps no plugin in memory. */
    private final WeakReference<InstanceRuntime> runtime;
    private final String instance;
    private final InstancePolicy policy;
    private final Guards guards;
    private final @Nullable Breaker breaker;
    private final Map<String, EntryGuard> tools = new ConcurrentHashMap<>();
    private final Map<String, EntryGuard> prompts = new ConcurrentHashMap<>();
    private final Map<String, EntryGuard> schemes = new ConcurrentHashMap<>();
    private final EntryGuard unnamed;
    private final AtomicInteger faults = new AtomicInteger();
    private volatile String lastFailure = "";
    private volatile boolean changed;
    /** Held while news are told, so that the last ones are the latest. */
    private final Object telling = new Object();
    private InstanceHealth told = InstanceHealth.GOOD;

    InstanceGuard(InstanceRuntime runtime, InstancePolicy policy, Guards guards) {
        this.runtime = new WeakReference<>(runtime);
        this.instance = runtime.instance();
        this.policy = policy;
        this.guards = guards;
        this.breaker = policy.failures() == 0
                ? null
                : new Breaker(name(), policy.failures(), policy.standard().openFor(), policy.standard().trials(),
                        guards.clock(), state -> changed(state, policy.standard().openFor()));
        // What has no name of its own is guarded by the breaker of the instance alone
        this.unnamed = new EntryGuard(name(), this, policy.standard().withBreaker(0,
                policy.standard().openFor(), policy.standard().trials()), guards);
    }

    String name() {
        return "plugin " + instance;
    }

    InstancePolicy policy() {
        return policy;
    }

    @Nullable
    Breaker breaker() {
        return breaker;
    }

    /** The guard of a tool by its name in the catalog. */
    EntryGuard tool(String name, String own) {
        EntryGuard known = tools.get(name);
        return known != null ? known : made(tools, name, "tool " + name, policy.tool(own));
    }

    EntryGuard prompt(String name) {
        EntryGuard known = prompts.get(name);
        return known != null ? known : made(prompts, name, "prompt " + name, policy.standard());
    }

    EntryGuard scheme(String name) {
        EntryGuard known = schemes.get(name);
        return known != null ? known : made(schemes, name, "resources " + name + "://", policy.standard());
    }

    /** The guard of what has no name of its own, and of names beyond reason. */
    EntryGuard unnamed() {
        return unnamed;
    }

    private EntryGuard made(Map<String, EntryGuard> guarded, String name, String title, ToolPolicy its) {
        return guarded.size() >= MOST_ENTRIES
                ? unnamed
                : guarded.computeIfAbsent(name, key -> new EntryGuard(title, this, its, guards));
    }

    String lastFailure() {
        return lastFailure;
    }

    void failure(String code) {
        lastFailure = code;
    }

    void changed(State state, Duration openFor) {
        changed = true;
        if (state == State.OPEN) {
            var _ = guards.delays().after(openFor, () -> {
                changed = true;
                tell();
            });
        }
    }

    void ended(InstanceRuntime runs, Verdict verdict) {
        if (verdict == Verdict.ANSWERED && faults.get() != 0) {
            faults.set(0);
        } else if (verdict == Verdict.FAULT && faults.incrementAndGet() == policy.quarantineFaults()) {
            runs.quarantine(policy.quarantineFaults() + " calls in a row failed by its own fault, the last one with "
                    + lastFailure);
        }
        if (changed) {
            tell();
        }
    }

    private void tell() {
        InstanceRuntime whom = runtime.get();
        if (whom == null) {
            return;
        }
        synchronized (telling) {
            changed = false;
            InstanceHealth health = health();
            if (!health.equals(told)) {
                LOG.warn("{}: {}", instance, health.isGood() ? "all circuit breakers are closed again" : health.text());
                told = health;
                whom.health(health);
            }
        }
    }

    private InstanceHealth health() {
        Map<String, Trouble> found = new TreeMap<>();
        tools.forEach((name, guard) -> guard.trouble().ifPresent(each -> found.put(name, each)));
        prompts.forEach((name, guard) -> guard.trouble().ifPresent(each -> found.put(name, each)));
        schemes.forEach((name, guard) -> guard.trouble().ifPresent(each -> found.put(name + "://", each)));
        Map<String, String> entries = new TreeMap<>();
        List<String> tried = new ArrayList<>();
        found.forEach((name, each) -> {
            if (each.isTried()) {
                tried.add(each.text());
            } else {
                entries.put(name, each.text());
            }
        });
        Trouble whole = breaker == null
                ? null
                : EntryGuard.trouble("the plugin", breaker, policy.failures(), lastFailure).orElse(null);
        if (whole != null && whole.isTried()) {
            tried.add(whole.text());
        }
        return new InstanceHealth(whole == null || whole.isTried() ? "" : whole.text(), entries, tried);
    }
}
