package dev.patchbay.benchmarks.measures;

import dev.patchbay.benchmarks.load.Processes;
import dev.patchbay.benchmarks.servers.Kind;
import dev.patchbay.benchmarks.servers.Running;
import dev.patchbay.benchmarks.servers.Servers;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Memory of open streams on which a server tells of changes, each of a connection of its own. */
public final class Streams {
    private static final long SETTLE_MILLIS = 4_000;

    private final Servers servers;
    private final Plan plan;
    private final Journal journal;

    /** Measures with these servers. */
    public Streams(Servers servers, Plan plan, Journal journal) {
        this.servers = servers;
        this.plan = plan;
        this.journal = journal;
    }

    /**
     * What so many streams cost beyond a server that has none.
     *
     * @param heapBytes live objects for each stream, empty where there is no way to ask
     * @param residentBytes resident memory of all together, before or after a collection, whichever is more
     * @param answered how many of them the server has answered by now
     */
    public record Cost(OptionalLong heapBytes, long residentBytes, int answered) {}

    /** Returns the costs by number of streams and server. */
    public Map<Integer, Map<Kind, Cost>> measure() throws InterruptedException {
        Map<Integer, Map<Kind, Cost>> results = new TreeMap<>();
        for (Kind kind : plan.among(Kind.SERVE, Kind.QUARKUS, Kind.STREAMABLE, Kind.TYPESCRIPT)) {
            try (Running server = servers.startOpen(kind, 1); OpenStreams streams = new OpenStreams(server)) {
                streams.open(1); // what the first one brings into memory belongs to all
                Thread.sleep(SETTLE_MILLIS);
                OptionalLong heap = Processes.liveHeapBytes(server.pid());
                long resident = Processes.residentBytes(server.pid());
                for (int count : plan.streams().stream().sorted().toList()) {
                    streams.open(count + 1);
                    int answered = Math.max(0, settled(streams, count + 1) - 1);
                    long uncollected = Processes.residentBytes(server.pid());
                    OptionalLong heapNow = Processes.liveHeapBytes(server.pid());
                    long residentNow = Math.max(uncollected, Processes.residentBytes(server.pid())) - resident;
                    OptionalLong each = heap.isPresent() && heapNow.isPresent()
                            ? OptionalLong.of((heapNow.getAsLong() - heap.getAsLong()) / count)
                            : OptionalLong.empty();
                    if (answered > 0 && answered < count) {
                        journal.failures(kind, count + " streams", count - answered);
                    }
                    results.computeIfAbsent(count, any -> new EnumMap<>(Kind.class)).put(kind,
                            new Cost(each, residentNow, answered));
                    journal.tell("  %d streams  %-10s heap %s bytes each, resident +%.0f MB, %d answered".formatted(
                            count,
                            kind.id(), each.isPresent() ? String.valueOf(each.getAsLong()) : "?", residentNow / 1e6,
                            answered));
                }
            } catch (IOException | RuntimeException e) {
                journal.problem(kind, "streams", e);
            }
        }
        return results;
    }

    /** Waits until all are answered, or no more of them have been for a while; returns how many are. */
    private static int settled(OpenStreams streams, int count) throws IOException, InterruptedException {
        int answered = -1;
        int now = 0;
        while (now > answered && now < count) {
            answered = now;
            Thread.sleep(SETTLE_MILLIS);
            now = streams.answered();
        }
        return now;
    }
}
