package dev.patchbay.benchmarks.servers;

import dev.patchbay.benchmarks.load.Answer;
import dev.patchbay.benchmarks.load.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A server in a process of its own that has answered its first call rightly. */
public final class Running implements AutoCloseable {
    private final Kind kind;
    private final Process process;
    private final int port;
    private final String key;
    private final Duration start;

    Running(Kind kind, Process process, int port, String key, Duration start) {
        this.kind = kind;
        this.process = process;
        this.port = port;
        this.key = key;
        this.start = start;
    }

    /** Returns which it is. */
    public Kind kind() {
        return kind;
    }

    /** Returns its process. */
    public long pid() {
        return process.pid();
    }

    /** Returns the port of 127.0.0.1 that it listens on. */
    public int port() {
        return port;
    }

    /** Returns the time from starting the process to the first right answer. */
    public Duration start() {
        return start;
    }

    /** Returns calls of the echo tool, one for each of so many clients where the server keeps sessions. */
    public List<Request> calls(int clients) throws IOException {
        return requests(clients, (dialect, client) -> dialect.call(client, kind.tool(), "message", Dialect.MESSAGE));
    }

    /** Returns requests for the tools, one for each of so many clients where the server keeps sessions. */
    public List<Request> lists(int clients) throws IOException {
        return requests(clients, Dialect::list);
    }

    /** Returns the request that opens a stream, of a client of its own where the server keeps sessions. */
    public Request listen() throws IOException {
        return requests(1, Dialect::listen).getFirst();
    }

    private List<Request> requests(int clients, BiFunction<Dialect, Map<String, String>, Request> request)
            throws IOException {
        List<Request> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Map<String, String> client = kind.dialect().open(port, key);
            all.add(request.apply(kind.dialect(), client));
            if (!client.containsKey("Mcp-Session-Id")) {
                break;
            }
        }
        return all;
    }

    /**
     * Checks that the echo tool returns what it is given.
     *
     * @throws IOException if it does not
     */
    public void checkCall() throws IOException {
        Answer answer = Answer.of(port, calls(1).getFirst());
        if (!echoes(answer)) {
            throw new IOException(kind.id() + " answered a call with " + answer.status() + " " + answer.text());
        }
    }

    /**
     * Checks that a list has as many tools as asked for, or a full page.
     *
     * @return how many it has
     * @throws IOException if it has not
     */
    public int checkList(int tools, int page) throws IOException {
        Answer answer = Answer.of(port, lists(1).getFirst());
        int listed = answer.status() == 200 ? answer.message().path("result").path("tools").size() : -1;
        if (listed != tools && listed != Math.min(tools, page)) {
            throw new IOException(kind.id() + " listed " + listed + " tools of " + tools + " with status "
                    + answer.status());
        }
        return listed;
    }

    private static boolean echoes(Answer answer) {
        return answer.status() == 200 && says(answer, Dialect.MESSAGE);
    }

    /** Returns whether an answer is a result whose first content contains a text. */
    static boolean says(Answer answer, String text) {
        try {
            JsonNode result = answer.message().path("result");
            return !result.path("isError").asBoolean(false)
                    && result.path("content").path(0).path("text").asString("").contains(text);
        } catch (JacksonException e) {
            return false; // a page of an error, or half an answer
        }
    }

    /** Asks the server to end, waits for it, and returns how long it took. */
    public Duration stop() throws InterruptedException {
        long begin = System.nanoTime();
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
