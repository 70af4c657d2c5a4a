package dev.patchbay.host.runtime;

import dev.patchbay.agent.Agent;
import dev.patchbay.agent.AgentRules;
import dev.patchbay.agent.Rules;
import dev.patchbay.broker.Grant;
import dev.patchbay.broker.GrantKind;
import dev.patchbay.broker.Grants;
import dev.patchbay.broker.HostGrant;
import dev.patchbay.broker.NameGrant;
import dev.patchbay.broker.PathGrant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent of this process as the host uses it: whose class loader is whose, and what that may touch beside what the host
 * hands out. Where Java was started without the agent it does nothing, and says so.
 *
 * <p>Threads: all methods, by any.
 */
public final class AgentGuard {
    private static final Logger LOG = LoggerFactory.getLogger(AgentGuard.class);
    private static final List<Integer> USUAL_PORTS = List.of(80, 443);
    /** Taken before a plugin is loaded, because the first who asks gets it. */
    private static final Optional<AgentRules> RULES = Agent.claim();
    private static volatile boolean isOff;

    static {
        RULES.ifPresent(rules -> Thread.ofPlatform().name("patchbay-denied").daemon(true)
                .inheritInheritableThreadLocals(false).start(() -> log(rules)));
    }

    private AgentGuard() {}

    private static void log(AgentRules rules) {
        try {
            while (true) {
                LOG.warn("Denied: {}", rules.takeDenial());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether plugins are checked.
     *
     * @return false if Java runs without the agent, or it is switched off
     */
    public static boolean isActive() {
        return RULES.isPresent() && !isOff;
    }

    /** Lets plugins that are loaded from now on do everything. */
    public static void switchOff() {
        isOff = true;
    }

    /**
     * Does what must be denied.
     *
     * @return what was not denied, or why there is no agent; empty if all is well
     */
    public static List<String> problems() {
        if (RULES.isPresent()) {
            return RULES.get().selfTest();
        }
        List<String> problems = Agent.problems();
        return problems.isEmpty() ? List.of("Java was started without it (-javaagent)") : problems;
    }

    /**
     * Says whose a class loader is, before it loads anything.
     *
     * @param loader the class loader
     * @param instance the instance
     * @param own its JAR and libraries, which it reads
     * @param grants what it was given
     */
    public static void give(ClassLoader loader, String instance, List<Path> own, Grants grants) {
        RULES.ifPresent(rules -> {
            if (isOff) {
                rules.trust(loader);
            } else {
                rules.give(loader, instance, rules(own, grants));
            }
        });
    }

    /**
     * Takes back everything.
     *
     * @param loader the class loader
     */
    public static void withdraw(ClassLoader loader) {
        RULES.ifPresent(rules -> rules.withdraw(loader));
    }

    /** Says that a thread will run code of a plugin. */
    static void attribute(Thread thread, ClassLoader loader) {
        RULES.ifPresent(rules -> rules.attribute(thread, loader));
    }

    /**
     * Says what was denied to an instance.
     *
     * @param instance the instance
     * @return a line for people; empty if nothing was
     */
    public static Optional<String> denied(String instance) {
        return RULES.map(rules -> rules.denied(instance)).filter(denied -> denied.count() > 0)
                .map(denied -> "the agent denied " + denied.count() + (denied.count() == 1 ? " deed" : " deeds")
                        + " of it, last: " + denied.last().getLast());
    }

    private static Rules rules(List<Path> own, Grants grants) {
        List<Rules.Host> hosts = new ArrayList<>();
        List<Path> readable = new ArrayList<>(own);
        List<Path> writable = new ArrayList<>();
        Set<String> environment = new HashSet<>();
        for (Grant grant : grants.all()) {
            switch (grant) {
                case HostGrant host -> (host.port() == 0 ? USUAL_PORTS.stream() : Stream.of(host.port()))
                        .forEach(port -> hosts.add(new Rules.Host(host.name(), port, host.allowsPrivate())));
                case PathGrant(Path folder, boolean write) -> (write ? writable : readable).add(folder);
                case NameGrant(GrantKind kind, String name) when kind == GrantKind.ENVIRONMENT -> environment.add(name);
                default -> {
                    // only the host hands it out
                }
            }
        }
        return new Rules(hosts, readable, writable, environment);
    }
}
