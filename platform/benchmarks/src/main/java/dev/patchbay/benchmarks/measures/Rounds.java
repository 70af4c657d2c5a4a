package dev.patchbay.benchmarks.measures;

import dev.patchbay.benchmarks.load.Load;
import dev.patchbay.benchmarks.load.Request;
import dev.patchbay.benchmarks.load.Wrk;
import dev.patchbay.benchmarks.servers.Kind;
import dev.patchbay.benchmarks.servers.Running;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Rounds of load: first of each server alone until its rate is steady, then of all servers in turn. */
final class Rounds {
    private static final double STEADY = 0.03;

    private final Journal journal;
    private final int seconds;
    private final int rounds;
    private final int warmup;

    Rounds(Journal journal, int seconds, int rounds, int warmup) {
        this.journal = journal;
        this.seconds = seconds;
        this.rounds = rounds;
        this.warmup = warmup;
    }

    /** What a server is sent: requests of as many clients as there are connections. */
    @FunctionalInterface
    interface Requests {
        List<Request> of(Running server, int clients) throws IOException;
    }

    /** What must be true of a server before and after load. */
    @FunctionalInterface
    interface Check {
        void of(Running server) throws IOException;
    }

    /** Loads a server until two rounds differ by less than 3 percent, or the warm-up has lasted long enough. */
    void warmUp(Running server, Requests requests, int connections) throws IOException, InterruptedException {
        List<Request> prepared = requests.of(server, connections);
        StringBuilder rates = new StringBuilder();
        double before = 0;
        for (int round = 0; round < warmup; round++) {
            double rate = Wrk.measure(server.pid(), server.port(), prepared, connections, seconds).perSecond();
            rates.append(' ').append(Math.round(rate));
            if (Math.abs(rate - before) < STEADY * rate) {
                break;
            }
            before = rate;
        }
        journal.tell("  %-10s warm:%s/s".formatted(server.kind().id(), rates));
    }

    /** Measures all servers in turn, several times, and returns the medians. */
    Map<Kind, Load> measure(List<Running> servers, Requests requests, Check check, int connections, String what)
            throws InterruptedException {
        Map<Kind, List<Request>> prepared = new EnumMap<>(Kind.class);
        Map<Kind, List<Load>> seen = new EnumMap<>(Kind.class);
        for (int round = 1; round <= rounds; round++) {
            for (Running server : servers) {
                Kind kind = server.kind();
                try {
                    if (!prepared.containsKey(kind)) {
                        check.of(server);
                        prepared.put(kind, requests.of(server, connections));
                    }
                    Load load = Wrk.measure(server.pid(), server.port(), prepared.get(kind), connections, seconds);
                    check.of(server);
                    seen.computeIfAbsent(kind, any -> new ArrayList<>()).add(load);
                    journal.tell("  %s, round %d/%d  %-10s %9.0f/s  p50 %.2f  p95 %.2f  p99 %.2f ms  %.1f us CPU%s"
                            .formatted(what, round, rounds, kind.id(), load.perSecond(), load.p50(), load.p95(),
                                    load.p99(),
                                    load.cpuMicros(), load.failures() > 0 ? "  " + load.failures() + " FAILED" : ""));
                } catch (IOException e) {
                    journal.problem(kind, what, e);
                }
            }
        }
        Map<Kind, Load> medians = new EnumMap<>(Kind.class);
        seen.forEach((kind, loads) -> {
            Load median = Load.median(loads);
            medians.put(kind, median);
            if (median.failures() > 0) {
                journal.failures(kind, what, median.failures());
            }
        });
        return medians;
    }
}
