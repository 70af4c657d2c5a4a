package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.search.SearchTools;
import dev.patchbay.catalog.view.View;
import dev.patchbay.catalog.view.ViewContent;
import dev.patchbay.invocation.Authorizer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that searches its tools instead of listing them, in both eras. */
class SearchModeTest {
    private static final String ANN = "\"inputResponses\":{\"name\":{\"action\":\"accept\",\"content\":{\"name\":\"Ann\"}}}";

    private final TestEndpoint server = new TestEndpoint();
    private final SearchTools search = new SearchTools(this::view);

    /** Everything but what is called secret, in search mode. */
    private View view(Caller caller) {
        List<ToolEntry> tools = server.catalog.registry.current().tools().stream()
                .filter(tool -> !tool.name().contains("secret")).toList();
        return View.of(server.catalog.registry.current(),
                search.inSearchMode(new ViewContent(tools, tools, List.of(), List.of(), List.of(), uri -> true)));
    }

    @BeforeEach
    void fill() {
        server.catalog.tool(ToolDefinition.builder("notes_read", "Reads a note").traits(ToolTraits.defaults()
                .readOnly(true)).build(), call -> CallToolResult.text("note " + call.arguments().get("id")));
        server.catalog.tool("notes_delete").tool("secret_notes");
        server.catalog.tool("ask", call -> CallToolResult.text("Hello " + call
                .ask("name", ElicitRequest.form("Who?").string("name", "Your name").build()).string("name")
                .orElse("?")));
        server.authorizer = new Authorizer() {
            @Override
            public View view(Caller caller) {
                return SearchModeTest.this.view(caller);
            }

            @Override
            public Decision decide(Request request) {
                return Decision.ALLOWED;
            }
        };
    }

    @AfterEach
    void stop() {
        search.close();
        server.close();
    }

    /** Sends the same request in one of the eras. */
    private interface Era {
        TestEndpoint.Answer send(String method, String params) throws Exception;
    }

    private List<Era> eras() throws Exception {
        LegacyClient legacy = new LegacyClient(server, "");
        return List.of((method, params) -> server.send(server.modern(method, params)), legacy::send);
    }

    private static String through(String tool, String name) {
        return "\"name\":\"" + tool + "\",\"arguments\":{\"name\":\"" + name + "\",\"arguments\":{\"id\":7}}";
    }

    @Test
    void theListShowsTheFourTools() throws Exception {
        for (Era era : eras()) {
            assertThat(TestEndpoint.objects(era.send("tools/list", "").result(), "tools"))
                    .extracting(tool -> tool.get("name"))
                    .containsExactly("search_tools", "describe_tool", "call_read_tool", "call_write_tool");
        }
    }

    @Test
    void aToolIsFoundDescribedAndCalled() throws Exception {
        for (Era era : eras()) {
            TestEndpoint.Answer found = era.send("tools/call",
                    "\"name\":\"search_tools\",\"arguments\":{\"query\":\"read notes\"}");
            Map<String, Object> hits = TestEndpoint.object(found.result(), "structuredContent");
            assertThat(TestEndpoint.objects(hits, "tools").getFirst()).containsEntry("name", "notes_read");
            assertThat(hits).containsEntry("total_visible", 3L);
            assertThat(found.text()).doesNotContain("secret");
            assertThat(era.send("tools/call", "\"name\":\"describe_tool\",\"arguments\":{\"name\":\"notes_read\"}")
                    .text()).contains("Reads a note");
            assertThat(era.send("tools/call", through("call_read_tool", "notes_read")).text()).isEqualTo("note 7");
            assertThat(era.send("tools/call", "\"name\":\"notes_read\",\"arguments\":{\"id\":7}").text())
                    .isEqualTo("note 7");
        }
    }

    @Test
    void whatIsNotThereIsAResultThatSaysSo() throws Exception {
        for (Era era : eras()) {
            for (String forward : List.of("call_read_tool", "call_write_tool")) {
                TestEndpoint.Answer hidden = era.send("tools/call", through(forward, "secret_notes"));
                assertThat(hidden.status()).isEqualTo(200);
                assertThat(hidden.result()).containsEntry("isError", true);
                assertThat(hidden.text()).isEqualTo(SearchTools.unknown("secret_notes"));
            }
            assertThat(era.send("tools/call", through("call_read_tool", "notes_delete")).text())
                    .contains("call_write_tool");
            assertThat(era.send("tools/call", "\"name\":\"secret_notes\"").code()).isEqualTo(-32602);
        }
    }

    private TestEndpoint.Answer ask(String name, String inner, String more) throws Exception {
        String arguments = name.equals("ask") ? inner : "{\"name\":\"ask\",\"arguments\":" + inner + "}";
        return server.send(server
                .post(ModernBody.of("1", "tools/call",
                        "\"name\":\"" + name + "\",\"arguments\":" + arguments + more, "\"elicitation\":{}", ""))
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "tools/call")
                .header("Mcp-Name", name));
    }

    private String state() throws Exception {
        return ",\"requestState\":\"" + Objects.requireNonNull(
                ask("call_write_tool", "{\"id\":7}", "").result().get("requestState")) + "\"," + ANN;
    }

    @Test
    void aQuestionIsBoundToTheToolThatAsks() throws Exception {
        assertThat(ask("call_write_tool", "{\"id\":7}", state()).text()).isEqualTo("Hello Ann");
        // However it is called, it is the same call
        assertThat(ask("ask", "{\"id\":7}", state()).text()).isEqualTo("Hello Ann");
        assertThat(ask("call_write_tool", "{\"id\":8}", state()).code()).isEqualTo(-32602);
    }

    @Test
    void aLegacyClientAnswersAToolThatIsCalledThroughAnother() throws Exception {
        LegacyClient client = new LegacyClient(server, "\"elicitation\":{}");
        try (SseReader stream = new SseReader(server,
                client.request("tools/call", through("call_write_tool", "ask")))) {
            Object id = Objects.requireNonNull(stream.message().json().get("id"));
            server.send(client.answer(id, "\"result\":{\"action\":\"accept\",\"content\":{\"name\":\"Ann\"}}"));
            assertThat(stream.message().data()).contains("Hello Ann");
        }
    }
}
