package dev.patchbay.benchmarks;

import dev.patchbay.benchmarks.load.Load;
import dev.patchbay.benchmarks.measures.Memory.Resident;
import dev.patchbay.benchmarks.measures.Starts.Start;
import dev.patchbay.benchmarks.servers.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * One row for each server with what matters most, and how it compares. Columns that nothing was measured for are left
 * out.
 */
final class Summary {
    private static final int CONNECTIONS = 64;
    private static final int TOOLS = 1000;

    private final Results results;
    private final List<Column> columns = new ArrayList<>();

    private record Column(String title, int digits, Function<Kind, Optional<Double>> figure) {}

    Summary(Results results) {
        this.results = results;
        column("calls/s", 0, kind -> call(kind).map(Load::perSecond));
        column("of Quarkus", 2, kind -> ratio(call(kind), call(Kind.QUARKUS)));
        column("of (b)", 2, kind -> ratio(call(kind), call(Kind.HOP)));
        column("p99 ms", 2, kind -> call(kind).map(Load::p99));
        column("CPU µs", 1, kind -> call(kind).map(Load::cpuMicros));
        column("lists of 1000/s", 0, kind -> list(kind).map(Load::perSecond));
        column("of (a)", 2, kind -> ratio(list(kind), list(Kind.FIXED)));
        column("start ms", 0, kind -> Optional.ofNullable(results.starts().get(kind)).map(Start::median));
        column("idle MiB", 0, kind -> Optional.ofNullable(results.memory().get(kind)).map(Resident::idle));
        column("KiB a stream", 1, this::stream);
    }

    /** Returns the table, or empty if there is nothing for it. */
    Optional<Table> table() {
        List<Column> known = columns.stream().filter(column -> Arrays.stream(Kind.values())
                .anyMatch(kind -> column.figure().apply(kind).isPresent())).toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        List<String> titles = new ArrayList<>(List.of("64 connections"));
        known.forEach(column -> titles.add(column.title()));
        Table table = new Table(titles.toArray(String[]::new));
        for (Kind kind : Kind.values()) {
            if (known.stream().anyMatch(column -> column.figure().apply(kind).isPresent())) {
                List<String> row = new ArrayList<>(List.of(kind.title()));
                known.forEach(column -> row
                        .add(Table.number(column.figure().apply(kind).orElse(Double.NaN), column.digits())));
                table.row(row.toArray(String[]::new));
            }
        }
        return Optional.of(table);
    }

    private void column(String title, int digits, Function<Kind, Optional<Double>> figure) {
        columns.add(new Column(title, digits, figure));
    }

    private Optional<Load> call(Kind kind) {
        return results.calls(CONNECTIONS, kind);
    }

    private Optional<Load> list(Kind kind) {
        return results.lists(TOOLS, kind);
    }

    /** The heap for each of the most streams that were opened. */
    private Optional<Double> stream(Kind kind) {
        OptionalLong bytes = results.streams().keySet().stream().max(Integer::compare)
                .flatMap(count -> results.streams(count, kind)).map(cost -> cost.heapBytes())
                .orElse(OptionalLong.empty());
        return bytes.isPresent() ? Optional.of(bytes.getAsLong() / 1024.0) : Optional.empty();
    }

    private static Optional<Double> ratio(Optional<Load> load, Optional<Load> other) {
        return load.flatMap(ours -> other.map(theirs -> ours.perSecond() / theirs.perSecond()));
    }
}
