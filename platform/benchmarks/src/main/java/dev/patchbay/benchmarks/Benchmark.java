package dev.patchbay.benchmarks;

import dev.patchbay.benchmarks.Options.Part;
import dev.patchbay.benchmarks.load.Load;
import dev.patchbay.benchmarks.load.Wrk;
import dev.patchbay.benchmarks.measures.Calls;
import dev.patchbay.benchmarks.measures.Journal;
import dev.patchbay.benchmarks.measures.Lists;
import dev.patchbay.benchmarks.measures.Memory;
import dev.patchbay.benchmarks.measures.Memory.Resident;
import dev.patchbay.benchmarks.measures.Plan;
import dev.patchbay.benchmarks.measures.Starts;
import dev.patchbay.benchmarks.measures.Starts.Start;
import dev.patchbay.benchmarks.measures.Streams;
import dev.patchbay.benchmarks.measures.Streams.Cost;
import dev.patchbay.benchmarks.servers.Kind;
import dev.patchbay.benchmarks.servers.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * The benchmark command: Patchbay beside bare Undertow and beside other MCP servers, in one run.
 *
 * <p>Exit codes: 0 measured; 1 a target was missed and {@code --strict} is set; 2 the arguments are wrong, or wrk is
 * missing.
 */
public final class Benchmark {
    private static final Map<Integer, Map<Kind, Load>> NO_LOADS = Map.of();

    /** The root of the project, seen from this module, where Maven runs the command. */
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    private Benchmark() {}

    /** Runs the benchmark with arguments such as {@code --only=calls}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(Options.HELP);
            System.exit(2);
            return;
        }
        if (options.help()) {
            System.out.println(Options.HELP);
            return;
        }
        if (!Wrk.isInstalled()) {
            System.err.println("The benchmark needs wrk on the path (Debian and Ubuntu: apt-get install wrk)");
            System.exit(2);
        }
        Runtime.getRuntime().addShutdownHook(
                new Thread(() -> ProcessHandle.current().children().forEach(ProcessHandle::destroy)));
        boolean reached = run(options);
        System.exit(reached || !options.strict() ? 0 : 1);
    }

    private static boolean run(Options options) throws IOException, InterruptedException {
        Journal journal = new Journal(System.out);
        try (Servers servers = new Servers()) {
            Results results = measure(options, servers, journal);
            String report = new Report(results).write(options.plan(), servers.heapFlags(), journal.problems(),
                    journal.seconds());
            System.out.println();
            System.out.println(report);
            if (!options.report().isEmpty()) {
                Path file = Path.of(options.report())
                        .resolve("benchmark-" + LocalDate.now(ZoneId.systemDefault()) + ".md");
                Files.createDirectories(ROOT.resolve(options.report()));
                Files.writeString(file, "# Patchbay beside others\n\n" + report);
                journal.tell("The report is %s".formatted(file));
            }
            return new Targets(results).reached();
        }
    }

    private static Results measure(Options options, Servers servers, Journal journal)
            throws IOException, InterruptedException {
        Plan plan = options.plan();
        journal.tell("Every JVM runs with %s".formatted(servers.heapFlags()));
        Set<Part> parts = options.parts();
        var calls = parts.contains(Part.CALLS) ? new Calls(servers, plan, journal).measure() : NO_LOADS;
        var lists = parts.contains(Part.LISTS) ? new Lists(servers, plan, journal).measure() : NO_LOADS;
        servers.renew();
        Map<Kind, Start> starts = parts.contains(Part.START) ? new Starts(servers, plan, journal).measure() : Map.of();
        Map<Kind, Resident> memory = parts.contains(Part.MEMORY)
                ? new Memory(servers, plan, journal).measure()
                : Map.of();
        servers.renew();
        Map<Integer, Map<Kind, Cost>> streams = parts.contains(Part.STREAMS)
                ? new Streams(servers, plan, journal).measure()
                : Map.of();
        return new Results(calls, lists, starts, memory, streams);
    }
}
