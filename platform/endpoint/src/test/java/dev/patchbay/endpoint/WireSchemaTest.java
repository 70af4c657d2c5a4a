package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptMessage;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.schema.OfficialSchema;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What goes over the wire, against the official schema of its revision. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireSchemaTest {
    private static final String NAME = "\"arguments\":{\"name\":\"x\"}";

    private final TestEndpoint server = new TestEndpoint();

    @BeforeAll
    void fill() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G'};
        server.catalog.tool(ToolDefinition.builder("all", "All kinds of content").title("All")
                .traits(ToolTraits.defaults().destructive(true))
                .outputSchema(Map.of("type", "object")).build(),
                call -> {
                    call.progress().report(1, 2);
                    call.log().info("half");
                    return CallToolResult.structured(Map.of("a", 1))
                            .withContent(List.of(ContentBlock.text("t"), ContentBlock.image(png, "image/png"),
                                    ContentBlock.audio(png, "audio/wav"), ContentBlock.resource(
                                            ResourceContents.text("test://x", "text/plain", "x"))));
                });
        server.catalog.tool("ask", call -> CallToolResult.text(
                call.ask("k", ElicitRequest.form("Who?").string("name", "n").build()).toString()));
        server.catalog.prompt("greet", call -> GetPromptResult.of(PromptMessage.user("Hello")));
        server.catalog.resource("test://one").template("test://t/{id}");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static void conforms(Revision revision, String definition, Object message) {
        assertThat(OfficialSchema.validate(revision, definition, JsonWriter.compact(message))).as(definition)
                .isEmpty();
    }

    private void modern(String definition, HttpRequest.Builder request) throws Exception {
        TestEndpoint.Answer answer = server.send(request);
        conforms(Revision.V2026_07_28, definition, answer.result());
        conforms(Revision.V2026_07_28, "JSONRPCResultResponse", answer.json());
    }

    @Test
    void modernResults() throws Exception {
        modern("DiscoverResult", server.modern("server/discover", ""));
        modern("ListToolsResult", server.modern("tools/list", ""));
        modern("ListPromptsResult", server.modern("prompts/list", ""));
        modern("ListResourcesResult", server.modern("resources/list", ""));
        modern("ListResourceTemplatesResult", server.modern("resources/templates/list", ""));
        modern("CallToolResult", server.modern("tools/call", "\"name\":\"all\"," + NAME));
        modern("GetPromptResult", server.modern("prompts/get", "\"name\":\"greet\"," + NAME));
        modern("ReadResourceResult", server.modern("resources/read", "\"uri\":\"test://one\""));
        modern("CompleteResult", server.modern("completion/complete",
                "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"greet\"},\"argument\":{\"name\":\"name\",\"value\":\"A\"}"));
        modern("InputRequiredResult", server
                .post(ModernBody.of("1", "tools/call", "\"name\":\"ask\"", "\"elicitation\":{}", ""))
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "ask"));
    }

    @Test
    void modernErrors() throws Exception {
        for (HttpRequest.Builder request : List.of(server.modern("nothing", ""),
                server.modern("tools/call", "\"name\":\"nobody\""), server.modern("tools/list", "\"cursor\":\"x\""),
                server.modern("tools/list", "").setHeader("Mcp-Method", "x"),
                server.modern("tools/call", "\"name\":\"ask\""), server.post("{"))) {
            conforms(Revision.V2026_07_28, "JSONRPCErrorResponse", server.send(request).json());
        }
    }

    @Test
    void modernNotifications() throws Exception {
        HttpRequest.Builder call = server
                .post(ModernBody.of("1", "tools/call", "\"name\":\"all\"", "",
                        ",\"progressToken\":1,\"io.modelcontextprotocol/logLevel\":\"debug\""))
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "all");
        List<Map<String, Object>> events = server.send(call).events();
        assertThat(events).hasSize(3);
        conforms(Revision.V2026_07_28, "ServerNotification", events.get(0));
        conforms(Revision.V2026_07_28, "ServerNotification", events.get(1));
        conforms(Revision.V2026_07_28, "CallToolResult", TestEndpoint.object(events.get(2), "result"));

        try (SseReader listen = new SseReader(server, server.modern("subscriptions/listen",
                "\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"test://one\"]}"))) {
            conforms(Revision.V2026_07_28, "SubscriptionsAcknowledgedNotification", listen.message().json());
            server.catalog.tool("new_one");
            conforms(Revision.V2026_07_28, "ServerNotification", listen.message().json());
            server.catalog.registry.resourceUpdated("test://one");
            conforms(Revision.V2026_07_28, "ServerNotification", listen.message().json());
        }
    }

    @Test
    void legacyMessages() throws Exception {
        Revision revision = Revision.V2025_11_25;
        LegacyClient client = new LegacyClient(server, "\"elicitation\":{}");
        conforms(revision, "InitializeResult", client.initialized.result());
        conforms(revision, "ListToolsResult", client.send("tools/list", "").result());
        conforms(revision, "ListPromptsResult", client.send("prompts/list", "").result());
        conforms(revision, "ListResourcesResult", client.send("resources/list", "").result());
        conforms(revision, "ListResourceTemplatesResult", client.send("resources/templates/list", "").result());
        conforms(revision, "GetPromptResult", client.send("prompts/get", "\"name\":\"greet\"").result());
        conforms(revision, "ReadResourceResult", client.send("resources/read", "\"uri\":\"test://one\"").result());
        conforms(revision, "EmptyResult", client.send("ping", "").result());
        conforms(revision, "JSONRPCErrorResponse", client.send("nothing", "").json());

        List<Map<String, Object>> events = client
                .send("tools/call", "\"name\":\"all\",\"_meta\":{\"progressToken\":\"t\"}").events();
        assertThat(events).hasSize(3);
        conforms(revision, "ServerNotification", events.get(0));
        conforms(revision, "ServerNotification", events.get(1));
        conforms(revision, "CallToolResult", TestEndpoint.object(events.get(2), "result"));

        try (SseReader asked = new SseReader(server, client.request("tools/call", "\"name\":\"ask\""))) {
            conforms(revision, "ElicitRequest", asked.message().json());
        }
    }
}
