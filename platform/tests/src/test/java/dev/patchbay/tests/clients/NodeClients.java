package dev.patchbay.tests.clients;

import dev.patchbay.tests.product.NodeProgram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** One Node process with any number of TypeScript clients of all generations, see {@code npm/clients.mjs}. */
final class NodeClients implements AutoCloseable {
    private final NodeProgram program = NodeProgram.start(Map.of(), "clients.mjs");
    private final AtomicInteger opened = new AtomicInteger();

    /**
     * Opens a client.
     *
     * @param sdk an npm package, or "v2"
     * @param options its transport and where the server is
     */
    McpDriver open(String sdk, Map<String, ?> options) {
        String name = sdk + "-" + opened.incrementAndGet();
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
            Map<String, Object> command = new LinkedHashMap<>(parameters);
            command.put("client", name);
            command.put("action", action);
            return program.send(command);
        }

        @Override
        public List<JsonNode> events(String kind) {
            return program.events(kind).stream().filter(event -> event.path("client").asString("").equals(name))
                    .toList();
        }

        @Override
        public void close() {
            run("close", Map.of());
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
