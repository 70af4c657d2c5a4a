package dev.patchbay.benchmarks.load;

import java.util.List;

/** The middle of several figures. */
public final class Median {
    private Median() {}

    /** Returns the middle one, the mean of the two in the middle for an even number, and NaN for none. */
    public static double of(List<Double> figures) {
        if (figures.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
