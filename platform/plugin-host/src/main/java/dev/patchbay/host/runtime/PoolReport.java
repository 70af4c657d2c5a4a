package dev.patchbay.host.runtime;

import dev.patchbay.catalog.InstanceHealth;
import java.util.List;
import java.util.Optional;

/**
 * How a pool is doing.
 *
 * @param threads how many threads it has, lost ones not counted
 * @param running how many calls run
 * @param waiting how many calls wait
 * @param quarantine why it is quarantined, if it is
 * @param health what was found out by calling it
 * @param lostInAll how many calls were lost since the start, also those that have ended since
 * @param lost the lost calls that still run
 */
public record PoolReport(int threads, int running, int waiting, Optional<String> quarantine,
        InstanceHealth health, long lostInAll, List<LostCall> lost) {
    /** Copies the list. */
    public PoolReport {
        lost = List.copyOf(lost);
    }

    /**
     * Returns whether it is quarantined.
     *
     * @return whether it takes no calls until somebody decides
     */
    public boolean quarantined() {
        return quarantine.isPresent();
    }

    /**
     * Returns why some of it does not work as it should, though it serves.
     *
     * @return a text for people, empty if nothing is known against it
     */
    public Optional<String> trouble() {
        String text = health.text();
        if (!lost.isEmpty()) {
            text += (text.isEmpty() ? "" : "; ") + (lost.size() == 1 ? "1 call does" : lost.size() + " calls do")
                    + " not end";
        }
        return quarantined() || text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
