package dev.patchbay.tests.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.tests.product.Administration;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.Node;
import dev.patchbay.tests.product.TypeScriptClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two clients of one served installation, each with its own tools, resources and prompts. */
class TwoClientsIT {
    private static Installation installation;
    private static Administration administration;
    private static String ada;
    private static String bob;

    @BeforeAll
    static void serve() {
        installation = Installation.unpack().withSetting("limits.calls-per-minute", "100000").serve();
        administration = installation.administration();
        administration.approveAll();
        ada = administration.client("ada");
        bob = administration.client("bob");
        administration.enable("ada", "tool:calculator", "tool:hello", "prompt:notes_*", "resource:docs://*");
        administration.enable("bob", "tool:hello", "resource:schema://users");
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @Test
    void eachSeesItsOwnAndNothingElse() {
        try (TypeScriptClient one = TypeScriptClient.modern(installation.url(), ada);
                TypeScriptClient other = TypeScriptClient.inDefaultMode(installation.url(), bob)) {
            one.run("connect");
            other.run("connect");

            assertThat(names(one.run("listTools"), "tools")).containsExactlyInAnyOrder("calculator", "hello");
            assertThat(names(other.run("listTools"), "tools")).containsExactly("hello");
            assertThat(names(one.run("listPrompts"), "prompts")).isNotEmpty()
                    .allMatch(name -> name.startsWith("notes_"));
            assertThat(names(other.run("listPrompts"), "prompts")).isEmpty();
            assertThat(names(other.run("listResources"), "resources")).containsExactly("User Table Schema");
            assertThat(other.run("readResource", Map.of("uri", "schema://users")).path("contents")).isNotEmpty();
            assertThat(one.call("calculator", Map.of("operation", "add", "a", 2, "b", 3)).toString()).contains("5");
            assertThat(refused(other, "callTool", Map.of("name", "calculator", "arguments", Map.of())))
                    .contains("Unknown tool: calculator");
            assertThat(refused(other, "readResource", Map.of("uri", "docs://api"))).contains("not found");
        }
    }

    @Test
    void aConnectedClientLosesAToolThatIsTakenAwayAndNobodyElseIsTold() {
        administration.enable("bob", "tool:notes_export_notes");
        try (TypeScriptClient one = TypeScriptClient.modern(installation.url(), ada);
                TypeScriptClient other = TypeScriptClient.modern(installation.url(), bob)) {
            one.run("connect");
            other.run("connect");
            assertThat(names(other.run("listTools"), "tools")).contains("notes_export_notes");

            administration.disable("bob", "tool:notes_export_notes");

            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(other.events("tools")).isNotEmpty());
            assertThat(names(other.run("listTools"), "tools")).containsExactly("hello");
            assertThat(one.events("tools")).isEmpty();
        }
    }

    @Test
    void nobodyIsServedWithoutAGoodCredential() throws Exception {
        for (String header : List.of("", "Bearer ", "Bearer pb_no.such", "Bearer " + ada + "x", "Basic YTpi")) {
            HttpResponse<String> answer = post("/mcp", header);
            assertThat(answer.statusCode()).as(header).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).as(header)
                    .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer").doesNotContain("metadata"));
        }
        assertThat(post("/mcp", "Bearer " + ada + "x").body()).contains("Invalid API key");
        assertThat(post("/mcp?access_token=" + ada, "").statusCode()).isBetween(400, 401);
        assertThat(post("/.well-known/oauth-protected-resource", "").statusCode()).isEqualTo(404);
    }

    @Test
    void explainSaysTheTrueReason() {
        Node.Result missing = installation.command("explain", "--client", "bob", "--tool", "calculator");
        assertThat(missing.output()).contains("not_enabled");
        Node.Result there = installation.command("explain", "--client", "ada", "--tool", "calculator");
        assertThat(there.output()).contains("calculator").doesNotContain("not_enabled");
        Node.Result unknown = installation.command("explain", "--client", "bob", "--tool", "calculatr");
        assertThat(unknown.output()).contains("calculator");
    }

    @Test
    void everyCallLeavesATraceThatVerifies() throws IOException {
        try (TypeScriptClient one = TypeScriptClient.modern(installation.url(), ada)) {
            one.run("connect");
            one.call("hello", Map.of("name", "Trace"));
        }
        assertThat(administration.send("POST", "/audit/verify", "{}").path("intact").asBoolean()).isTrue();
        try (Stream<Path> files = Files.list(installation.folder().resolve("data/audit"))) {
            String all = files.filter(file -> file.toString().endsWith(".jsonl")).map(TwoClientsIT::read)
                    .reduce("", String::concat);
            assertThat(all).contains("\"client\":\"ada\"", "\"entry\":\"hello\"", "client.create")
                    .doesNotContain(ada, bob);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static HttpResponse<String> post(String path, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(installation.url()).resolve(path))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{}"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static List<String> names(JsonNode result, String list) {
        return result.path(list).valueStream().map(item -> item.path("name").asString()).toList();
    }

    private static String refused(TypeScriptClient client, String action, Map<String, ?> parameters) {
        return TypeScriptClient.await(client.start(action, parameters)).path("error").toString();
    }
}
