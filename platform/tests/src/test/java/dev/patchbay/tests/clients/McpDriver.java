package dev.patchbay.tests.clients;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/**
 * A connected client that other people wrote, behind a few actions that all of them have: {@code list}, {@code call},
 * {@code abort}, {@code read}, {@code prompt}, {@code complete}, {@code subscribe}, {@code batch},
 * {@code ended}. Safe for all threads.
 */
interface McpDriver extends AutoCloseable {
    /** The revision that the client itself says it speaks with the server. */
    String revision();

    /** Starts an action; the future holds an object with {@code result} or {@code error}. */
    CompletableFuture<JsonNode> start(String action, Map<String, ?> parameters);

    /** What the client told by itself so far: {@code progress} and {@code updated}. */
    List<JsonNode> events(String kind);

    /** Runs an action, which must work. */
    default JsonNode run(String action, Map<String, ?> parameters) {
        JsonNode answer = await(start(action, parameters));
        if (answer.has("error")) {
            throw new AssertionError(action + " failed: " + answer.get("error"));
        }
        return answer.get("result");
    }

    /** Waits for the answer of a started action, which may have to start programs on a busy machine first. */
    static JsonNode await(CompletableFuture<JsonNode> answer) {
        try {
            return answer.get(120, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("The client did not answer", e);
        }
    }

    /** Calls a tool and returns the text of its result. */
    default String call(String tool, Map<String, ?> arguments) {
        return run("call", Map.of("tool", tool, "arguments", arguments, "tag", tool)).path("content").path(0)
                .path("text").asString();
    }

    @Override
    void close();
}
