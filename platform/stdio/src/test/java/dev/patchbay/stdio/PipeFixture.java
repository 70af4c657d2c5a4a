package dev.patchbay.stdio;

import static org.awaitility.Awaitility.await;

import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.wire.ScriptedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A pipe in the middle of a test: what is written to it, and the lines that come out. */
final class PipeFixture implements AutoCloseable {
    static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
    static final int MAX_LINE = 100_000;

    private final OutputStream in;
    private final BufferedReader out;
    private final StdioPipe pipe;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> run;

    PipeFixture(Upstreams upstreams) {
        this(upstreams, PipeOptions.of(MAX_LINE, JsonLimits.DEFAULT));
        read();
    }

    private PipeFixture(Upstreams upstreams, PipeOptions options) {
        try {
            Pipe input = Pipe.open();
            Pipe output = Pipe.open();
            in = Channels.newOutputStream(input.sink());
            out = new BufferedReader(
                    new InputStreamReader(Channels.newInputStream(output.source()), StandardCharsets.UTF_8));
            pipe = new StdioPipe(Channels.newInputStream(input.source()), Channels.newOutputStream(output.sink()),
                    upstreams, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run = CompletableFuture.runAsync(() -> {
            try {
                pipe.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, task -> Thread.ofPlatform().daemon().start(task));
    }

    /** One whose client reads nothing until {@link #read}. */
    static PipeFixture unread(Upstreams upstreams, PipeOptions options) {
        return new PipeFixture(upstreams, options);
    }

    static PipeFixture to(ScriptedServer endpoint) {
        return new PipeFixture(lost -> upstream(endpoint));
    }

    static Upstream upstream(ScriptedServer server) {
        return new Upstream(server.uri(), Optional.empty());
    }

    void read() {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                out.lines().forEach(lines::add);
            } catch (UncheckedIOException e) {
                lines.add("broken: " + e);
            }
        });
    }

    void send(String line) {
        try {
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A modern request; the id is JSON, the params begin with a comma or are empty. */
    void modern(String id, String method, String params) {
        send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + META + params
                + "}}");
    }

    void legacy(String id, String method, String params) {
        send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + params + "}}");
    }

    void notification(String method, String params) {
        send("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":{" + params + "}}");
    }

    /** Opens a session. */
    void initialize() {
        legacy("\"init\"", "initialize",
                "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}");
        line("\"init\"");
        notification("notifications/initialized", "");
    }

    /** Waits for a line with a text in it. */
    String line(String text) {
        return await().until(() -> lines.stream().filter(line -> line.contains(text)).findFirst(), found -> found
                .isPresent()).orElseThrow();
    }

    List<String> lines() {
        return lines;
    }

    /** Ends the input and waits until the pipe has served what it had to. */
    void end() throws Exception {
        in.close();
        ended();
    }

    /** Ends the output, as a client does that is gone. */
    void stopReading() throws IOException {
        out.close();
    }

    void ended() throws Exception {
        run.get(20, TimeUnit.SECONDS);
    }

    boolean isRunning() {
        return !run.isDone();
    }

    /** Breaks off what runs and says goodbye. */
    void finish() {
        pipe.close();
    }

    @Override
    public void close() {
        finish();
    }
}
