package dev.patchbay.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures with wrk: as many connections as asked for, each sending the next of some requests as soon as it has its
 * answer. The requests are the same strings over and over, so that wrk does the same work for every server.
 */
public final class Wrk {
    private static final int MOST_THREADS = 2;
    private static final String TIMEOUT = "30s";
    private static final Pattern RESULT = Pattern.compile("RESULT (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

    private Wrk() {}

    /** Returns whether wrk is on the path. */
    public static boolean isInstalled() throws InterruptedException {
        try {
            Process wrk = new ProcessBuilder("wrk", "--version").redirectErrorStream(true).start();
            wrk.getInputStream().readAllBytes();
            wrk.waitFor();
            return true;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }

    /** Puts a server under load for some seconds. */
    public static Load measure(long pid, int port, List<Request> requests, int connections, int seconds)
            throws IOException, InterruptedException {
        Path script = Files.createTempFile("patchbay-benchmark", ".lua");
        try {
            Files.writeString(script, script(requests));
            long before = Processes.cpuMicros(pid);
            String output = run(List.of("wrk", "-t" + Math.min(MOST_THREADS, connections), "-c" + connections,
                    "-d" + seconds + "s", "--timeout", TIMEOUT, "-s", script.toString(),
                    "http://127.0.0.1:" + port + "/mcp"));
            long cpu = Processes.cpuMicros(pid) - before;
            return parse(output, cpu);
        } finally {
            Files.delete(script);
        }
    }

    private static Load parse(String output, long cpu) throws IOException {
        Matcher result = RESULT.matcher(output);
        if (!result.find()) {
            throw new IOException("wrk printed no result:\n" + output);
        }
        double micros = Long.parseLong(result.group(1));
        double answers = Long.parseLong(result.group(2));
        double each = Math.max(answers, 1);
        return new Load(answers / micros * 1e6, Long.parseLong(result.group(5)) / 1e3,
                Long.parseLong(result.group(6)) / 1e3, Long.parseLong(result.group(7)) / 1e3, cpu / each,
                Long.parseLong(result.group(3)) / each, Long.parseLong(result.group(4)));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            wrk.waitFor();
            return output;
        } finally {
            wrk.destroyForcibly();
        }
    }

    private static String script(List<Request> requests) {
        StringBuilder lua = new StringBuilder("""
                local prepared = {}
                local last = 0

                function init(arguments)
                """);
        for (Request request : requests) {
            StringBuilder headers = new StringBuilder();
            request.headers()
                    .forEach((name, value) -> headers.append("['%s'] = '%s', ".formatted(name, value)));
            lua.append("  prepared[#prepared + 1] = wrk.format('%s', '/mcp', {%s}, [==[%s]==])%n"
                    .formatted(request.method(), headers, request.body()));
        }
        return lua.append("""
                end

                function request()
                  last = last % #prepared + 1
                  return prepared[last]
                end

                function done(summary, latency, rates)
                  local e = summary.errors
                  io.write(string.format('RESULT %d %d %d %d %d %d %d\\n', summary.duration, summary.requests,
                    summary.bytes, e.connect + e.read + e.write + e.status + e.timeout,
                    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
                end
                """).toString();
    }
}
