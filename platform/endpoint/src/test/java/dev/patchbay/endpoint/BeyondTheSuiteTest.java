package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.endpoint.list.ListOptions;
import dev.patchbay.protocol.CacheScope;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Some of what the official conformance suite does not look at; {@code docs/proof.md} says where the rest is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BeyondTheSuiteTest {
    private final TestEndpoint server = new TestEndpoint(
            EndpointOptions.defaults().with(new ListOptions(2, Duration.ofSeconds(5), CacheScope.PRIVATE)));

    @BeforeAll
    void fill() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            server.catalog.tool(name).prompt(name).resource("test://" + name).template("test://" + name + "/{id}");
        }
        server.catalog.tool(ToolDefinition.builder("regional", "Knows its region")
                .inputSchema(Map.of("type", "object", "properties",
                        Map.of("region", Map.of("type", "string", "x-mcp-header", "Region"))))
                .build(), call -> CallToolResult.text("called"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** Sends a request of an era and returns its answer. */
    @FunctionalInterface
    private interface Era {
        TestEndpoint.Answer send(String method, String params) throws Exception;
    }

    private Era era(String revision) throws Exception {
        if (revision.equals("2026-07-28")) {
            return (method, params) -> server.send(server.modern(method, params));
        }
        return new LegacyClient(server, "", revision)::send;
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"})
    void everyListIsWalkedPageByPageInEveryRevision(String revision) throws Exception {
        Era era = era(revision);
        for (String[] list : new String[][]{{"tools/list", "tools", "name", "a,b,c,d,e,regional"},
            {"prompts/list", "prompts", "name", "a,b,c,d,e"},
            {"resources/list", "resources", "uri", "test://a,test://b,test://c,test://d,test://e"},
            {"resources/templates/list", "resourceTemplates", "uriTemplate",
                "test://a/{id},test://b/{id},test://c/{id},test://d/{id},test://e/{id}"}}) {
            List<String> seen = new ArrayList<>();
            String cursor = "";
            int pages = 0;
            do {
                TestEndpoint.Answer page = era.send(list[0],
                        cursor.isEmpty() ? "" : "\"cursor\":\"" + cursor + "\"");
                TestEndpoint.objects(page.result(), list[1])
                        .forEach(entry -> seen.add(String.valueOf(entry.get(list[2]))));
                cursor = String.valueOf(page.result().getOrDefault("nextCursor", ""));
                pages++;
            } while (!cursor.isEmpty());

            assertThat(seen).as(list[0]).containsExactly(list[3].split(",", -1));
            assertThat(pages).as(list[0]).isEqualTo(3);
            assertThat(era.send(list[0], "\"cursor\":\"none-of-yours\"").code()).isEqualTo(-32602);
        }
    }

    private static String base64(String text) {
        return "=?base64?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    @ParameterizedTest
    @CsvSource({"Zürich, Zürich, 200", "Zürich, Genève, 400", "zurich, zurich, 200", "zurich, Zurich, 400"})
    void aHeaderInBase64IsComparedByWhatItStandsFor(String argument, String header, int status) throws Exception {
        TestEndpoint.Answer parameter = server.send(server
                .modern("tools/call", "\"name\":\"regional\",\"arguments\":{\"region\":\"" + argument + "\"}")
                .header("Mcp-Param-Region", base64(header)));
        TestEndpoint.Answer name = server
                .send(server.modern("resources/read", "\"uri\":\"test://" + argument + "\"").setHeader("Mcp-Name",
                        base64("test://" + header)));

        for (TestEndpoint.Answer answer : List.of(parameter, name)) {
            assertThat(answer.status()).isEqualTo(status);
            if (status == 400) {
                assertThat(answer.code()).isEqualTo(-32020);
            }
        }
    }

    @Test
    void aForeignOriginWithTheRightHostIsRefusedWhateverIsAsked() throws Exception {
        LegacyClient client = new LegacyClient(server, "");
        for (HttpRequest.Builder request : List.of(server.modern("server/discover", ""),
                server.modern("tools/call", "\"name\":\"a\",\"arguments\":{}"), client.request("ping", ""),
                client.stream(), client.other("DELETE"), client.request("initialize", ""))) {
            int before = server.catalog.calls.get();

            assertThat(server.send(request.header("Origin", "http://evil.example.com")).status()).isEqualTo(403);

            assertThat(server.catalog.calls).hasValue(before);
        }
        assertThat(client.send("ping", "").status()).as("the session is still there").isEqualTo(200);
    }
}
