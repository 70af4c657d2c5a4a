package dev.patchbay.tests.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.patchbay.client.CallOptions;
import dev.patchbay.client.McpClient;
import dev.patchbay.client.McpException;
import dev.patchbay.client.ToolAnswer;
import dev.patchbay.protocol.content.TextContent;
import dev.patchbay.protocol.input.ElicitResult;
import dev.patchbay.protocol.task.TaskStatus;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.tests.product.Administration;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.Json;
import dev.patchbay.tests.product.ReactorJars;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The whole product is killed while tasks wait and run; they go on after the restart, for their client only. */
class TaskRestartIT {
    private static final String CONFIRM = "conformance-plugin_confirm_delete";
    private static final String SLOW = "conformance-plugin_slow_compute";
    private static final String FILE = "a-file-that-nobody-else-names.txt";
    private static final Duration LONG = Duration.ofSeconds(30);

    private static McpClient client(Installation patchbay, String key) {
        return McpClient.http(URI.create(patchbay.url())).bearerToken(key).tasks()
                .elicitation(form -> ElicitResult.accept(Map.of("confirm", true))).connect();
    }

    private static String started(McpClient client, String tool, Map<String, Object> arguments) {
        if (client.beginTool(tool, arguments) instanceof ToolAnswer.Started started) {
            return started.task().taskId();
        }
        throw new AssertionError(tool + " did not become a task");
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().getFirst()).text();
    }

    @Test
    void tasksGoOnAfterAKillAndWhatTheyCarryIsSealed() throws Exception {
        try (Installation patchbay = Installation.unpack().withoutSamples()
                .withPlugin(ReactorJars.conformancePlugin())) {
            Administration administration = patchbay.serve().administration();
            administration.approveAll();
            String ann = administration.client("ann");
            String bob = administration.client("bob");
            administration.enable("ann", "tool:" + CONFIRM, "tool:" + SLOW);
            administration.enable("bob", "tool:" + CONFIRM, "tool:" + SLOW);
            String waiting;
            String running;
            try (McpClient client = client(patchbay, ann)) {
                waiting = started(client, CONFIRM, Map.of("filename", FILE));
                await().atMost(LONG).until(() -> client.task(waiting).task().status() == TaskStatus.INPUT_REQUIRED);
                running = started(client, SLOW, Map.of("seconds", 2, "label", "x"));
            }

            patchbay.kill();
            assertThat(databaseFiles(patchbay)).isNotEmpty().allSatisfy(file -> assertThat(content(file))
                    .doesNotContain(FILE));
            patchbay.serve();

            try (McpClient client = client(patchbay, ann); McpClient other = client(patchbay, bob)) {
                await().atMost(LONG).until(() -> client.listTools().size() == 2);
                assertThat(client.task(waiting).task().status()).isEqualTo(TaskStatus.INPUT_REQUIRED);
                assertThatThrownBy(() -> other.task(waiting)).isInstanceOf(McpException.class)
                        .hasMessageContaining("-32602");

                assertThat(text(client.awaitTask(waiting, CallOptions.DEFAULT))).isEqualTo("Deleted " + FILE);
                assertThat(text(client.awaitTask(running, CallOptions.DEFAULT))).contains("Computed x");
                assertThat(phases(patchbay, CONFIRM)).containsExactly("begin", "task", "end", "begin", "end");

                patchbay.administration().disable("ann", "tool:" + CONFIRM);
                assertThatThrownBy(() -> client.task(waiting)).isInstanceOf(McpException.class)
                        .hasMessageContaining("-32602");
            }
        }
    }

    private static List<Path> databaseFiles(Installation patchbay) throws IOException {
        try (Stream<Path> files = Files.walk(patchbay.folder().resolve("data"))) {
            return files.filter(file -> file.toString().endsWith(".mv.db")).toList();
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What the trail says of calls of a tool, which are all one call. */
    private static List<String> phases(Installation patchbay, String tool) throws IOException {
        List<String> phases = new ArrayList<>();
        List<String> calls = new ArrayList<>();
        try (Stream<Path> files = Files.list(patchbay.folder().resolve("data/audit"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode json = Json.parse(line);
                    if (json.path("entry").asString("").equals(tool)) {
                        phases.add(json.path("phase").asString(""));
                        calls.add(json.path("call").asString(""));
                    }
                }
            }
        }
        assertThat(calls).doesNotContain("").containsOnly(calls.getFirst());
        return phases;
    }
}
