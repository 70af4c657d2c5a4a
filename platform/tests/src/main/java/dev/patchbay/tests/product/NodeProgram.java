package dev.patchbay.tests.product;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * A Node program of the folder {@code npm} that is sent commands and prints answers and events, one JSON a line; an answer
 * has the {@code id} of its command.
 */
public final class NodeProgram implements AutoCloseable {
    private final String script;
    private final Process process;
    private final BufferedWriter commands;
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();

    private NodeProgram(String script, Process process) {
        this.script = script;
        this.process = process;
        this.commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread.ofPlatform().daemon().name(script).start(this::read);
    }

    /** Starts a script with more variables in its environment. */
    public static NodeProgram start(Map<String, String> environment, String script, String... arguments) {
        try {
            ProcessBuilder command = new ProcessBuilder(Node.command(script, arguments))
                    .directory(Node.folder().toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
            command.environment().putAll(environment);
            return new NodeProgram(script, command.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a command; the future holds the whole answer. */
    public CompletableFuture<JsonNode> send(Map<String, ?> command) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        Map<String, Object> line = new LinkedHashMap<>(command);
        line.put("id", id);
        try {
            synchronized (commands) {
                commands.write(Json.write(line));
                commands.newLine();
                commands.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer;
    }

    /** Returns the events of a kind so far, newest last. */
    public List<JsonNode> events(String kind) {
        return events.stream().filter(event -> event.path("event").asString("").equals(kind)).toList();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode message = Json.parse(line);
                if (message.has("event")) {
                    events.add(message);
                } else {
                    CompletableFuture<JsonNode> answer = pending.remove(message.get("id").asInt());
                    if (answer != null) {
                        answer.complete(message);
                    }
                }
            }
        } catch (IOException e) {
            pending.values().forEach(answer -> answer.completeExceptionally(e));
        }
        pending.values().forEach(answer -> answer
                .completeExceptionally(new IllegalStateException(script + " ended without an answer")));
    }

    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
