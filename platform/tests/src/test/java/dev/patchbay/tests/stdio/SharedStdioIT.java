package dev.patchbay.tests.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.tests.product.Administration;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Several processes of one installation: one is the server, the others attach to it. */
class SharedStdioIT {
    private static List<String> tools(JsonNode response) {
        return response.path("result").path("tools").valueStream().map(tool -> tool.path("name").asString()).toList();
    }

    @Test
    void ofSeveralStartedAtOnceOneServesAndWhenItEndsAnotherDoes() throws Exception {
        try (Installation patchbay = Installation.unpack();
                PipeClient first = PipeClient.start(patchbay);
                PipeClient second = PipeClient.start(patchbay);
                PipeClient third = PipeClient.start(patchbay)) {
            List<PipeClient> all = List.of(first, second, third);
            all.forEach(client -> client.modern("list", "tools/list", Map.of()));
            all.forEach(client -> assertThat(tools(client.response("list"))).contains("hello"));
            all.forEach(client -> client.awaitNote("patchbay: "));
            assertThat(PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(patchbay.folder().resolve("data/stdio.json"))))
                    .isEqualTo("rw-------");

            PipeClient server = all.stream().filter(client -> client.pid() == holder(patchbay)).findFirst()
                    .orElseThrow();
            List<PipeClient> rest = all.stream().filter(client -> client != server).toList();
            rest.getFirst().initialize(Map.of());
            rest.getFirst().request("before", "tools/list", Map.of());
            rest.getFirst().response("before");

            assertThat(server.end()).isLessThan(PipeClient.END);
            assertThat(server.exitCode()).isZero();

            rest.getFirst().request("after-legacy", "tools/list", Map.of());
            rest.forEach(client -> client.modern("after", "tools/call",
                    Map.of("name", "hello", "arguments", Map.of("name", "Ada"))));
            assertThat(tools(rest.getFirst().response("after-legacy"))).contains("hello");
            rest.forEach(client -> assertThat(client.response("after").path("result").path("content").path(0)
                    .path("text").asString("")).isEqualTo("Hello, Ada!"));
            assertThat(holder(patchbay)).isIn(rest.stream().map(PipeClient::pid).toList());
            rest.forEach(client -> {
                assertThat(client.terminate()).isLessThan(PipeClient.END);
                assertThat(client.exitCode()).isZero();
            });
            assertThat(Stream.of(first, second, third).map(PipeClient::unreadable)).allMatch(String::isEmpty);
        }
    }

    private static long holder(Installation patchbay) {
        return status(patchbay).path("pid").asLong();
    }

    private static JsonNode status(Installation patchbay) {
        try {
            return Json.parse(Files.readString(patchbay.folder().resolve("data/status.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRunningServerLetsInTheConfiguredClientAndKeysAndNobodyElse() throws Exception {
        try (Installation patchbay = Installation.unpack().withConfiguration("stdio:\n  client: ada\n").serve()) {
            Administration administration = patchbay.administration();
            administration.approveAll();
            String key = administration.client("bob");
            administration.enable("bob", "tool:calculator");
            Path file = Files.writeString(patchbay.folder().resolve("bob.key"), key + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            String url = status(patchbay).path("url").asString();

            try (PipeClient ada = PipeClient.start(patchbay);
                    PipeClient bob = PipeClient.start(patchbay, "--key-file", file.toString());
                    PipeClient nobody = PipeClient.startWith(patchbay, Map.of("PATCHBAY_STDIO_CLIENT", ""));
                    PipeClient stranger = PipeClient.startWith(patchbay,
                            Map.of("PATCHBAY_KEY", "pb_ABCDEFGHIJ.nobody-has-this-one"), "--attach", url)) {
                ada.modern(1, "server/discover", Map.of());
                bob.modern(1, "tools/list", Map.of());
                nobody.modern(1, "server/discover", Map.of());
                stranger.request(1, "initialize", Map.of("protocolVersion", "2025-11-25", "capabilities", Map.of(),
                        "clientInfo", Map.of("name", "test", "version", "1")));

                assertThat(message(ada, 1)).contains("'ada'", "patchbay client create ada");
                assertThat(tools(bob.response(1))).containsExactly("calculator");
                assertThat(message(nobody, 1)).contains("stdio.client", "PATCHBAY_KEY");
                assertThat(nobody.noted()).contains("stdio.client");
                assertThat(message(stranger, 1)).contains("API key");
                assertThat(stranger.response(1).path("error").path("code").asInt()).isEqualTo(-32000);
                assertThat(bob.terminate()).isLessThan(PipeClient.END);
                assertThat(bob.exitCode()).isZero();

                administration.client("ada");
                administration.enable("ada", "tool:hello");
                ada.modern(2, "tools/list", Map.of());
                assertThat(tools(ada.response(2))).containsExactly("hello");
                patchbay.stop();
                ada.modern(3, "tools/list", Map.of());
                assertThat(message(ada, 3)).contains("has stopped");
            }
            try (PipeClient alone = PipeClient.start(patchbay)) {
                alone.modern(1, "tools/list", Map.of());
                assertThat(tools(alone.response(1))).as(alone.noted()).containsExactly("hello");
            }
        }
    }

    private static String message(PipeClient client, int id) {
        return client.response(id).path("error").path("message").asString("");
    }
}
