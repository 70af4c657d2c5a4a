package dev.patchbay.benchmarks.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts servers of every kind. What they share during a run is kept here until it is closed. */
public final class Servers implements AutoCloseable {
    /** The answer of fixed bytes where no other is to be repeated. */
    private static final byte[] ANSWER = ("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\","
            + "\"content\":[{\"type\":\"text\",\"text\":\"" + Dialect.MESSAGE + "\"}]}}")
            .getBytes(StandardCharsets.UTF_8);

    private final Map<Kind, PatchbayHome> homes = new EnumMap<>(Kind.class);
    private final Path folder;
    private List<String> heapFlags = List.of();

    /** Makes a folder for what the servers print. */
    public Servers() {
        try {
            folder = Files.createTempDirectory("patchbay-benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the flags for memory and collector that every JVM of the run gets: those of bin/patchbay. */
    public List<String> heapFlags() throws IOException, InterruptedException {
        if (heapFlags.isEmpty()) {
            try (PatchbayHome home = new PatchbayHome(Kind.DEV); Running running = home.start(1, true)) {
                heapFlags = PatchbayHome.heapFlags(running);
            }
        }
        return heapFlags;
    }

    /** Starts a server with a number of tools. */
    public Running start(Kind kind, int tools) throws IOException, InterruptedException {
        return kind.isPatchbay() ? home(kind).start(tools, false) : launch(kind, tools);
    }

    /** Starts a server that tools of the JDK may look into. */
    public Running startOpen(Kind kind, int tools) throws IOException, InterruptedException {
        return kind.isPatchbay() ? home(kind).start(tools, true) : launch(kind, tools);
    }

    /** Starts the server that sends the same bytes to every request. */
    public Running startFixed(byte[] bytes) throws IOException, InterruptedException {
        int port = Launch.freePort();
        Path file = Files.write(Files.createTempFile(folder, "fixed", ".json"), bytes);
        List<String> command = java(List.of(), "-cp", System.getProperty("java.class.path"),
                BareServer.class.getName(), String.valueOf(port), file.toString());
        return run(Kind.FIXED, command, port, Map.of(), Launch::answers);
    }

    /** Makes the next start of every server one without a past, such as an audit trail of millions of calls. */
    public void renew() {
        homes.values().forEach(PatchbayHome::renew);
    }

    private PatchbayHome home(Kind kind) {
        return homes.computeIfAbsent(kind, PatchbayHome::new);
    }

    private Running launch(Kind kind, int tools) throws IOException, InterruptedException {
        int port = Launch.freePort();
        String number = String.valueOf(port);
        String count = String.valueOf(kind == Kind.EVENTLOOP ? tools + 1 : tools);
        List<String> command = switch (kind) {
            case FIXED -> {
                Path file = Files.write(folder.resolve("answer.json"), ANSWER);
                yield java(List.of(), "-cp", System.getProperty("java.class.path"), BareServer.class.getName(),
                        number, file.toString());
            }
            case HOP -> java(List.of(), "-cp", System.getProperty("java.class.path"), BareServer.class.getName(),
                    number);
            case QUARKUS, EVENTLOOP -> java(List.of("-Dquarkus.http.port=" + number, "-Dbenchmark.tools=" + count,
                    "-Dbenchmark.eventloop=" + (kind == Kind.EVENTLOOP)), "-jar",
                    built("quarkus-server/target/quarkus-app/quarkus-run.jar"));
            case STREAMABLE, STATELESS -> java(List.of(), "-jar",
                    built("java-sdk-server/target/java-sdk-server-1.0.0.jar"), kind.id(), number, count);
            case TYPESCRIPT -> TypeScriptPackages.command(number, count);
            case SERVE, SYNCED, DEV, SAMPLES -> throw new IllegalArgumentException(kind + " has a home of its own");
        };
        Map<String, String> environment = kind == Kind.TYPESCRIPT ? Map.of("NODE_ENV", "production") : Map.of();
        return run(kind, command, port, environment, Launch.echo(kind, ""));
    }

    private Running run(Kind kind, List<String> command, int port, Map<String, String> environment,
            Launch.FirstAnswer first) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, kind.id(), ".log");
        long begin = System.nanoTime();
        Process process = Launch.start(command, environment, Path.of("").toAbsolutePath(), output);
        return new Running(kind, process, port, "", Launch.await(process, port, begin, output, first));
    }

    private List<String> java(List<String> properties, String... rest) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(heapFlags());
        command.addAll(properties);
        command.addAll(List.of(rest));
        return command;
    }

    private static String built(String path) throws IOException {
        Path file = Path.of(path).toAbsolutePath();
        if (!Files.exists(file)) {
            throw new IOException(path + " is missing; it is built with -Pbenchmark for the whole project");
        }
        return file.toString();
    }

    @Override
    public void close() {
        homes.values().forEach(PatchbayHome::close);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
