package dev.patchbay.benchmarks;

import dev.patchbay.benchmarks.load.Load;
import dev.patchbay.benchmarks.measures.Plan;
import dev.patchbay.benchmarks.servers.Kind;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The results as Markdown: the tables, the ratios, which targets were reached, and what went wrong. */
final class Report {
    private final Results results;
    private final StringBuilder text = new StringBuilder();

    Report(Results results) {
        this.results = results;
    }

    /** Returns the report. */
    String write(Plan plan, List<String> heapFlags, List<String> problems, long seconds) {
        text.append("Medians of ").append(plan.rounds()).append(" rounds of ").append(plan.seconds())
                .append(" s, which alternate between the servers (lists: half as long). ")
                .append(Runtime.getRuntime().availableProcessors()).append(" processors shared with wrk, Java ")
                .append(Runtime.version()).append(", every JVM with `").append(String.join(" ", heapFlags))
                .append("`. The whole run took ").append(seconds / 60).append(" min ").append(seconds % 60)
                .append(" s.\n");
        new Summary(results).table().ifPresent(table -> text.append('\n').append(table));
        results.calls().forEach((connections, loads) -> calls(connections, loads));
        results.lists().forEach((tools, loads) -> lists(tools, loads));
        starts();
        memory();
        streams();
        targets();
        if (!problems.isEmpty()) {
            text.append("\n## What went wrong\n\n");
            problems.forEach(problem -> text.append("- ").append(problem).append('\n'));
        }
        return text.toString();
    }

    private void calls(int connections, Map<Kind, Load> loads) {
        Table table = new Table("tools/call, " + connections + " connections", "calls/s", "p50 ms", "p95 ms",
                "p99 ms", "CPU µs each", "of (b)", "of Quarkus");
        loads.forEach((kind, load) -> table.row(kind.title(), Table.number(load.perSecond(), 0),
                Table.number(load.p50(), 2), Table.number(load.p95(), 2), Table.number(load.p99(), 2),
                Table.number(load.cpuMicros(), 1),
                Table.ratio(load.perSecond(), rate(loads, Kind.HOP)),
                Table.ratio(load.perSecond(), rate(loads, Kind.QUARKUS))));
        text.append('\n').append(table);
    }

    private void lists(int tools, Map<Kind, Load> loads) {
        Table table = new Table("tools/list of " + tools + ", 64 connections", "lists/s", "bytes each", "p50 ms",
                "p99 ms", "CPU µs each", "of (a)", "of Quarkus");
        loads.forEach((kind, load) -> table.row(kind.title(), Table.number(load.perSecond(), 0),
                Table.number(load.answerBytes(), 0), Table.number(load.p50(), 2), Table.number(load.p99(), 2),
                Table.number(load.cpuMicros(), 1),
                Table.ratio(load.perSecond(), rate(loads, Kind.FIXED)),
                Table.ratio(load.perSecond(), rate(loads, Kind.QUARKUS))));
        text.append('\n').append(table);
    }

    private static double rate(Map<Kind, Load> loads, Kind kind) {
        Load load = loads.get(kind);
        return load == null ? Double.NaN : load.perSecond();
    }

    private void starts() {
        if (results.starts().isEmpty()) {
            return;
        }
        var quarkus = results.starts().get(Kind.QUARKUS);
        Table table = new Table("start to the first right answer", "median ms", "least", "most", "of Quarkus",
                "SIGTERM to end, ms");
        results.starts().forEach((kind, start) -> table.row(kind.title(), Table.number(start.median(), 0),
                Table.number(start.least(), 0), Table.number(start.most(), 0),
                Table.ratio(start.median(), quarkus == null ? Double.NaN : quarkus.median()),
                Table.number(start.end(), 0)));
        text.append('\n').append(table);
    }

    private void memory() {
        if (results.memory().isEmpty()) {
            return;
        }
        var quarkus = results.memory().get(Kind.QUARKUS);
        Table table = new Table("resident memory", "idle MiB", "after load MiB", "idle, of Quarkus");
        results.memory().forEach((kind, resident) -> table.row(kind.title(), Table.number(resident.idle(), 0),
                Table.number(resident.loaded(), 0),
                Table.ratio(resident.idle(), quarkus == null ? Double.NaN : quarkus.idle())));
        text.append('\n').append(table);
    }

    private void streams() {
        results.streams().forEach((count, costs) -> {
            Table table = new Table("%,d open streams".formatted(count), "heap KiB each", "resident MB more",
                    "resident KB each");
            costs.forEach((kind, cost) -> table.row(kind.title(), kibibytes(cost.heapBytes()),
                    Table.number(cost.residentBytes() / 1e6, 0),
                    Table.number(cost.residentBytes() / 1e3 / count, 1)));
            text.append('\n').append(table);
        });
    }

    private static String kibibytes(OptionalLong bytes) {
        return bytes.isPresent() ? Table.number(bytes.getAsLong() / 1024.0, 1) : "-";
    }

    private void targets() {
        List<Targets.Target> targets = new Targets(results).all();
        if (targets.isEmpty()) {
            return;
        }
        Table table = new Table("to reach", "wanted", "seen", "reached");
        targets.forEach(target -> table.row(target.what(), target.wanted(), Table.number(target.seen(), 2),
                target.reached() ? "yes" : "NO"));
        text.append('\n').append(table);
    }
}
