package dev.patchbay.benchmarks.measures;

import dev.patchbay.benchmarks.load.Load;
import dev.patchbay.benchmarks.servers.Kind;
import dev.patchbay.benchmarks.servers.Running;
import dev.patchbay.benchmarks.servers.Servers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Calls of the echo tool at several numbers of connections. */
public final class Calls {
    private static final int WARM_CONNECTIONS = 64;

    private final Servers servers;
    private final Plan plan;
    private final Journal journal;

    /** Measures with these servers. */
    public Calls(Servers servers, Plan plan, Journal journal) {
        this.servers = servers;
        this.plan = plan;
        this.journal = journal;
    }

    /** Returns the medians by number of connections and server. */
    public Map<Integer, Map<Kind, Load>> measure() throws InterruptedException {
        Rounds rounds = new Rounds(journal, plan.seconds(), plan.rounds(), plan.warmup());
        Map<Integer, Map<Kind, Load>> results = new TreeMap<>();
        List<Running> running = new ArrayList<>();
        try {
            for (Kind kind : plan.among(Kind.FIXED, Kind.HOP, Kind.SERVE, Kind.SYNCED, Kind.DEV, Kind.QUARKUS,
                    Kind.EVENTLOOP, Kind.STREAMABLE, Kind.STATELESS, Kind.TYPESCRIPT)) {
                try {
                    Running server = servers.start(kind, 1);
                    running.add(server);
                    rounds.warmUp(server, Running::calls, Running::checkCall, WARM_CONNECTIONS);
                } catch (IOException | RuntimeException e) {
                    journal.problem(kind, "start", e);
                }
            }
            for (int connections : plan.connections()) {
                results.put(connections, rounds.measure(running, Running::calls, Running::checkCall, connections,
                        "calls at " + connections));
            }
        } finally {
            running.forEach(Running::close);
        }
        return results;
    }
}
