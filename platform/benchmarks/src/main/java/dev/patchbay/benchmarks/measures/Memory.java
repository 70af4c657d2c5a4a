package dev.patchbay.benchmarks.measures;

import dev.patchbay.benchmarks.load.Median;
import dev.patchbay.benchmarks.load.Processes;
import dev.patchbay.benchmarks.load.Wrk;
import dev.patchbay.benchmarks.servers.Kind;
import dev.patchbay.benchmarks.servers.Running;
import dev.patchbay.benchmarks.servers.Servers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Resident memory: of a server that has answered one call and is idle, and of one after load. */
public final class Memory {
    private static final int STARTS = 3;
    private static final long IDLE_MILLIS = 5_000;
    private static final int CONNECTIONS = 64;
    private static final double MEBIBYTE = 1024 * 1024;

    private final Servers servers;
    private final Plan plan;
    private final Journal journal;

    /** Measures with these servers. */
    public Memory(Servers servers, Plan plan, Journal journal) {
        this.servers = servers;
        this.plan = plan;
        this.journal = journal;
    }

    /**
     * Resident memory in MiB.
     *
     * @param idle five seconds after the first call
     * @param loaded one second after a round of load
     */
    public record Resident(double idle, double loaded) {}

    /** Returns the medians of three starts of each server. */
    public Map<Kind, Resident> measure() throws InterruptedException {
        Map<Kind, List<Resident>> seen = new EnumMap<>(Kind.class);
        for (int start = 1; start <= STARTS; start++) {
            for (Kind kind : plan.among(Kind.FIXED, Kind.SERVE, Kind.DEV, Kind.QUARKUS, Kind.STREAMABLE,
                    Kind.STATELESS, Kind.TYPESCRIPT)) {
                try {
                    Resident resident = measure(kind);
                    journal.tell("  memory %d/%d  %-10s idle %5.0f MiB, after load %5.0f MiB".formatted(start, STARTS,
                            kind.id(), resident.idle(), resident.loaded()));
                    seen.computeIfAbsent(kind, any -> new ArrayList<>()).add(resident);
                } catch (IOException | RuntimeException e) {
                    journal.problem(kind, "memory", e);
                }
            }
        }
        Map<Kind, Resident> results = new EnumMap<>(Kind.class);
        seen.forEach((kind, all) -> results.put(kind, new Resident(
                Median.of(all.stream().map(Resident::idle).toList()),
                Median.of(all.stream().map(Resident::loaded).toList()))));
        return results;
    }

    private Resident measure(Kind kind) throws IOException, InterruptedException {
        try (Running server = servers.start(kind, 1)) {
            Thread.sleep(IDLE_MILLIS);
            double idle = Processes.residentBytes(server.pid()) / MEBIBYTE;
            Wrk.measure(server.pid(), server.port(), server.calls(CONNECTIONS), CONNECTIONS, plan.seconds());
            Thread.sleep(1_000);
            return new Resident(idle, Processes.residentBytes(server.pid()) / MEBIBYTE);
        }
    }
}
