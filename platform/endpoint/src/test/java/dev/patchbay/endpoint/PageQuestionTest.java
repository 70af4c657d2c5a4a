package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.ask.AskOptions;
import dev.patchbay.http.FloodLimits;
import dev.patchbay.http.HttpOptions;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.state.StateBinding;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions on pages of the host: what is filled in reaches the tool, and nobody but who called fills it in. */
class PageQuestionTest {
    private static final String SECRET = "s3cr3t-canary-Zx81";
    private static final String URLS = "\"elicitation\":{\"url\":{}}";
    private static final String AGREED = "\"token\":{\"action\":\"accept\"}";

    private TestEndpoint server = start(AskOptions.defaults().withPatience(Duration.ZERO));
    private Browser browser = new Browser(server.http);
    private final Queue<String> given = new ConcurrentLinkedQueue<>();
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();

    private static TestEndpoint start(AskOptions options) {
        return start(options, FloodLimits.OFF);
    }

    private static TestEndpoint start(AskOptions options, FloodLimits flood) {
        return new TestEndpoint(EndpointOptions.defaults().with(HttpOptions.defaults().withFlood(flood)),
                Identification.by(credentials -> {
                    String header = credentials.authorization();
                    if (header == null) {
                        return new Authentication.Known(ClientIdentity.LOCAL);
                    }
                    if (!header.startsWith("Bearer pb_") || header.equals("Bearer pb_wrong")) {
                        return header.startsWith("Bearer ey")
                                ? new Authentication.Known(of("ann", ClientIdentity.TOKEN))
                                : new Authentication.Refused("invalid_api_key", "Invalid API key",
                                        Authentication.Reason.INVALID);
                    }
                    return new Authentication.Known(of(header.substring("Bearer pb_".length()), ClientIdentity.KEY));
                }), InstantSource.system(), options);
    }

    private static ClientIdentity of(String id, String method) {
        return new ClientIdentity(id, id + "'s client", Set.of(), Set.of(), false, method, "c", Optional.empty());
    }

