package dev.patchbay.invocation.resilience;

import dev.patchbay.catalog.InstanceHealth;
import dev.patchbay.catalog.InstanceRuntime;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
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

    InstanceGuard(String instance, InstancePolicy policy, Guards guards) {
        this.instance = instance;
        this.policy = policy;
        this.guards = guards;
        this.breaker = policy.failures() == 0
                ? null
                : new Breaker(name(), policy.failures(), policy.standard().openFor(), policy.standard().trials(),
                        guards.clock(), state -> changed());
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

    void changed() {
        changed = true;
    }

    void ended(InstanceRuntime runtime, Verdict verdict) {
        if (verdict == Verdict.ANSWERED && faults.get() != 0) {
            faults.set(0);
        } else if (verdict == Verdict.FAULT && faults.incrementAndGet() == policy.quarantineFaults()) {
            runtime.quarantine(policy.quarantineFaults() + " calls in a row failed by its own fault, the last one with "
                    + lastFailure);
        }
        if (changed) {
            changed = false;
            InstanceHealth health = health();
            LOG.warn("{}: {}", instance, health.isGood() ? "all circuit breakers are closed again" : health.text());
            runtime.health(health);
        }
    }

    private InstanceHealth health() {
        Map<String, String> entries = new TreeMap<>();
        tools.forEach((name, guard) -> guard.trouble().ifPresent(text -> entries.put(name, text)));
        prompts.forEach((name, guard) -> guard.trouble().ifPresent(text -> entries.put(name, text)));
        schemes.forEach((name, guard) -> guard.trouble().ifPresent(text -> entries.put(name + "://", text)));
        Breaker whole = breaker;
        String trouble = whole == null || whole.isClosed()
                ? ""
                : "the circuit breaker of the plugin is " + (whole.state() == State.OPEN ? "open" : "half open")
                        + ": the last " + policy.failures() + " calls failed, the last one with " + lastFailure;
        return new InstanceHealth(trouble, entries);
    }
}
