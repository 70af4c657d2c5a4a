package dev.patchbay.access;

import dev.patchbay.access.policy.AccessData;
import dev.patchbay.access.policy.AccessState;
import dev.patchbay.access.rule.CompiledRule;
import dev.patchbay.access.rule.RuleLanguage;
import dev.patchbay.access.rule.RuleProblem;
import dev.patchbay.store.Database;
import dev.patchbay.store.enablement.Rule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the policy that is in force, and reads it anew after a change. What is stored but cannot be used never keeps the
 * host from starting: it is logged once, told by {@link AccessState#problems()}, and opens nothing.
 *
 * <p>Threads: any for {@link #state()}; {@link #reload()} blocks on the database, so never on an I/O thread. Listeners are
 * told on a thread of this object. Order: close it before the database.
 */
public final class AccessRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessRegistry.class);

    private final Supplier<AccessData> source;
    private final RuleLanguage language = new RuleLanguage();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean isTelling = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("patchbay-access").daemon().factory());
    private Map<Rule, CompiledRule> compiled = Map.of();
    private Map<String, String> logged = Map.of();
    private volatile AccessState state = new AccessState(AccessData.NONE, List.of());

    /**
     * Creates the registry and reads the policy.
     *
     * @param source reads what is stored
     */
    public AccessRegistry(Supplier<AccessData> source) {
        this.source = source;
        reload();
    }

    /**
     * Creates the registry on a database and reads the policy.
     *
     * @param database the database
     * @return the registry
     */
    public static AccessRegistry of(Database database) {
        return new AccessRegistry(() -> AccessData.of(database));
    }

    /**
     * Returns the policy in force.
     *
     * @return the policy
     */
    public AccessState state() {
        return state;
    }

    /**
     * Reads the policy anew; to be called after every change of what is stored. When it returns, calls are decided by it;
     * listeners hear of it a moment later. If the database cannot be read, the policy stays as it was.
     *
     * @throws dev.patchbay.store.UnavailableException if the database cannot be read
     */
    public void reload() {
        read();
        if (!listeners.isEmpty() && isTelling.compareAndSet(false, true)) {
            try {
                thread.execute(this::tell);
            } catch (RejectedExecutionException e) {
                LOG.debug("The policy was read while the host stops");
            }
        }
    }

    private synchronized void read() {
        AccessData data = source.get();
        Map<Rule, CompiledRule> next = new HashMap<>();
        for (Rule rule : data.rules()) {
            if (!rule.disabled()) {
                // The same object for the same rule, since views are shared by the rules that shaped them
                CompiledRule known = compiled.get(rule);
                next.put(rule, known == null ? language.compile(rule) : known);
            }
        }
        compiled = next;
        AccessState read = new AccessState(data, List.copyOf(next.values()));
        log(read.problems());
        state = read;
    }

    private void log(Map<String, String> problems) {
        Set<Map.Entry<String, String>> fresh = new HashSet<>(problems.entrySet());
        fresh.removeAll(logged.entrySet());
        fresh.forEach(problem -> LOG.warn("Access: {}: {}", problem.getKey(), problem.getValue()));
        logged = problems;
    }

    private void tell() {
        // First, so that a change during the telling is told too
        isTelling.set(false);
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOG.error("A listener for changes of access failed", e);
            }
        }
    }

    /**
     * Checks a rule before it is saved.
     *
     * @param rule the rule
     * @return what is wrong and where, nothing if it can be used
     */
    public List<RuleProblem> check(Rule rule) {
        return language.compile(rule).problems();
    }

    /**
     * Adds a listener for changes of the policy.
     *
     * @param listener told on a thread of this object, after the policy is in force
     */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    /** Ends the thread; listeners hear nothing more. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
