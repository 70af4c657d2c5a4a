package dev.patchbay.benchmarks;

import dev.patchbay.benchmarks.load.Load;
import dev.patchbay.benchmarks.measures.Memory.Resident;
import dev.patchbay.benchmarks.measures.Starts.Start;
import dev.patchbay.benchmarks.measures.Streams.Cost;
import dev.patchbay.benchmarks.servers.Kind;
import java.util.Map;
import java.util.Optional;

/**
 * All that a run has measured; what it did not is empty.
 *
 * @param calls by number of connections
 * @param lists by number of tools
 * @param starts by server
 * @param memory by server
 * @param streams by number of streams
 */
record Results(Map<Integer, Map<Kind, Load>> calls, Map<Integer, Map<Kind, Load>> lists, Map<Kind, Start> starts,
        Map<Kind, Resident> memory, Map<Integer, Map<Kind, Cost>> streams) {
    /** Returns what a server did with so many connections. */
    Optional<Load> calls(int connections, Kind kind) {
        return Optional.ofNullable(calls.getOrDefault(connections, Map.of()).get(kind));
    }

    /** Returns what a server did with so many tools. */
    Optional<Load> lists(int tools, Kind kind) {
        return Optional.ofNullable(lists.getOrDefault(tools, Map.of()).get(kind));
    }

    /** Returns what so many streams cost a server. */
    Optional<Cost> streams(int count, Kind kind) {
        return Optional.ofNullable(streams.getOrDefault(count, Map.of()).get(kind));
    }
}
