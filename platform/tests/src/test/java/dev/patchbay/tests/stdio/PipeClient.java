package dev.patchbay.tests.stdio;

import dev.patchbay.protocol.wire.WatchedPipe;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.Json;
import dev.patchbay.tests.product.Scale;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * An MCP client that has started {@code patchbay stdio}. Every line of its standard output must be a message, as the
 * official schema of its revision has it.
 */
final class PipeClient implements AutoCloseable {
    /** How long a process may go on after its end was wanted; a machine with much else to do gets more. */
    static final Duration END = Duration.ofSeconds(Scale.isCampaign() ? 1 : 10);

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final OutputStream in;
    private final WatchedPipe watched;
    private final List<JsonNode> messages = new ArrayList<>();
    private final StringBuilder noted = new StringBuilder();
    private String unreadable = "";

    private PipeClient(Process process, WatchedPipe watched) {
        this.process = process;
        this.watched = watched;
        this.in = process.getOutputStream();
        read(process.getInputStream(), this::message);
        read(process.getErrorStream(), this::note);
    }

    static PipeClient start(Installation patchbay, String... arguments) {
        return startWith(patchbay, Map.of(), arguments);
    }

    static PipeClient startWith(Installation patchbay, Map<String, String> environment, String... arguments) {
        List<String> command = Stream.concat(Stream.of(patchbay.folder().resolve("bin/patchbay").toString(), "stdio"),
                Arrays.stream(arguments)).toList();
        ProcessBuilder builder = new ProcessBuilder(command).directory(patchbay.folder().toFile());
        builder.environment().put("PATCHBAY_AOT", "off"); // made beside the server, it outlives a short test
        builder.environment().putAll(environment);
        try {
            return new PipeClient(builder.start(), new WatchedPipe(patchbay.watch()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(InputStream stream, Consumer<String> taker) {
        Thread.ofVirtual().start(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                lines.lines().forEach(taker);
            } catch (IOException | UncheckedIOException e) {
                note("the stream broke: " + e);
            }
        });
    }

    private synchronized void message(String line) {
        try {
            messages.add(Json.parse(line));
            watched.server(line);
        } catch (RuntimeException e) {
            unreadable += line + "\n";
        }
        notifyAll();
    }

    private synchronized void note(String line) {
        noted.append(line).append('\n');
        notifyAll();
    }

    /** Sends a request that names the modern revision, and what its client can do. */
    void modern(Object id, String method, Map<String, ?> params, Map<String, ?> capabilities, Object... meta) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
        all.put("io.modelcontextprotocol/clientCapabilities", capabilities);
        for (int i = 0; i < meta.length; i += 2) {
            all.put((String) meta[i], meta[i + 1]);
        }
        Map<String, Object> withMeta = new LinkedHashMap<>(params);
        withMeta.put("_meta", all);
        request(id, method, withMeta);
    }

    void modern(Object id, String method, Map<String, ?> params) {
        modern(id, method, params, Map.of());
    }

    void request(Object id, String method, Map<String, ?> params) {
        send(Json.write(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params)));
    }

    void notification(String method, Map<String, ?> params) {
        send(Json.write(Map.of("jsonrpc", "2.0", "method", method, "params", params)));
    }

    void answer(JsonNode id, Map<String, ?> result) {
        send(Json.write(Map.of("jsonrpc", "2.0", "id", id, "result", result)));
    }

    /** Opens a session of an older revision. */
    JsonNode initialize(Map<String, ?> capabilities) {
        request("initialize", "initialize", Map.of("protocolVersion", "2025-11-25", "capabilities", capabilities,
                "clientInfo", Map.of("name", "test", "version", "1")));
        JsonNode response = response("initialize");
        notification("notifications/initialized", Map.of());
        return response;
    }

    void send(String line) {
        watched.client(line);
        try {
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(noted(), e);
        }
    }

    JsonNode response(Object id) {
        return await(message -> !message.has("method") && is(message.path("id"), id));
    }

    static boolean is(JsonNode id, Object value) {
        return id.isString() ? id.asString().equals(value)
                : id.isNumber() && value instanceof Integer number
                        && id.asInt() == number;
    }

    JsonNode notified(String method) {
        return await(message -> message.path("method").asString("").equals(method));
    }

    /** Waits for a message and returns it. */
    synchronized JsonNode await(Predicate<JsonNode> which) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            for (JsonNode message : messages) {
                if (which.test(message)) {
                    return message;
                }
            }
            waitABit();
        }
        throw new AssertionError("did not come; it said " + messages + "\nand noted " + noted + unreadable);
    }

    /** Waits for a text on the standard error. */
    synchronized void awaitNote(String text) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (noted.indexOf(text) < 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError("'" + text + "' is not in " + noted);
            }
            waitABit();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // its callers loop
    private synchronized void waitABit() {
        try {
            wait(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    synchronized List<JsonNode> messages() {
        return List.copyOf(messages);
    }

    synchronized String noted() {
        return noted.toString();
    }

    /** What was on the standard output and is no message. */
    synchronized String unreadable() {
        return unreadable;
    }

    long pid() {
        return process.pid();
    }

    /** Closes the pipe and returns how long the process went on. */
    Duration end() {
        long begin = System.nanoTime();
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ended(begin);
    }

    /** Asks the process to end and returns how long it went on. */
    Duration terminate() {
        long begin = System.nanoTime();
        process.toHandle().destroy();
        return ended(begin);
    }

    private Duration ended(long begin) {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end; it noted " + noted());
            }
            return Duration.ofNanos(System.nanoTime() - begin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int exitCode() {
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        ended(System.nanoTime());
    }
}
