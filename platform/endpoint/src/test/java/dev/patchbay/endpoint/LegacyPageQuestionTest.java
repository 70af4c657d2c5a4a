package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.ask.AskOptions;
import dev.patchbay.endpoint.legacy.LegacyOptions;
import dev.patchbay.security.LoopbackAuthenticator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions on pages to clients with sessions: a request with an address, the page, a word that it is done. */
class LegacyPageQuestionTest {
    private static final String SECRET = "s3cr3t-canary-Lq77";
    private static final String URLS = "\"elicitation\":{\"url\":{}}";

    private TestEndpoint server = start(LegacyOptions.defaults());
    private Browser browser = new Browser(server.http);
    private final Queue<String> given = new ConcurrentLinkedQueue<>();

    private static TestEndpoint start(LegacyOptions options) {
        return new TestEndpoint(EndpointOptions.defaults().with(options),
                Identification.by(new LoopbackAuthenticator()), InstantSource.system(), AskOptions.defaults());
    }

    @BeforeEach
    void fill() {
        browser = new Browser(server.http);
        server.catalog.tool("store_token", call -> {
            ElicitResult answer = call.ask("token",
                    ElicitRequest.page("Paste a token").secret("token", "Access token").build());
            answer.string("token").ifPresent(given::add);
            return CallToolResult.text("Said " + answer.action());
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SseReader call(LegacyClient client) throws Exception {
        return new SseReader(server, client.request("tools/call", "\"name\":\"store_token\""));
    }

    private static Map<String, Object> params(SseReader.Event question) {
        assertThat(question.isMethod("elicitation/create")).isTrue();
        return TestEndpoint.object(question.json(), "params");
    }

    private void says(LegacyClient client, SseReader.Event question, String action) throws Exception {
        assertThat(server.send(client.answer(Objects.requireNonNull(question.json().get("id")),
                "\"result\":{\"action\":\"" + action + "\"}")).status()).isEqualTo(202);
    }

    private void fillIn(String url) throws Exception {
        assertThat(browser.fillIn(url, browser.open(url), "accept", Map.of("token", SECRET)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theCallGoesOnWhenThePageIsDone() throws Exception {
        LegacyClient client = new LegacyClient(server, URLS);
        try (SseReader stream = call(client)) {
            SseReader.Event question = stream.message();
            String url = String.valueOf(params(question).get("url"));
            assertThat(params(question)).containsOnlyKeys("mode", "message", "url", "elicitationId")
                    .containsEntry("mode", "url").containsEntry("message", "Paste a token");
            says(client, question, "accept");
            assertThat(given).isEmpty();
            fillIn(url);

            SseReader.Event complete = stream.message();
            assertThat(complete.isMethod("notifications/elicitation/complete")).isTrue();
            assertThat(TestEndpoint.object(complete.json(), "params"))
                    .containsExactly(Map.entry("elicitationId", params(question).get("elicitationId")));
            SseReader.Event result = stream.message();
            assertThat(result.data()).contains("Said ACCEPT").doesNotContain(SECRET);
            assertThat(given).containsExactly(SECRET);
            assertThat(server.pages.size()).isZero();
        }
    }

    @Test
    void aClientMayAnswerAfterItsUserIsDone() throws Exception {
        LegacyClient client = new LegacyClient(server, URLS);
        try (SseReader stream = call(client)) {
            SseReader.Event question = stream.message();
            fillIn(String.valueOf(params(question).get("url")));
            assertThat(stream.message().isMethod("notifications/elicitation/complete")).isTrue();
            says(client, question, "accept");

            assertThat(stream.message().data()).contains("Said ACCEPT");
        }
    }

    @Test
    void theClientCanSayNo() throws Exception {
        LegacyClient client = new LegacyClient(server, URLS);
        try (SseReader stream = call(client)) {
            SseReader.Event question = stream.message();
            says(client, question, "decline");

            assertThat(stream.message().data()).contains("Said DECLINE");
            assertThat(browser.open(String.valueOf(params(question).get("url"))).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aPageIsGivenUpAfterItsTime() throws Exception {
        server.close();
        server = start(LegacyOptions.defaults().withQuestion(Duration.ofMillis(300)));
        fill();
        LegacyClient client = new LegacyClient(server, URLS);
        try (SseReader stream = call(client)) {
            SseReader.Event question = stream.message();
            says(client, question, "accept");

            assertThat(stream.message().data()).contains("\"isError\":true").contains("did not answer");
            assertThat(browser.open(String.valueOf(params(question).get("url"))).statusCode()).isEqualTo(404);
            assertThat(server.pages.size()).isZero();
        }
    }

    @Test
    void aCancelledCallEndsItsPage() throws Exception {
        LegacyClient client = new LegacyClient(server, URLS);
        try (SseReader stream = call(client)) {
            params(stream.message());
            server.send(client.notification("notifications/cancelled", "\"requestId\":1"));

            await().until(() -> server.pages.size() == 0);
        }
    }

    @Test
    void aClientThatOpensNoPagesIsToldSo() throws Exception {
        TestEndpoint.Answer answer = new LegacyClient(server, "\"elicitation\":{}").send("tools/call",
                "\"name\":\"store_token\"");

        assertThat(answer.result()).containsEntry("isError", true);
        assertThat(answer.text()).contains("elicitation.url");
    }

    @Test
    void aClientOfAnOlderRevisionIsToldSo() throws Exception {
        TestEndpoint.Answer answer = new LegacyClient(server, "\"elicitation\":{}", "2025-06-18").send("tools/call",
                "\"name\":\"store_token\"");

        assertThat(answer.result()).containsEntry("isError", true);
        assertThat(answer.text()).contains("elicitation.url");
    }
}
