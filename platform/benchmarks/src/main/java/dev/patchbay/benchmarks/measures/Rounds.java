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
import java.util.Optional;

/** Rounds of load: first of each server alone until its rate is steady, then of all servers in turn. */
final class Rounds {
    private static final double STEADY = 0.03;
    /** With what is still queued after a round, a slow server may take so many times as long as the load itself. */
    private static final int SLOW = 4;

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
    void warmUp(Running server, Requests requests, Check check, int connections)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + (long) warmup * seconds * 1_500_000_000L;
        List<Request> prepared = requests.of(server, connections);
        StringBuilder rates = new StringBuilder();
        double before = 0;
        for (int round = 0; round < warmup; round++) {
            double rate = Wrk.measure(server.pid(), server.port(), prepared, connections, seconds).perSecond();
            rates.append(' ').append(Math.round(rate));
            check.of(server);
            if (Math.abs(rate - before) < STEADY * rate || System.nanoTime() > end) {
                break;
            }
            before = rate;
        }
        journal.tell("  %-10s warm:%s/s".formatted(server.kind().id(), rates));
    }

    /** Measures all servers in turn, several times, and returns the medians. */
    Map<Kind, Load> measure(List<Running> servers, Requests requests, Check check, int connections, String what)
            throws InterruptedException {
        List<Turns> all = servers.stream().map(server -> new Turns(server, requests, check, connections, what))
                .toList();
        for (int round = 1; round <= rounds; round++) {
            for (Turns turns : all) {
                turns.next(round);
            }
        }
        Map<Kind, Load> medians = new EnumMap<>(Kind.class);
        for (Turns turns : all) {
            turns.median().ifPresent(median -> medians.put(turns.server.kind(), median));
        }
        return medians;
    }

    /** The rounds of one server. */
    private final class Turns {
        private final Running server;
        private final Requests requests;
        private final Check check;
        private final int connections;
        private final String what;
        private final List<Load> seen = new ArrayList<>();
        private List<Request> prepared = List.of();
        private boolean out;

        Turns(Running server, Requests requests, Check check, int connections, String what) {
            this.server = server;
            this.requests = requests;
            this.check = check;
            this.connections = connections;
            this.what = what;
        }

        /** Loads the server once more, unless it failed, or is so slow that its first round has to do. */
        void next(int round) throws InterruptedException {
            if (out) {
                return;
            }
            long begin = System.nanoTime();
            try {
                if (prepared.isEmpty()) {
                    check.of(server);
                    prepared = requests.of(server, connections);
                }
                Load load = Wrk.measure(server.pid(), server.port(), prepared, connections, seconds);
                check.of(server); // which is answered after all that is still queued
                seen.add(load);
                out = System.nanoTime() - begin > (1 + SLOW * (long) seconds) * 1_000_000_000;
                journal.tell("  %s, round %d/%d  %-10s %9.0f/s  p50 %.2f  p95 %.2f  p99 %.2f ms  %.1f us CPU%s%s"
                        .formatted(what, round, rounds, server.kind().id(), load.perSecond(), load.p50(), load.p95(),
                                load.p99(), load.cpuMicros(),
                                load.failures() > 0 ? "  " + load.failures() + " FAILED" : "",
                                out ? "  so slow that one round has to do" : ""));
            } catch (IOException | RuntimeException e) {
                out = true;
                journal.problem(server.kind(), what, e);
            }
        }

        Optional<Load> median() {
            if (seen.isEmpty()) {
                return Optional.empty();
            }
            Load median = Load.median(seen);
            if (median.failures() > 0) {
                journal.failures(server.kind(), what, median.failures());
            }
            return Optional.of(median);
        }
    }
}