    @BeforeEach
    void fill() {
        browser = new Browser(server.http);
        server.catalog.tool("store_token", call -> {
            ElicitResult answer = call.ask("token", ElicitRequest.page("Paste a token for the tracker")
                    .secret("token", "Access token").integer("days", "Valid for days", 30).build());
            answer.string("token").ifPresent(given::add);
            return CallToolResult.text(answer.action() + " for " + answer.content().get("days") + " days");
        }).tool("consent", call -> CallToolResult
                .text("Consent: " + call.ask("token", ElicitRequest.page("Delete all?").build()).action()))
                .tool(ToolDefinition.builder("ask_after", "Asks on a page and then in a form")
                        .traits(ToolTraits.defaults().idempotent(true)).build(), call -> {
                            String token = call.ask("token", ElicitRequest.page("Token?").secret("token", "T").build())
                                    .string("token").orElse("");
                            given.add(token);
                            return CallToolResult.text("Hello " + call
                                    .ask("name", ElicitRequest.form("Who?").string("name", "Your name").build())
                                    .string("name").orElse("?"));
                        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestEndpoint.Answer call(String tool, String capabilities, String more) throws Exception {
        String body = ModernBody.of("1", "tools/call",
                "\"name\":\"" + tool + "\",\"arguments\":{}" + (more.isEmpty() ? "" : "," + more), capabilities, "");
        TestEndpoint.Answer answer = server.send(server.post(body).header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call").header("Mcp-Name", tool));
        answers.add(answer.response().headers().map() + answer.response().body());
        return answer;
    }

    private TestEndpoint.Answer call(String tool) throws Exception {
        return call(tool, URLS, "");
    }

    private static String state(TestEndpoint.Answer asked) {
        return String.valueOf(asked.result().get("requestState"));
    }

    private static String url(TestEndpoint.Answer asked) {
        Map<String, Object> question = TestEndpoint.object(TestEndpoint.object(asked.result(), "inputRequests"),
                "token");
        return String.valueOf(TestEndpoint.object(question, "params").get("url"));
    }

    private TestEndpoint.Answer again(String tool, TestEndpoint.Answer asked, String responses) throws Exception {
        return call(tool, URLS,
                "\"inputResponses\":{" + responses + "},\"requestState\":\"" + state(asked) + "\"");
    }

    private void as(@Nullable String client) {
        server.authorization = client == null ? "" : "Bearer pb_" + client;
    }

    @Test
    void whatIsFilledInReachesTheToolAndNothingElse() throws Exception {
        TestEndpoint.Answer asked = call("store_token");
        Map<String, Object> question = TestEndpoint.object(TestEndpoint.object(asked.result(), "inputRequests"),
                "token");
        assertThat(question).containsEntry("method", "elicitation/create");
        assertThat(TestEndpoint.object(question, "params")).containsEntry("mode", "url")
                .containsEntry("message", "Paste a token for the tracker").containsOnlyKeys("mode", "message", "url");
        assertThat(url(asked)).matches("http://127\\.0\\.0\\.1:" + server.endpoint.port() + "/ask/[A-Za-z0-9_-]{43}");

        HttpResponse<String> page = browser.open(url(asked));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Paste a token for the tracker", "store_token", "<b>test</b>", "Local client",
                "type=\"password\"", "Valid for days", "value=\"30\"");
        assertThat(browser.fillIn(url(asked), page, "accept", Map.of("token", SECRET, "days", "7")).statusCode())
                .isEqualTo(200);
        TestEndpoint.Answer done = again("store_token", asked, AGREED);

        assertThat(done.text()).isEqualTo("ACCEPT for 7 days");
        assertThat(given).containsExactly(SECRET);
        assertThat(answers).noneMatch(answer -> answer.contains(SECRET));
        assertThat(browser.seen).noneMatch(answer -> answer.contains(SECRET));
        assertThat(server.pages.size()).isZero();
        assertThat(server.pageEvents).containsExactly("OPENED local store_token", "ANSWERED local store_token");
    }

    @Test
    void theStateThatTheClientCarriesHoldsNothingOfIt() throws Exception {
        TestEndpoint.Answer asked = call("ask_after");
        HttpResponse<String> page = browser.open(url(asked));
        browser.fillIn(url(asked), page, "accept", Map.of("token", SECRET));
        String both = "\"elicitation\":{\"url\":{},\"form\":{}}";
        TestEndpoint.Answer next = call("ask_after", both,
                "\"inputResponses\":{" + AGREED + "},\"requestState\":\"" + state(asked) + "\"");
        assertThat(TestEndpoint.object(next.result(), "inputRequests")).containsOnlyKeys("name");

        byte[] opened = server.seal.open(
                new StateBinding("local", "tools/call", "ask_after", "{}",
                        "hash-of-ask_after-Asks on a page and then in a form"),
                state(next)).content();
        assertThat(new String(opened, StandardCharsets.UTF_8)).contains("\"pages\"").doesNotContain(SECRET);

        TestEndpoint.Answer done = call("ask_after", both,
                "\"inputResponses\":{\"name\":{\"action\":\"accept\",\"content\":{\"name\":\"Ann\"}}},\"requestState\":\""
                        + state(next) + "\"");
        assertThat(done.text()).isEqualTo("Hello Ann");
        assertThat(given).containsExactly(SECRET, SECRET);
        assertThat(server.pages.size()).isZero();
    }

    @Test
    void itIsAskedAgainOnTheSamePageUntilThatIsDone() throws Exception {
        TestEndpoint.Answer asked = call("store_token");
        TestEndpoint.Answer again = again("store_token", asked, AGREED);
        assertThat(url(again)).isEqualTo(url(asked));
        TestEndpoint.Answer third = again("store_token", again, "");
        assertThat(url(third)).isEqualTo(url(asked));
        assertThat(given).isEmpty();

        browser.fillIn(url(asked), browser.open(url(asked)), "accept", Map.of("token", SECRET));
        assertThat(again("store_token", third, AGREED).text()).isEqualTo("ACCEPT for null days");
    }

    @Test
    void aClientThatCallsAgainAtOnceIsAnsweredWhenThePageIsDone() throws Exception {
        server.close();
        server = start(AskOptions.defaults());
        fill();
        TestEndpoint.Answer asked = call("store_token");
        CompletableFuture<TestEndpoint.Answer> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return again("store_token", asked, AGREED);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        HttpResponse<String> page = browser.open(url(asked));
        assertThat(waiting).isNotDone();
        browser.fillIn(url(asked), page, "accept", Map.of("token", SECRET));

        assertThat(waiting.get(20, java.util.concurrent.TimeUnit.SECONDS).text()).startsWith("ACCEPT");
        assertThat(given).containsExactly(SECRET);
    }

    @Test
    void contentThatTheClientSendsIsNoAnswer() throws Exception {
        TestEndpoint.Answer asked = call("store_token");
        TestEndpoint.Answer again = again("store_token", asked,
                "\"token\":{\"action\":\"accept\",\"content\":{\"token\":\"of the model\",\"days\":1}}");

        assertThat(url(again)).isEqualTo(url(asked));
        assertThat(given).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"decline", "cancel"})
    void theClientCanSayNo(String action) throws Exception {
        TestEndpoint.Answer asked = call("store_token");

        assertThat(again("store_token", asked, "\"token\":{\"action\":\"" + action + "\"}").text())
                .startsWith(action.toUpperCase(java.util.Locale.ROOT));
        assertThat(browser.open(url(asked)).statusCode()).isEqualTo(404);
    }

    @Test
    void aConsentHasTwoButtonsAndNoField() throws Exception {
        TestEndpoint.Answer asked = call("consent");
        HttpResponse<String> page = browser.open(url(asked));
        assertThat(page.body()).contains("Delete all?", "value=\"accept\"", "value=\"decline\"")
                .doesNotContain("field.");
        browser.fillIn(url(asked), page, "decline", Map.of());

        assertThat(again("consent", asked, AGREED).text()).isEqualTo("Consent: DECLINE");
        assertThat(server.pageEvents).contains("DECLINED local consent");
    }

    @Test
    void aClientThatOpensNoPagesIsToldWhatIsMissing() throws Exception {
        TestEndpoint.Answer answer = call("store_token", "\"elicitation\":{}", "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32021);
        assertThat(TestEndpoint.object(answer.error(), "data")).containsEntry("requiredCapabilities",
                Map.of("elicitation", Map.of("url", Map.of())));
        assertThat(server.pages.size()).isZero();
    }

    @Test
    void aSecretInAFormIsRefused() throws Exception {
        server.catalog.tool("careless", call -> CallToolResult.text(call.ask("token",
                ElicitRequest.form("Token?").field("token", Map.of("type", "string", "writeOnly", true), true).build())
                .toString()));
        TestEndpoint.Answer answer = call("careless", "\"elicitation\":{}", "");

        assertThat(answer.result()).containsEntry("isError", true);
        assertThat(answer.text()).contains("secret").contains("ElicitRequest.page");
    }

    @Test
    void aCallerWithATokenIsToldWhichSettingIsMissing() throws Exception {
        server.authorization = "Bearer eyToken";
        TestEndpoint.Answer answer = call("store_token");

        assertThat(answer.result()).containsEntry("isError", true);
        assertThat(answer.text()).contains("oauth.page-client-id");
        assertThat(server.pages.size()).isZero();
    }

    @Test
    void aCallerWithAKeyShowsItFirstAndReadsTheQuestionThen() throws Exception {
        as("ann");
        TestEndpoint.Answer asked = call("store_token");
        HttpResponse<String> door = browser.open(url(asked));
        assertThat(door.body()).contains("API key").doesNotContain("Paste a token", "store_token", "ann");

        HttpResponse<String> page = browser.post(url(asked), Map.of("key", "pb_ann"));
        assertThat(page.body()).contains("Paste a token").contains("ann&#39;s client");
        assertThat(browser.fillIn(url(asked), page, "accept", Map.of("token", SECRET)).statusCode()).isEqualTo(200);

        assertThat(again("store_token", asked, AGREED).text()).startsWith("ACCEPT");
        assertThat(browser.seen).noneMatch(answer -> answer.contains("pb_ann"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pb_bob", "pb_wrong", "eyToken", "ann"})
    void anotherKeyOpensNothingAndTheQuestionStays(String key) throws Exception {
        as("ann");
        TestEndpoint.Answer asked = call("store_token");

        HttpResponse<String> refused = browser.post(url(asked), Map.of("key", key));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain("Paste a token", "ann", "bob");
        assertThat(refused.body()).isEqualTo(browser.post(url(asked), Map.of("key", "pb_nobody_")).body());
        assertThat(server.pageEvents).contains("REFUSED ann store_token");

        HttpResponse<String> page = browser.post(url(asked), Map.of("key", "pb_ann"));
        browser.fillIn(url(asked), page, "accept", Map.of("token", SECRET));
        assertThat(again("store_token", asked, AGREED).text()).startsWith("ACCEPT");
    }

    @Test
    void whoGuessesAtKeysIsSoonNotHeardAnyMore() throws Exception {
        server.close();
        server = start(AskOptions.defaults(), new FloodLimits(60, 90, 1));
        fill();
        as("ann");
        TestEndpoint.Answer asked = call("store_token");

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            statuses.add(browser.post(url(asked), Map.of("key", "pb_guess" + i)).statusCode());
        }
        assertThat(statuses).startsWith(403).contains(429);
    }

    @Test
    void aFormOfAnotherPageFillsInNothing() throws Exception {
        as("bob");
        TestEndpoint.Answer bobs = call("store_token");
        HttpResponse<String> page = browser.post(url(bobs), Map.of("key", "pb_bob"));
        as("ann");
        TestEndpoint.Answer anns = call("store_token");

        assertThat(browser.fillIn(url(anns), page, "accept", Map.of("token", "bob's")).statusCode()).isEqualTo(403);
        assertThat(url(again("store_token", anns, AGREED))).isEqualTo(url(anns));
        assertThat(given).isEmpty();
    }

    @Test
    void aPageOfOneClientAnswersNoCallOfAnother() throws Exception {
        as("ann");
        TestEndpoint.Answer anns = call("store_token");
        as("bob");
        assertThat(again("store_token", anns, AGREED).code()).isEqualTo(-32602);
    }

    @Test
    void unknownDoneAndEndedPagesLookAlike() throws Exception {
        TestEndpoint.Answer asked = call("store_token");
        HttpResponse<String> page = browser.open(url(asked));
        HttpResponse<String> other = browser.open(url(asked));
        browser.fillIn(url(asked), page, "accept", Map.of("token", SECRET));

        HttpResponse<String> twice = browser.fillIn(url(asked), other, "accept", Map.of("token", "other"));
        HttpResponse<String> done = browser.open(url(asked));
        again("store_token", asked, AGREED);
        HttpResponse<String> ended = browser.open(url(asked));
        HttpResponse<String> unknown = browser.open(server.uri("/ask/" + "A".repeat(43)).toString());
        for (HttpResponse<String> answer : List.of(twice, done, ended, unknown,
                browser.open(server.uri("/ask/x").toString()), browser.open(server.uri("/ask/").toString()))) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo(unknown.body());
        }
        assertThat(given).containsExactly(SECRET);
    }

    @Test
    void aFormCanBeSentOnce() throws Exception {
        TestEndpoint.Answer asked = call("store_token");
        HttpResponse<String> page = browser.open(url(asked));
        HttpResponse<String> wrong = browser.fillIn(url(asked), page, "accept", Map.of("token", SECRET, "days", "x"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("class=\"problem\"", "value=\"x\"").doesNotContain(SECRET);

        assertThat(browser.fillIn(url(asked), page, "accept", Map.of("token", SECRET)).statusCode()).isEqualTo(403);
        assertThat(browser.fillIn(url(asked), wrong, "accept", Map.of("token", SECRET)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1", "https://127.0.0.1"})
    void aFormOfAnotherSiteIsRefused(String origin) throws Exception {
        TestEndpoint.Answer asked = call("store_token");
        HttpResponse<String> page = browser.open(url(asked));
        Map<String, String> fields = Map.of("proof", Browser.proof(page).orElseThrow(), "action", "accept",
                "field.token", "evil");

        assertThat(browser.post(url(asked), fields, origin).statusCode()).isEqualTo(403);
        assertThat(browser.send(Browser.form(url(asked), Browser.body(fields)).build()).statusCode()).isEqualTo(403);
        assertThat(
                browser.send(Browser.form(url(asked), Browser.body(fields)).header("Origin", Browser.origin(url(asked)))
                        .header("Sec-Fetch-Site", "cross-site").build()).statusCode())
                .isEqualTo(403);
        assertThat(url(again("store_token", asked, AGREED))).isEqualTo(url(asked));
    }

    @Test
    void aPageHasNoScriptNoFrameAndNothingFromElsewhere() throws Exception {
        String evil = "</p><script>alert(1)</script> \u202Eevil\u2066 \u0007\" onload=x";
        server.catalog.tool("evil", call -> CallToolResult.text(call.ask("token", ElicitRequest.page(evil)
                .string("<img src=x>\"'", "<b>\u202Elabel</b>", "\"><script>2</script>")
                .choice("c", "<i>choice</i>", List.of("<u>\"one\"</u>")).build()).action().toString()));
        TestEndpoint.Answer asked = call("evil");
        HttpResponse<String> page = browser.open(url(asked));

        assertThat(page.body())
                .doesNotContain("<script", "<img", "<b>\u202E", "<i>", "<u>", "\u202E", "\u2066", "\u0007")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "\uFFFDevil\uFFFD", "&quot;&gt;&lt;script&gt;2");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'",
                "form-action 'self'", "frame-ancestors 'none'", "style-src 'sha256-").doesNotContain("unsafe");
        assertThat(page.headers().map()).containsEntry("cache-control", List.of("no-store"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("referrer-policy", List.of("same-origin"))
                .containsEntry("content-type", List.of("text/html; charset=utf-8"))
                .doesNotContainKey("set-cookie").doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void whatIsNoFormOfThePageIsRefused() throws Exception {
        String url = url(call("store_token"));
        String origin = Browser.origin(url);

        assertThat(browser.send(Browser.form(url, "proof=%zz").header("Origin", origin).build()).statusCode())
                .isEqualTo(400);
        assertThat(browser.send(Browser.form(url, "x".repeat(70_000)).header("Origin", origin).build()).statusCode())
                .isEqualTo(413);
        assertThat(browser.send(java.net.http.HttpRequest.newBuilder(URI.create(url)).header("Origin", origin)
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")).build()).statusCode()).isEqualTo(415);
        assertThat(browser.send(java.net.http.HttpRequest.newBuilder(URI.create(url))
                .DELETE().build()).statusCode()).isEqualTo(405);
    }

    @Test
    void aPageIsNeverUnderTheHostThatTheRequestNames() throws Exception {
        server.close();
        server = start(AskOptions.defaults().withBase(URI.create("https://mcp.example.com/tools")));
        fill();

        assertThat(url(call("store_token"))).startsWith("https://mcp.example.com/tools/ask/");
    }

    @Test
    void oneMoreThanSoManyPagesEndsTheOldestOfTheClient() throws Exception {
        server.close();
        server = start(AskOptions.defaults().withMaxPages(3, 2));
        fill();
        String first = url(call("consent"));
        String second = url(call("consent"));
        String third = url(call("consent"));
        as("bob");
        call("consent");
        as("ann");

        assertThat(call("consent").text()).contains("Too many questions");
        assertThat(browser.open(first).statusCode()).isEqualTo(404);
        assertThat(browser.open(second).statusCode()).isEqualTo(200);
        assertThat(browser.open(third).statusCode()).isEqualTo(200);
    }
}
