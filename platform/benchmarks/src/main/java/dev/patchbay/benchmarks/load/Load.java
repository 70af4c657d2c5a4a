package dev.patchbay.benchmarks.load;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one measurement with wrk saw.
 *
 * @param perSecond answers a second
 * @param p50 the median latency in milliseconds
 * @param p95 the 95th percentile of it
 * @param p99 the 99th percentile of it
 * @param cpuMicros processor time of the server for one answer, in microseconds
 * @param answerBytes the bytes of one answer with its head, on average
 * @param failures statuses that are not 2xx or 3xx, broken connections and timeouts
 */
public record Load(double perSecond, double p50, double p95, double p99, double cpuMicros, double answerBytes,
        long failures) {
    /** Returns the medians of several measurements, each figure for itself, and the failures of all. */
    public static Load median(List<Load> all) {
        return new Load(median(all, Load::perSecond), median(all, Load::p50), median(all, Load::p95),
                median(all, Load::p99), median(all, Load::cpuMicros), median(all, Load::answerBytes),
                all.stream().mapToLong(Load::failures).sum());
    }

    private static double median(List<Load> all, ToDoubleFunction<Load> figure) {
        return Median.of(all.stream().map(load -> figure.applyAsDouble(load)).toList());
    }
}
