package dev.patchbay.tests.product;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import tools.jackson.databind.JsonNode;

/**
 * The official TypeScript client ({@code @modelcontextprotocol/client}) in a Node process of its own, driven by
 * {@code npm/client.mjs}.
 */
public final class TypeScriptClient implements AutoCloseable {
    private final NodeProgram program;

    private TypeScriptClient(NodeProgram program) {
        this.program = program;
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
        return new TypeScriptClient(NodeProgram.start(Map.of("PATCHBAY_KEY", key), "client.mjs", url, mode));
    }

    /** Starts an action; the future holds the whole answer, with {@code result} or {@code error}. */
    public CompletableFuture<JsonNode> start(String action, Map<String, ?> parameters) {
        Map<String, Object> command = new LinkedHashMap<>(parameters);
        command.put("action", action);
        return program.send(command);
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

    /** Returns the events of a kind so far, newest last. */
    public List<JsonNode> events(String kind) {
        return program.events(kind);
    }

    @Override
    public void close() {
        program.close();
    }
}
