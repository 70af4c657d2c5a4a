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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import tools.jackson.databind.JsonNode;

/**
 * The official TypeScript client ({@code @modelcontextprotocol/client}) in a Node process of its own, driven by
 * {@code npm/client.mjs}.
 */
public final class TypeScriptClient implements AutoCloseable {
    private final Process process;
    private final BufferedWriter commands;
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();

    private TypeScriptClient(Process process) {
        this.process = process;
        this.commands = new BufferedWriter(
                new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread.ofPlatform().daemon().name("typescript-client").start(this::read);
    }

    /** Starts a client that is pinned to revision 2026-07-28. */
    public static TypeScriptClient modern(String url) {
        return start(url, "modern");
    }

    /** Starts a client in its default mode. */
    public static TypeScriptClient inDefaultMode(String url) {
        return start(url, "default");
    }

    /** Starts a client that is pinned to revision 2026-07-28 and shows an API key. */
    public static TypeScriptClient modern(String url, String key) {
        return start(url, "modern", key);
    }

    /** Starts a client in its default mode that shows an API key. */
    public static TypeScriptClient inDefaultMode(String url, String key) {
        return start(url, "default", key);
    }

    private static TypeScriptClient start(String url, String mode) {
        return start(url, mode, "");
    }

    private static TypeScriptClient start(String url, String mode, String key) {
        try {
            ProcessBuilder command = new ProcessBuilder(Node.command("client.mjs", url, mode))
                    .directory(Node.folder().toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
            command.environment().put("PATCHBAY_KEY", key);
            return new TypeScriptClient(command.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                .completeExceptionally(new IllegalStateException("The TypeScript client ended without an answer")));
    }

    /** Starts an action; the future holds the whole answer, with {@code result} or {@code error}. */
    public CompletableFuture<JsonNode> start(String action, Map<String, ?> parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        Map<String, Object> command = new LinkedHashMap<>(parameters);
        command.put("id", id);
        command.put("action", action);
        try {
            synchronized (commands) {
                commands.write(Json.write(command));
                commands.newLine();
                commands.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer;
    }

    /** Runs an action and returns its result. */
    public JsonNode run(String action, Map<String, ?> parameters) {
        JsonNode answer = await(start(action, parameters));
        if (answer.has("error")) {
            throw new AssertionError(action + " failed: " + answer.get("error"));
        }
        return answer.get("result");
    }

    /** Runs an action without parameters and returns its result. */
    public JsonNode run(String action) {
        return run(action, Map.of());
    }

    /** Calls a tool and returns its result. */
    public JsonNode call(String tool, Map<String, ?> arguments) {
        return run("callTool", Map.of("name", tool, "arguments", arguments));
    }

    /** Waits for the answer of a started action. */
    public static JsonNode await(CompletableFuture<JsonNode> answer) {
        try {
            return answer.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("The TypeScript client did not answer", e);
        }
    }

    /** Returns the names listed by all tool-change events so far, newest last. */
    public List<JsonNode> events(String kind) {
        return events.stream().filter(event -> event.get("event").asString().equals(kind)).toList();
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
