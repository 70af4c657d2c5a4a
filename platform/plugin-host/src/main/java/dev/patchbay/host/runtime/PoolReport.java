package dev.patchbay.host.runtime;

import java.util.List;

/**
 * How a pool is doing.
 *
 * @param threads how many threads it has, lost ones not counted
 * @param running how many calls run
 * @param waiting how many calls wait
 * @param quarantined whether it is quarantined
 * @param lostInAll how many calls were lost since the start, also those that have ended since
 * @param lost the lost calls that still run
 */
public record PoolReport(int threads, int running, int waiting, boolean quarantined, long lostInAll,
        List<LostCall> lost) {
    /** Copies the list. */
    public PoolReport {
        lost = List.copyOf(lost);
    }
}
