import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures an installation: from starting {@code bin/patchbay dev} to the first answered call of the tool {@code hello},
 * the resident memory ten seconds later, and how long the end takes after SIGTERM. Needs {@code ps}.
 *
 * <pre>
 * java distribution/measure/StartAndMemory.java distribution/target/patchbay [runs] [flags of Java]
 * </pre>
 */
final class StartAndMemory {
    private static final int PORT = 18_473;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final String CALL = """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"hello","arguments":{"name":"Ada"},"_meta":{
            "io.modelcontextprotocol/protocolVersion":"2026-07-28",
            "io.modelcontextprotocol/clientInfo":{"name":"measure","version":"1"},
            "io.modelcontextprotocol/clientCapabilities":{}}}}""";

    private StartAndMemory() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path home = Path.of(arguments.length > 0 ? arguments[0] : "distribution/target/patchbay").toAbsolutePath();
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 9;
        String flags = arguments.length > 2 ? arguments[2] : "";
        List<Double> starts = new ArrayList<>();
        List<Double> memories = new ArrayList<>();
        List<Double> ends = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            Path data = Files.createTempDirectory("patchbay-measure");
            ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/patchbay").toString(), "dev", "--port",
                    String.valueOf(PORT), "--data", data.toString());
            builder.redirectErrorStream(true).redirectOutput(data.resolve("output").toFile());
            builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "PATCHBAY_JAVA_OPTS", flags));
            long begin = System.nanoTime();
            Process process = builder.start();
            try {
                firstAnswer(process, data.resolve("output"));
                starts.add(millisSince(begin));
                Thread.sleep(IDLE);
                memories.add(residentMebibytes(process.pid()));
                long stop = System.nanoTime();
                process.destroy();
                if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                    throw new IllegalStateException("the server did not end with 0");
                }
                ends.add(millisSince(stop));
            } finally {
                process.destroyForcibly();
            }
        }
        System.out.printf(Locale.ROOT, "Java %s, %d processors, %d runs%s%n", Runtime.version(),
                Runtime.getRuntime().availableProcessors(), runs, flags.isEmpty() ? "" : ", " + flags);
        print("start to first answered call", starts, "ms");
        print("resident memory after 10 s idle", memories, "MiB");
        print("SIGTERM to end", ends, "ms");
    }

    /** Sends the call again and again until the tool answers. */
    private static void firstAnswer(Process process, Path output) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/mcp"))
                .header("Content-Type", "application/json").header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "hello").timeout(LIMIT).POST(HttpRequest.BodyPublishers.ofString(CALL)).build();
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            long end = System.nanoTime() + LIMIT.toNanos();
            while (System.nanoTime() < end && process.isAlive()) {
                try {
                    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                    if (answer.statusCode() == 200 && answer.body().contains("Hello, Ada")) {
                        return;
                    }
                } catch (IOException e) {
                    // it does not listen yet
                }
                Thread.sleep(2);
            }
        }
        throw new IllegalStateException("no answer; the server said: " + Files.readString(output));
    }

    private static double residentMebibytes(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
        return Long.parseLong(new String(ps.getInputStream().readAllBytes()).strip()) / 1024.0;
    }

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    private static void print(String what, List<Double> values, String unit) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        System.out.printf(Locale.ROOT, "%-34s median %6.0f %s, %.0f to %.0f%n", what,
                sorted.get(sorted.size() / 2), unit, sorted.getFirst(), sorted.getLast());
    }
}
