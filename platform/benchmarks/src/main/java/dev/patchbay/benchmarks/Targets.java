package dev.patchbay.benchmarks;

import dev.patchbay.benchmarks.load.Load;
import dev.patchbay.benchmarks.measures.Memory.Resident;
import dev.patchbay.benchmarks.measures.Starts.Start;
import dev.patchbay.benchmarks.servers.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What is to be reached, as ratios within one run, and whether it was. Patchbay is {@code serve} but for the start. */
final class Targets {
    private static final double STREAM_HEAP = 6 * 1024;
    private static final double STREAMS_RESIDENT = 150e6;
    private static final int MOST_STREAMS = 10_000;

    private final Results results;
    private final List<Target> all = new ArrayList<>();

    Targets(Results results) {
        this.results = results;
        calls(Kind.QUARKUS, 1.1);
        calls(Kind.STATELESS, 2);
        calls(Kind.STREAMABLE, 2);
        calls(Kind.HOP, 0.75);
        atMost("p99 of calls at 64 connections, of Quarkus'", call(Kind.SERVE, Load::p99),
                call(Kind.QUARKUS, Load::p99), 1);
        for (int tools : new int[]{100, 1000, 10_000}) {
            atLeast("list of " + tools + " tools, of the same bytes sent bare",
                    results.lists(tools, Kind.SERVE).map(Load::perSecond),
                    results.lists(tools, Kind.FIXED).map(Load::perSecond), 0.8);
        }
        atMost("start with all samples, of Quarkus' with one tool", start(Kind.SAMPLES), start(Kind.QUARKUS), 0.8);
        atMost("resident memory idle, of Quarkus'", idle(Kind.SERVE), idle(Kind.QUARKUS), 1);
        results.streams().forEach((count, costs) -> results.streams(count, Kind.SERVE)
                .filter(cost -> cost.heapBytes().isPresent())
                .ifPresent(cost -> atMost("heap for each of " + count + " streams, of 6 KiB",
                        Optional.of((double) cost.heapBytes().getAsLong()), Optional.of(STREAM_HEAP), 1)));
        results.streams(MOST_STREAMS, Kind.SERVE).ifPresent(cost -> atMost("10,000 streams, of 150 MB more resident",
                Optional.of((double) cost.residentBytes()), Optional.of(STREAMS_RESIDENT), 1));
    }

    /**
     * One target.
     *
     * @param what a sentence about it
     * @param wanted the ratio that is wanted
     * @param seen the ratio that was seen
     * @param reached whether that is enough
     */
    record Target(String what, String wanted, double seen, boolean reached) {}

    /** Returns those that this run can tell something about. */
    List<Target> all() {
        return List.copyOf(all);
    }

    /** Returns whether none was missed. */
    boolean reached() {
        return all.stream().allMatch(Target::reached);
    }

    private void calls(Kind other, double least) {
        atLeast("calls at 64 connections, of " + other.title(), call(Kind.SERVE, Load::perSecond),
                call(other, Load::perSecond), least);
    }

    private Optional<Double> call(Kind kind, ToDoubleFunction<Load> figure) {
        return results.calls(64, kind).map(figure::applyAsDouble);
    }

    private Optional<Double> start(Kind kind) {
        return Optional.ofNullable(results.starts().get(kind)).map(Start::median);
    }

    private Optional<Double> idle(Kind kind) {
        return Optional.ofNullable(results.memory().get(kind)).map(Resident::idle);
    }

    private void atLeast(String what, Optional<Double> ours, Optional<Double> theirs, double least) {
        if (ours.isPresent() && theirs.isPresent()) {
            double seen = ours.get() / theirs.get();
            all.add(new Target(what, "at least " + least, seen, seen >= least));
        }
    }

    private void atMost(String what, Optional<Double> ours, Optional<Double> theirs, double most) {
        if (ours.isPresent() && theirs.isPresent()) {
            double seen = ours.get() / theirs.get();
            all.add(new Target(what, "at most " + most, seen, seen <= most));
        }
    }
}
