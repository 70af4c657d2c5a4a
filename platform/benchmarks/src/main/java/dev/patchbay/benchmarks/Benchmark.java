package dev.patchbay.benchmarks;

import dev.patchbay.tests.product.Administration;
import dev.patchbay.tests.product.Installation;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The benchmark command: bare Undertow, Undertow with one hop, and Patchbay, one after the other in one run, in several
 * rounds; tools/call of an echo tool, and tools/list of 10, 100 and 1000 tools.
 *
 * <p>Arguments: path of the echo plugin's JAR, seconds for each measurement, rounds.
 */
public final class Benchmark {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
    private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{"
            + "\"name\":\"echo\",\"arguments\":{\"message\":\"Hello, Patchbay\"}," + META + "}}";
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{" + META
            + "}}";

    private final Path plugin;
    private final Wrk wrk;
    private final int rounds;
    private final PrintStream out = System.out;

    private Benchmark(Path plugin, int seconds, int rounds) {
        this.plugin = plugin;
        this.wrk = new Wrk(seconds);
        this.rounds = rounds;
    }

    /** Runs the benchmark; exit code 1 if a target was missed. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (!Wrk.isInstalled()) {
            System.err.println("The benchmark needs wrk on the path (Debian and Ubuntu: apt-get install wrk)");
            System.exit(2);
        }
        boolean reached = new Benchmark(Path.of(arguments[0]), Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2])).run();
        System.exit(reached ? 0 : 1);
    }

    /** One server to measure. */
    private interface Subject {
        double measure() throws IOException, InterruptedException;
    }

    private boolean run() throws IOException, InterruptedException {
        out.printf(Locale.ROOT, "%d cores, Java %s, wrk with 64 connections, %d rounds, medians%n%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), rounds);
        boolean reached = calls();
        for (String audit : new String[]{"written", "synced"}) {
            reached &= servedCalls(audit);
        }
        for (int tools : new int[]{10, 100, 1000}) {
            reached &= list(tools);
        }
        return reached;
    }

    private boolean calls() throws IOException, InterruptedException {
        try (Installation patchbay = start(1);
                Baseline bare = Baseline.fixedBytes(fetch(patchbay, CALL, headers("tools/call", "echo")));
                Baseline hop = Baseline.decodeAnswerSend()) {
            Map<String, String> headers = headers("tools/call", "echo");
            List<Double> medians = alternate(List.of(() -> measure(url(bare), headers, CALL, "bare"),
                    () -> measure(url(hop), headers, CALL, "one hop"),
                    () -> measure(patchbay.url(), headers, CALL, "patchbay")));
            return verdict("tools/call echo", medians, medians.get(1), "one hop", 0.75);
        }
    }

    /** With all that serve mode adds: an API key, enablement, a rule over the arguments, limits and the audit trail. */
    private boolean servedCalls(String audit) throws IOException, InterruptedException {
        try (Installation patchbay = serve(audit); Baseline hop = Baseline.decodeAnswerSend()) {
            Administration administration = patchbay.administration();
            administration.approveAll();
            administration.send("POST", "/rules", "{\"name\":\"short\",\"allow\":\"size(args.message) < 1000\"}");
            Map<String, String> headers = headers("tools/call", "echo");
            headers.put("Authorization", "Bearer " + administration.client("benchmark"));
            administration.enable("benchmark", "tool:echo");
            fetch(patchbay, CALL, headers);
            List<Double> medians = alternate(List.of(() -> measure(url(hop), headers, CALL, "one hop"),
                    () -> measure(patchbay.url(), headers, CALL, audit)));
            // A record that is on the disk first takes as long as the disk does, so only the other mode has a target.
            return verdict("served, audit " + audit, medians, medians.get(0), "one hop",
                    audit.equals("written") ? 0.75 : 0);
        }
    }

    private boolean list(int tools) throws IOException, InterruptedException {
        try (Installation patchbay = start(tools);
                Baseline bare = Baseline.fixedBytes(fetch(patchbay, LIST, headers("tools/list", "")))) {
            Map<String, String> headers = headers("tools/list", "");
            List<Double> medians = alternate(List.of(() -> measure(url(bare), headers, LIST, "bare"),
                    () -> measure(patchbay.url(), headers, LIST, "patchbay")));
            return verdict("tools/list of " + tools, medians, medians.get(0), "bare", 0.80);
        }
    }

    private boolean verdict(String what, List<Double> medians, double baseline, String against, double target) {
        double share = medians.getLast() / baseline;
        out.printf(Locale.ROOT, "%-22s %s | patchbay is %.0f %% of %s (target %.0f %%)%n%n", what,
                medians.stream().map(rate -> String.format(Locale.ROOT, "%9.0f/s", rate)).toList(), share * 100,
                against, target * 100);
        return share >= target;
    }

    private List<Double> alternate(List<Subject> subjects) throws IOException, InterruptedException {
        List<List<Double>> rates = new ArrayList<>();
        subjects.forEach(subject -> rates.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < subjects.size(); i++) {
                rates.get(i).add(subjects.get(i).measure());
            }
        }
        List<Double> medians = new ArrayList<>();
        for (List<Double> all : rates) {
            Collections.sort(all);
            medians.add(all.get(all.size() / 2));
        }
        return medians;
    }

    private double measure(String url, Map<String, String> headers, String body, String name)
            throws IOException, InterruptedException {
        Wrk.Rate rate = wrk.measure(url, headers, body);
        out.printf(Locale.ROOT, "  %-9s %9.0f/s  p99 %s%s%n", name, rate.perSecond(), rate.p99(),
                rate.hasErrors() ? "  WITH ERRORS" : "");
        if (rate.hasErrors()) {
            throw new IOException("The server answered with errors:\n" + rate.output());
        }
        return rate.perSecond();
    }

    private Installation start(int tools) {
        return unpacked(tools).dev();
    }

    private Installation serve(String audit) {
        return unpacked(1).withSetting("audit.mode", audit).withSetting("limits.calls-per-minute", "100000000")
                .withSetting("mcp.flood-requests", "100000000").withSetting("mcp.flood-burst", "100000000").serve();
    }

    private Installation unpacked(int tools) {
        return Installation.unpack().withoutSamples().withPlugin(plugin).withConfiguration("""
                instances:
                  echo-plugin:
                    plugin: echo-plugin
                    namespace: ""
                    config:
                      tools: %d
                """.formatted(tools));
    }

    private static String url(Baseline baseline) {
        return "http://127.0.0.1:" + baseline.port() + "/mcp";
    }

    private static Map<String, String> headers(String method, String name) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("MCP-Protocol-Version", "2026-07-28");
        headers.put("Mcp-Method", method);
        if (!name.isEmpty()) {
            headers.put("Mcp-Name", name);
        }
        return headers;
    }

    private static byte[] fetch(Installation patchbay, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(patchbay.url()))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200 || new String(response.body(), StandardCharsets.UTF_8)
                    .contains("\"error\"")) {
                throw new IOException("Patchbay answered " + response.statusCode() + ": "
                        + new String(response.body(), StandardCharsets.UTF_8));
            }
            return response.body();
        }
    }
}
