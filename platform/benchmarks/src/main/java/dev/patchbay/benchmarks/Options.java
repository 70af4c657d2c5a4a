package dev.patchbay.benchmarks;

import dev.patchbay.benchmarks.measures.Plan;
import dev.patchbay.benchmarks.servers.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a run is asked to do: {@code --name=value} arguments, where an empty value means the default.
 *
 * @param parts what is measured
 * @param plan how
 * @param report where the report goes, empty for nowhere
 * @param strict whether a missed target is a failure
 * @param help whether only the help is wanted
 */
record Options(Set<Part> parts, Plan plan, String report, boolean strict, boolean help) {
    static final String HELP = """
            Compares Patchbay with bare Undertow and with other MCP servers, in one run on this machine. Needs wrk and npm.

              mvn package -Pbenchmark -DskipTests -DskipITs [-Dbenchmark.NAME=VALUE ...]

              benchmark.only         calls,lists,start,memory,streams: what to measure (all)
              benchmark.servers      fixed,hop,serve,synced,dev,samples,quarkus,streamable,stateless,typescript:
                                     whom to measure (these; samples is Patchbay with its sample plugins, for start;
                                     there is eventloop too, Quarkus with the tool on its event loop, for calls)
              benchmark.seconds      of one round of load (3)
              benchmark.rounds       of load, alternating between the servers; medians are shown (3)
              benchmark.warmup       rounds of load at most before that, until two differ by less than 3 % (16)
              benchmark.connections  for calls (1,16,64,256)
              benchmark.tools        for lists (10,100,1000,10000)
              benchmark.starts       of each server, for start (5); memory is measured on three
              benchmark.streams      how many are opened (1000,10000)
              benchmark.report       a folder, seen from the root of the project, for benchmark-<date>.md (none)
              benchmark.strict       true: fail when a target is missed (false)
              benchmark.help         true: print this
            """;

    /** What can be measured. */
    enum Part {
        CALLS, LISTS, START, MEMORY, STREAMS
    }

    /**
     * Reads the arguments of the command.
     *
     * @throws IllegalArgumentException if one is wrong, saying which
     */
    static Options parse(String[] arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String argument : arguments) {
            if (!argument.startsWith("--")) {
                throw new IllegalArgumentException("What is '" + argument + "'?");
            }
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            given.put(name, equals < 0 ? "true" : argument.substring(equals + 1).strip());
        }
        given.values().removeIf(String::isEmpty);
        boolean help = flag(given, "help");
        List<Part> only = list(given, "only", "calls,lists,start,memory,streams",
                name -> Part.valueOf(name.toUpperCase(Locale.ROOT)));
        Set<Part> parts = EnumSet.copyOf(only);
        List<Kind> kinds = list(given, "servers",
                "fixed,hop,serve,synced,dev,samples,quarkus,streamable,stateless,typescript", Kind::of);
        Plan plan = new Plan(kinds, number(given, "seconds", "3"), number(given, "rounds", "3"),
                number(given, "warmup", "16"), list(given, "connections", "1,16,64,256", Integer::valueOf),
                list(given, "tools", "10,100,1000,10000", Integer::valueOf), number(given, "starts", "5"),
                list(given, "streams", "1000,10000", Integer::valueOf));
        String report = given.getOrDefault("report", "");
        boolean strict = flag(given, "strict");
        given.keySet().removeAll(Set.of("help", "only", "servers", "seconds", "rounds", "warmup", "connections",
                "tools", "starts", "streams", "report", "strict"));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("There is no option " + given.keySet());
        }
        return new Options(parts, plan, report, strict, help);
    }

    private static boolean flag(Map<String, String> given, String name) {
        return Boolean.parseBoolean(given.getOrDefault(name, "false"));
    }

    private static int number(Map<String, String> given, String name, String standard) {
        int number = Integer.parseInt(given.getOrDefault(name, standard));
        if (number < 1) {
            throw new IllegalArgumentException(name + " is " + number + " and must be at least 1");
        }
        return number;
    }

    private static <T> List<T> list(Map<String, String> given, String name, String standard,
            Function<String, T> element) {
        return Arrays.stream(given.getOrDefault(name, standard).split(",", -1)).map(String::strip).map(element)
                .distinct()
                .toList();
    }
}
