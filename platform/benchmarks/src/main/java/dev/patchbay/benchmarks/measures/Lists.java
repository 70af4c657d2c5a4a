package dev.patchbay.benchmarks.measures;

import dev.patchbay.benchmarks.load.Answer;
import dev.patchbay.benchmarks.load.Load;
import dev.patchbay.benchmarks.servers.Kind;
import dev.patchbay.benchmarks.servers.Running;
import dev.patchbay.benchmarks.servers.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The first page of lists of several lengths, at 64 connections. */
public final class Lists {
    private static final int CONNECTIONS = 64;
    private static final int PAGE = 1000;

    private final Servers servers;
    private final Plan plan;
    private final Journal journal;

    /** Measures with these servers. */
    public Lists(Servers servers, Plan plan, Journal journal) {
        this.servers = servers;
        this.plan = plan;
        this.journal = journal;
    }

    /** Returns the medians by number of tools and server. */
    public Map<Integer, Map<Kind, Load>> measure() throws InterruptedException {
        Map<Integer, Map<Kind, Load>> results = new TreeMap<>();
        for (int tools : plan.tools()) {
            results.put(tools, measure(tools));
        }
        return results;
    }

    private Map<Kind, Load> measure(int tools) throws InterruptedException {
        Rounds rounds = new Rounds(journal, (plan.seconds() + 1) / 2, plan.rounds(), plan.warmup());
        List<Running> running = new ArrayList<>();
        byte[] page = {};
        try {
            for (Kind kind : plan.among(Kind.SERVE, Kind.FIXED, Kind.QUARKUS, Kind.STREAMABLE,
                    Kind.STATELESS, Kind.TYPESCRIPT)) {
                if (kind == Kind.FIXED && page.length == 0) {
                    continue; // nobody whose bytes it could send
                }
                try {
                    Running server = kind == Kind.FIXED ? servers.startFixed(page) : servers.start(kind, tools);
                    running.add(server);
                    server.checkList(tools, PAGE);
                    if (page.length == 0) {
                        page = Answer.of(server.port(), server.lists(1).getFirst()).text()
                                .getBytes(StandardCharsets.UTF_8);
                    }
                    rounds.warmUp(server, Running::lists, to -> to.checkList(tools, PAGE), CONNECTIONS);
                } catch (IOException | RuntimeException e) {
                    journal.problem(kind, "start with " + tools + " tools", e);
                }
            }
            return rounds.measure(running, Running::lists, server -> server.checkList(tools, PAGE), CONNECTIONS,
                    "list of " + tools);
        } finally {
            running.forEach(Running::close);
        }
    }
}
