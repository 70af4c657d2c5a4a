package dev.patchbay.tests.clients;

import dev.patchbay.tests.product.Json;
import dev.patchbay.tests.product.Node;
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

/** One Node process with any number of TypeScript clients of all generations, see {@code npm/clients.mjs}. */
final class NodeClients implements AutoCloseable {
    private final Process process;
    private final BufferedWriter commands;
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();

    NodeClients() {
        try {
            process = new ProcessBuilder(Node.command("clients.mjs")).directory(Node.folder().toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread.ofPlatform().daemon().name("typescript-clients").start(this::read);
    }

    /**
     * Opens a client.
     *
     * @param sdk an npm package, or "v2"
     * @param options its transport and where the server is
     */
    McpDriver open(String sdk, Map<String, ?> options) {
        String name = sdk + "-" + ids.incrementAndGet();
        Map<String, Object> parameters = new LinkedHashMap<>(options);
        parameters.put("sdk", sdk);
        return new Driver(name, new Opening(name).run("open", parameters).path("revision").asString(""));
    }

    private final class Opening extends Driver {
        Opening(String name) {
            super(name, "");
        }
    }

    private class Driver implements McpDriver {
        private final String name;
        private final String revision;

        Driver(String name, String revision) {
            this.name = name;
            this.revision = revision;
        }

        @Override
        public String revision() {
            return revision;
        }

        @Override
        public CompletableFuture<JsonNode> start(String action, Map<String, ?> parameters) {
            return send(name, action, parameters);
        }

        @Override
        public List<JsonNode> events(String kind) {
            return events.stream().filter(event -> event.path("client").asString("").equals(name))
                    .filter(event -> event.path("event").asString("").equals(kind)).toList();
        }

        @Override
        public void close() {
            run("close", Map.of());
        }
    }

    private CompletableFuture<JsonNode> send(String client, String action, Map<String, ?> parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        Map<String, Object> command = new LinkedHashMap<>(parameters);
        command.put("id", id);
        command.put("client", client);
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
                .completeExceptionally(new IllegalStateException("The TypeScript clients ended without an answer")));
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
