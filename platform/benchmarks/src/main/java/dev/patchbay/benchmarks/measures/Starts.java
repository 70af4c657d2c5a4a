package dev.patchbay.benchmarks.measures;

import dev.patchbay.benchmarks.load.Median;
import dev.patchbay.benchmarks.servers.Kind;
import dev.patchbay.benchmarks.servers.Running;
import dev.patchbay.benchmarks.servers.Servers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The time from starting a process to the first right answer of a tool, and from SIGTERM to its end. */
public final class Starts {
    private final Servers servers;
    private final Plan plan;
    private final Journal journal;

    /** Measures with these servers. */
    public Starts(Servers servers, Plan plan, Journal journal) {
        this.servers = servers;
        this.plan = plan;
        this.journal = journal;
    }

    /**
     * What several starts took.
     *
     * @param median the middle of them, in milliseconds
     * @param least the shortest
     * @param most the longest
     * @param end the middle of what the ends took
     */
    public record Start(double median, double least, double most, double end) {}

    /** Returns what the starts of each server took; one more at first is not counted, for files to be in memory. */
    public Map<Kind, Start> measure() throws InterruptedException {
        Map<Kind, List<Double>> seen = new EnumMap<>(Kind.class);
        Map<Kind, List<Double>> ends = new EnumMap<>(Kind.class);
        for (int start = 0; start <= plan.starts(); start++) {
            for (Kind kind : plan.among(Kind.FIXED, Kind.SERVE, Kind.DEV, Kind.SAMPLES, Kind.QUARKUS,
                    Kind.STREAMABLE, Kind.STATELESS, Kind.TYPESCRIPT)) {
                try (Running server = servers.start(kind, 1)) {
                    double millis = server.start().toNanos() / 1e6;
                    double end = server.stop().toNanos() / 1e6;
                    journal.tell("  start %d/%d  %-10s %6.0f ms, end %6.0f ms".formatted(start, plan.starts(),
                            kind.id(), millis, end));
                    if (start > 0) {
                        seen.computeIfAbsent(kind, any -> new ArrayList<>()).add(millis);
                        ends.computeIfAbsent(kind, any -> new ArrayList<>()).add(end);
                    }
                } catch (IOException | RuntimeException e) {
                    journal.problem(kind, "start", e);
                }
            }
        }
        Map<Kind, Start> results = new EnumMap<>(Kind.class);
        seen.forEach((kind, millis) -> results.put(kind, new Start(Median.of(millis),
                millis.stream().mapToDouble(each -> each).min().orElse(Double.NaN),
                millis.stream().mapToDouble(each -> each).max().orElse(Double.NaN),
                Median.of(ends.getOrDefault(kind, List.of())))));
        return results;
    }
}
