package dev.patchbay.benchmarks.measures;

import dev.patchbay.benchmarks.servers.Kind;
import java.util.Arrays;
import java.util.List;

/**
 * How much is measured.
 *
 * @param kinds the servers
 * @param seconds length of a round of load
 * @param rounds rounds that count
 * @param warmup rounds at most before them
 * @param connections numbers of connections for calls
 * @param tools numbers of tools for lists
 * @param starts starts of each server
 * @param streams numbers of open streams
 */
public record Plan(List<Kind> kinds, int seconds, int rounds, int warmup, List<Integer> connections,
        List<Integer> tools, int starts, List<Integer> streams) {
    /** Returns those of some kinds that are wanted, in the order given. */
    public List<Kind> among(Kind... candidates) {
        return Arrays.stream(candidates).filter(kinds::contains).toList();
    }
}
