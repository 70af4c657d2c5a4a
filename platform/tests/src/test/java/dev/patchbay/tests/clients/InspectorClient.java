package dev.patchbay.tests.clients;

import dev.patchbay.tests.product.Json;
import dev.patchbay.tests.product.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The command line of MCP Inspector: every action is a process, which connects, asks once and ends. */
final class InspectorClient implements McpDriver {
    private static final String SCRIPT = "node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> target;
    private final String revision;

    /** @param target the command of a server, or its URL, and how to connect */
    InspectorClient(List<String> target) {
        this.target = target;
        this.revision = inspect("initialize").path("protocolVersion").asString("");
    }

    @Override
    public String revision() {
        return revision;
    }

    @Override
    public CompletableFuture<JsonNode> start(String action, Map<String, ?> parameters) {
        JsonNode given = Json.parse(Json.write(parameters));
        return CompletableFuture.supplyAsync(() -> Map.of("result", run(action, given)), threads)
                .exceptionally(failure -> Map.of("error", Json.parse(Json.write(String.valueOf(failure)))))
                .thenApply(answer -> Json.parse(Json.write(answer)));
    }

    private JsonNode run(String action, JsonNode given) {
        return switch (action) {
            case "list" -> lists();
            case "call" -> inspect("tools/call", "--tool-name", given.path("tool").asString(), "--tool-args-json",
                    given.path("arguments").toString());
            case "read" -> inspect("resources/read", "--uri", given.path("uri").asString());
            case "prompt" -> {
                List<String> options = new ArrayList<>(List.of("--prompt-name", given.path("name").asString(),
                        "--prompt-args"));
                given.path("arguments").propertyStream()
                        .forEach(each -> options.add(each.getKey() + "=" + each.getValue().asString()));
                yield inspect("prompts/get", options.toArray(String[]::new));
            }
            default -> throw new IllegalArgumentException("The command line has no " + action);
        };
    }

    private JsonNode lists() {
        Map<String, Object> lists = new LinkedHashMap<>();
        for (String[] list : new String[][]{{"tools", "tools/list"}, {"resources", "resources/list"},
            {"resourceTemplates", "resources/templates/list"}, {"prompts", "prompts/list"}}) {
            lists.put(list[0], inspect(list[1]).path(list[0]));
        }
        return Json.parse(Json.write(lists));
    }

    private JsonNode inspect(String method, String... more) {
        List<String> command = Node.command(SCRIPT, "--cli");
        command.addAll(target);
        command.addAll(List.of("--method", method, "--format", "json", "-q"));
        command.addAll(List.of(more));
        try {
            Path home = Files.createDirectories(Node.folder().resolve("inspector-home"));
            Path printed = Files.createTempFile(home, "inspector", ".json");
            ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile())
                    .redirectErrorStream(true).redirectOutput(printed.toFile());
            builder.environment().put("HOME", home.toString());
            builder.environment().put("PATCHBAY_AOT", "off");
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " failed: " + Files.readString(printed));
            }
            return Json.parse(Files.readString(printed)).path("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<JsonNode> events(String kind) {
        return List.of();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
