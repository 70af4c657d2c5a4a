package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptMessage;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.ClientIdentity;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions to modern clients: a result with a sealed state, and the same call again with the answers. */
class ModernQuestionTest {
    private static final String ANN = "\"name\":{\"action\":\"accept\",\"content\":{\"name\":\"Ann\"}}";

    private volatile Instant now = Instant.now();
    private final TestEndpoint server = new TestEndpoint(EndpointOptions.defaults(),
            credentials -> new Authentication.Known(new ClientIdentity(
                    credentials.authorization() == null ? "ann" : credentials.authorization(), "x", Set.of())),
            () -> now);
    private final AtomicInteger once = new AtomicInteger();

    @BeforeEach
    void fill() {
        server.catalog.tool("ask", call -> CallToolResult.text("Hello " + call
                .ask("name", ElicitRequest.form("Who?").string("name", "Your name").build()).string("name")
                .orElse("?")));
        server.catalog.tool(ToolDefinition.builder("ask_safely", "Asks, and may do so twice")
                .traits(ToolTraits.defaults().idempotent(true)).build(),
                call -> CallToolResult.text("Hello " + call
                        .ask("name", ElicitRequest.form("Who?").string("name", "Your name").build()).string("name")
                        .orElse("?")));
        server.catalog.tool("ask_twice", call -> {
            Object kept = call.once("kept", once::incrementAndGet);
            String first = call.ask("one", ElicitRequest.form("One?").string("x", "x").build()).string("x").orElse("");
            String second = call.ask("two", ElicitRequest.form("Two?").string("x", "x").build()).string("x").orElse("");
            return CallToolResult.text(first + "+" + second + " kept " + kept);
        });
        server.catalog.prompt("ask_prompt", call -> GetPromptResult.of(PromptMessage.user("For " + call
                .ask("name", ElicitRequest.form("Who?").string("name", "Your name").build()).string("name")
                .orElse("?"))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestEndpoint.Answer call(String tool, String more) throws Exception {
        return server.send(request(tool, "\"arguments\":{\"id\":7}" + more, "\"elicitation\":{}"));
    }

    private HttpRequest.Builder request(String tool, String params, String capabilities) {
        return server
                .post(ModernBody.of("1", "tools/call", "\"name\":\"" + tool + "\"," + params, capabilities, ""))
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "tools/call")
                .header("Mcp-Name", tool);
    }

    private static String state(TestEndpoint.Answer asked) {
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.result()).containsEntry("resultType", "input_required").doesNotContainKey("ttlMs");
        return String.valueOf(asked.result().get("requestState"));
    }

    private static String retry(String state, String answers) {
        return ",\"inputResponses\":{" + answers + "},\"requestState\":\"" + state + "\"";
    }

    @Test
    void aQuestionIsAResultWithTheKeyOfTheAuthor() throws Exception {
        TestEndpoint.Answer asked = call("ask", "");

        Map<String, Object> request = TestEndpoint.object(TestEndpoint.object(asked.result(), "inputRequests"), "name");
        assertThat(request).containsEntry("method", "elicitation/create");
        assertThat(TestEndpoint.object(request, "params")).containsEntry("message", "Who?")
                .containsKey("requestedSchema");
        assertThat(state(asked)).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void theSameCallWithTheAnswerIsCompleted() throws Exception {
        String state = state(call("ask", ""));

        assertThat(call("ask", retry(state, ANN)).text()).isEqualTo("Hello Ann");
    }

    @Test
    void anAnswerCountsWithoutAState() throws Exception {
        assertThat(call("ask", ",\"inputResponses\":{" + ANN + "}").text()).isEqualTo("Hello Ann");
    }

    @Test
    void answersAndKeptValuesOfAllRoundsTravelInTheState() throws Exception {
        String first = state(call("ask_twice", ""));
        String second = state(
                call("ask_twice", retry(first, "\"one\":{\"action\":\"accept\",\"content\":{\"x\":\"1\"}}")));
        TestEndpoint.Answer last = call("ask_twice",
                retry(second, "\"two\":{\"action\":\"accept\",\"content\":{\"x\":\"2\"}}"));

        assertThat(second).isNotEqualTo(first);
        assertThat(last.text()).isEqualTo("1+2 kept 1");
        assertThat(once).hasValue(1);
    }

    @Test
    void aMissingOrUnfittingAnswerIsAskedAgainAndUnknownKeysAreIgnored() throws Exception {
        String state = state(call("ask", ""));
        String again = state(call("ask", retry(state, "\"other\":{\"action\":\"accept\",\"content\":{}}")));
        String third = state(
                call("ask", retry(again, "\"name\":{\"action\":\"accept\",\"content\":{\"name\":5}}")));

        assertThat(call("ask", retry(third, ANN + ",\"unknown\":{\"action\":\"decline\"}")).text())
                .isEqualTo("Hello Ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"inputResponses\":{\"name\":12345}",
        "\"inputResponses\":{\"name\":{\"action\":\"dance\"}}", "\"inputResponses\":{\"name\":{}}",
        "\"inputResponses\":[]", "\"requestState\":5"})
    void malformedAnswersAreRefused(String malformed) throws Exception {
        assertThat(call("ask", "," + malformed).code()).isEqualTo(-32602);
    }

    @Test
    void aChangedStateIsRefused() throws Exception {
        String state = state(call("ask", ""));

        for (String bad : new String[]{state + "-TAMPERED", state.substring(1), "", "AAAA",
            (state.charAt(20) == 'x' ? 'y' : 'x') + state.substring(1)}) {
            assertThat(call("ask", retry(bad, ANN)).code()).isEqualTo(-32602);
        }
        assertThat(call("ask", retry(state, ANN)).text()).isEqualTo("Hello Ann");
    }

    @Test
    void aStateBelongsToOneClientOneToolAndItsArguments() throws Exception {
        String state = state(call("ask_safely", ""));

        assertThat(server.send(request("ask_safely", "\"arguments\":{\"id\":7}" + retry(state, ANN),
                "\"elicitation\":{}").header("Authorization", "mallory")).code()).isEqualTo(-32602);
        assertThat(call("ask", retry(state, ANN)).code()).isEqualTo(-32602);
        assertThat(server.send(request("ask_safely", "\"arguments\":{\"id\":8}" + retry(state, ANN),
                "\"elicitation\":{}")).code()).isEqualTo(-32602);
        assertThat(call("ask_safely", retry(state, ANN)).text()).isEqualTo("Hello Ann");
    }

    @Test
    void theOrderOfTheArgumentsDoesNotMatter() throws Exception {
        String state = state(server.send(
                request("ask", "\"arguments\":{\"a\":1,\"b\":[{\"c\":1,\"d\":2}]}", "\"elicitation\":{}")));
        TestEndpoint.Answer retried = server.send(request("ask",
                "\"arguments\":{\"b\":[{\"d\":2,\"c\":1}],\"a\":1}" + retry(state, ANN), "\"elicitation\":{}"));

        assertThat(retried.text()).isEqualTo("Hello Ann");
    }

    @Test
    void aStateOfAnOlderDefinitionIsRefused() throws Exception {
        String state = state(call("ask", ""));
        server.catalog.withoutTool("ask").tool(ToolDefinition.builder("ask", "Asks for something else").build(),
                call -> CallToolResult.text("replaced"));

        assertThat(call("ask", retry(state, ANN)).code()).isEqualTo(-32602);
    }

    @Test
    void aStateIsUsedUpUnlessTheToolMayRunTwice() throws Exception {
        String state = state(call("ask", ""));
        String safe = state(call("ask_safely", ""));

        assertThat(call("ask", retry(state, ANN)).text()).isEqualTo("Hello Ann");
        assertThat(call("ask", retry(state, ANN)).code()).isEqualTo(-32602);
        assertThat(call("ask_safely", retry(safe, ANN)).text()).isEqualTo("Hello Ann");
        assertThat(call("ask_safely", retry(safe, ANN)).text()).isEqualTo("Hello Ann");
    }

    @Test
    void aStateExpires() throws Exception {
        String state = state(call("ask", ""));
        now = now.plus(Duration.ofMinutes(61));

        assertThat(call("ask", retry(state, ANN)).code()).isEqualTo(-32602);
    }

    @Test
    void whatTheClientDidNotDeclareIsNotAsked() throws Exception {
        TestEndpoint.Answer answer = server
                .send(request("ask", "\"arguments\":{}", "\"sampling\":{}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32021);
        assertThat(TestEndpoint.object(answer.error(), "data")).containsEntry("requiredCapabilities",
                Map.of("elicitation", Map.of()));
    }

    @Test
    void promptsCanAskToo() throws Exception {
        HttpRequest.Builder first = server
                .post(ModernBody.of("1", "prompts/get", "\"name\":\"ask_prompt\"", "\"elicitation\":{}", ""))
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "prompts/get")
                .header("Mcp-Name", "ask_prompt");
        String state = state(server.send(first));
        HttpRequest.Builder second = server
                .post(ModernBody.of("2", "prompts/get", "\"name\":\"ask_prompt\"" + retry(state, ANN),
                        "\"elicitation\":{}", ""))
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "prompts/get")
                .header("Mcp-Name", "ask_prompt");

        assertThat(server.send(second).response().body()).contains("For Ann");
    }

    @Test
    void moreThanAStateMayCarryIsTold() throws Exception {
        server.catalog.tool("hoard", call -> {
            Object kept = call.once("big", () -> "x".repeat(70_000));
            call.ask("name", ElicitRequest.form("Who?").string("name", "n").build());
            return CallToolResult.text(String.valueOf(kept));
        });
        TestEndpoint.Answer answer = call("hoard", "");

        assertThat(answer.result()).containsEntry("isError", true);
        assertThat(answer.text()).contains("too large");
    }

    @Test
    void aStateIsNotUsedUpByACallThatDoesNotComeToThePlugin() throws Exception {
        String state = state(call("ask", ""));
        server.runtime.isBusy = true;
        assertThat(call("ask", retry(state, ANN)).result()).containsEntry("isError", true);
        server.runtime.isBusy = false;

        assertThat(call("ask", retry(state, ANN)).text()).isEqualTo("Hello Ann");
        assertThat(call("ask", retry(state, ANN)).code()).isEqualTo(-32602);
    }

    @Test
    void readOnlyAloneDoesNotLetAStateBeUsedTwice() throws Exception {
        server.catalog.tool(
                ToolDefinition.builder("look", "Looks").traits(ToolTraits.defaults().readOnly(true)).build(),
                call -> CallToolResult.text(call
                        .ask("name", ElicitRequest.form("Who?").string("name", "Your name").build()).string("name")
                        .orElse("?")));
        String state = state(call("look", ""));

        assertThat(call("look", retry(state, ANN)).text()).isEqualTo("Ann");
        assertThat(call("look", retry(state, ANN)).code()).isEqualTo(-32602);
    }

    @Test
    void aStateOfAResourceBelongsToTheVersionOfItsPlugin() throws Exception {
        String state = state(server.send(read("")));

        assertThat(server.send(read(retry(state, ANN))).response().body()).contains("for Ann");
        server.runtime.version = "2.0.0";
        assertThat(server.send(read(retry(state, ANN))).code()).isEqualTo(-32602);
    }

    private HttpRequest.Builder read(String more) {
        return server
                .post(ModernBody.of("1", "resources/read", "\"uri\":\"test://ask\"" + more, "\"elicitation\":{}", ""))
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "resources/read")
                .header("Mcp-Name", "test://ask");
    }
}
