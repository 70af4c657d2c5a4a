package dev.patchbay.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.replay.Answer;
import dev.patchbay.replay.Gate;
import dev.patchbay.replay.ReplayExtension;
import dev.patchbay.replay.ReplayServer;
import dev.patchbay.replay.Route;
import dev.patchbay.replay.VendorApi;
import dev.patchbay.testkit.RunningCall;
import dev.patchbay.testkit.TestClient;
import dev.patchbay.testkit.TestHost;
import dev.patchbay.testkit.ToolResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailuresTest {
    @RegisterExtension static final ReplayExtension REPLAY = new ReplayExtension(ReplayServer.start(VendorApi.slack()));

    private static final ReplayServer SLACK = REPLAY.server();
    private static final ReplayServer STRANGER = ReplayServer.stranger();
    private static TestHost host;
    private static TestClient client;

    @BeforeAll
    static void start() {
        host = StandIn.host(SLACK, StandIn.USER, Map.of(), ", localhost:" + STRANGER.port() + " (private)");
        client = host.client();
    }

    @AfterAll
    static void stop() {
        host.close();
        host.assertUnloaded();
        STRANGER.close();
    }

    @Test
    void refusalsWithStatus200GetTheirCode() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("channel_not_found", "not_found");
        codes.put("not_authed", "unauthorized");
        codes.put("invalid_auth", "unauthorized");
        codes.put("account_inactive", "unauthorized");
        codes.put("invalid_ts_oldest", "invalid_argument");
        codes.put("request_timeout", "upstream_error");
        codes.forEach((error, code) -> {
            SLACK.on("GET", "/conversations.history").answer(StandIn.refusal(error));
            ReadingTest.assertFailure(history(), code, error);
        });
    }

    @Test
    void refusalsThatTheDescriptionDoesNotListGetTheirCodeToo() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("not_in_channel", "forbidden");
        codes.put("token_revoked", "unauthorized");
        codes.put("not_allowed_token_type", "forbidden");
        codes.put("is_archived", "conflict");
        codes.put("something_new", "refused");
        codes.forEach((error, code) -> {
            SLACK.on("GET", "/conversations.history")
                    .answer(StandIn.refusal(error).undescribed("newer than the description"));
            ReadingTest.assertFailure(history(), code, error);
        });
    }

    @Test
    void aMissingScopeIsNamed() {
        SLACK.on("GET", "/conversations.history").answer(Answer.json("{\"ok\": false, \"error\": \"missing_scope\","
                + " \"needed\": \"channels:history\", \"provided\": \"chat:write\"}"));
        ToolResult result = history();
        ReadingTest.assertFailure(result, "forbidden", "needs the scope channels:history and has chat:write");
    }

    @Test
    void statusesGetTheirCode() {
        Map<Integer, String> codes = new LinkedHashMap<>();
        codes.put(401, "unauthorized");
        codes.put(403, "forbidden");
        codes.put(404, "not_found");
        codes.put(409, "conflict");
        codes.put(422, "invalid_argument");
        codes.put(500, "upstream_error");
        codes.forEach((status, code) -> {
            Route route = SLACK.on("GET", "/conversations.history").answer(Answer.json(status,
                    "{\"ok\": false, \"error\": \"invalid_auth\"}")
                    .undescribed("Slack answers 200; something before it"));
            ReadingTest.assertFailure(history(), code, "answers " + status);
            assertEquals(1, route.count());
        });
    }

    @Test
    void aReadIsTriedOnceMoreAfterWhatSlackAsksFor() {
        Route route = SLACK.on("GET", "/conversations.history").answer(limited().retryAfterSeconds(0),
                VendorApi.slack().example("GET", "/conversations.history", "200"));
        assertFalse(history().isError());
        assertEquals(2, route.count());
    }

    @Test
    void theHostDoesNotMultiplyTheTries() {
        Map<String, Object> posting = Map.of("posting", Map.of("enabled", true));
        Answer broken = Answer.json(503, "{\"ok\": false, \"error\": \"x\"}").retryAfterSeconds(0)
                .undescribed("something before Slack");
        try (TestHost retrying = StandIn.host(SLACK, StandIn.BOT, posting, "", Map.of("retry-delay", "10ms"))) {
            Route read = SLACK.on("GET", "/conversations.history").answer(broken, broken,
                    VendorApi.slack().example("GET", "/conversations.history", "200"));
            ReadingTest.assertFailure(retrying.client().callTool("slack_get_channel_history",
                    Map.of("channel", "C012AB3CD", "limit", 2)), "upstream_error", "503");
            assertEquals(2, read.count());
            Route post = SLACK.on("POST", "/chat.postMessage").answer(broken);
            ReadingTest.assertFailure(retrying.client().callTool("slack_post_message",
                    Map.of("channel", "C012AB3CD", "text", "Once")), "upstream_error", "503");
            assertEquals(1, post.count());
        }
    }

    @Test
    void aLongWaitIsTheCallersAndTheMethodIsLeftAloneUntilThen() {
        Route route = SLACK.on("GET", "/search.messages")
                .answer(limited().retryAfterDate(Instant.now().plusSeconds(90)));
        ToolResult first = client.callTool("slack_search_messages", Map.of("query", "first"));
        ReadingTest.assertFailure(first, "rate_limited", "Try again in");
        ToolResult second = client.callTool("slack_search_messages", Map.of("query", "second"));
        ReadingTest.assertFailure(second, "rate_limited", "Nothing was sent");
        assertTrue(second.meta().toString().contains("etry"), second.meta().toString());
        assertEquals(1, route.count());
    }

    @Test
    void aLimitWithoutATimeIsRetriedOnce() {
        Route route = SLACK.on("GET", "/users.lookupByEmail").answer(limited());
        ReadingTest.assertFailure(client.callTool("slack_find_user", Map.of("query", "a@example.com")), "rate_limited",
                "429");
        assertEquals(2, route.count());
    }

    @Test
    void halfAnAnswerAndAPageForPeopleAreNoAnswers() {
        SLACK.on("GET", "/conversations.history")
                .answer(VendorApi.slack().example("GET", "/conversations.history", "200").truncated());
        ReadingTest.assertFailure(history(), "upstream_error", "no sound answer");
        SLACK.on("GET", "/conversations.history").answer(Answer.html(200));
        ReadingTest.assertFailure(history(), "upstream_error", "an HTML page titled 'Sorry'");
    }

    @Test
    void aSlowAnswerIsGivenUpWhenTheCallerIsGone() {
        Gate gate = new Gate();
        SLACK.on("GET", "/conversations.history")
                .answer(VendorApi.slack().example("GET", "/conversations.history", "200").heldBy(gate));
        RunningCall slow = client.startTool("slack_get_channel_history", Map.of("channel", "C012AB3CD", "limit", 2));
        gate.awaitReached();
        slow.cancel();
        assertThrows(RuntimeException.class, slow::result);
        gate.release();
    }

    @Test
    void noTokenGoesToAnotherHost() {
        SLACK.on("GET", "/conversations.history")
                .answer(Answer.redirect(302, "http://localhost:" + STRANGER.port() + "/steal"));
        ReadingTest.assertFailure(history(), "upstream_error", "no answer of Slack's Web API");
        assertEquals(1, STRANGER.received().size());
        assertEquals(Optional.empty(), STRANGER.received().getFirst().header("Authorization"));

        SLACK.on("GET", "/conversations.history").answer(Answer.redirect(302, "http://127.0.0.2:9/steal"));
        ToolResult refused = history();
        assertTrue(refused.isError() && refused.text().contains("This needs the grant 'hosts: 127.0.0.2:9"),
                refused.text());
    }

    @Test
    void aTokenInAnAnswerIsNotShown() {
        SLACK.on("GET", "/conversations.history").answer(Answer.json("{\"ok\": false, \"error\": \"invalid_auth for "
                + StandIn.USER + "\"}").undescribed("no service should"));
        ToolResult result = history();
        assertTrue(result.isError());
        assertFalse(result.toString().contains(StandIn.USER), result.toString());
    }

    private static Answer limited() {
        return Answer.json(429, "{\"ok\": false, \"error\": \"ratelimited\"}")
                .undescribed("the description of 2021 has no limits");
    }

    private static ToolResult history() {
        return client.callTool("slack_get_channel_history", Map.of("channel", "C012AB3CD", "limit", 2));
    }
}
