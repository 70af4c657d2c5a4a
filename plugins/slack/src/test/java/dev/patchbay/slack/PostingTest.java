package dev.patchbay.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.replay.Answer;
import dev.patchbay.replay.ReceivedRequest;
import dev.patchbay.replay.ReplayExtension;
import dev.patchbay.replay.ReplayServer;
import dev.patchbay.replay.VendorApi;
import dev.patchbay.testkit.TestClient;
import dev.patchbay.testkit.TestHost;
import dev.patchbay.testkit.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostingTest {
    @RegisterExtension static final ReplayExtension REPLAY = new ReplayExtension(ReplayServer.start(VendorApi.slack()));

    private static final ReplayServer SLACK = REPLAY.server();
    private static final String TEAM = "C0TEAM001";
    private static TestHost host;
    private static TestClient client;

    @BeforeAll
    static void start() {
        host = StandIn.host(SLACK, StandIn.BOT, Map.of("posting",
                Map.of("enabled", true, "channels", List.of("#general", TEAM), "teamChannel", TEAM), "approvals",
                Map.of("approvers", List.of("U0APPROVER"))));
        client = host.client();
    }

    @AfterAll
    static void stop() {
        host.close();
        host.assertUnloaded();
    }

    @Test
    void postsWhatCannotMentionAnybody() {
        Workspace workspace = new Workspace(SLACK);
        ToolResult posted = client.callTool("slack_post_message", Map.of("channel", TEAM, "text",
                "<!channel> <@U1> A & B <http://evil|good>", "thread_ts", "1503435950.000100"));
        assertEquals(Workspace.TS, posted.json("ts"));
        assertEquals("slack://channels/" + TEAM + "/messages/" + Workspace.TS, posted.json("uri"));
        assertEquals("&lt;!channel&gt; &lt;@U1&gt; A &amp; B &lt;http://evil|good&gt;", workspace.text());
        ReceivedRequest request = SLACK.received("POST", "/chat.postMessage").getFirst();
        assertEquals("1503435950.000100", request.json().path("thread_ts").asString(""));
        assertEquals("none", request.json().path("parse").asString(""));
        assertEquals(Optional.of("Bearer " + StandIn.BOT), request.header("Authorization"));
    }

    @Test
    void mentionsOnlyWhereAnAdministratorAllowsThem() {
        Workspace workspace = new Workspace(SLACK);
        try (TestHost mentioning = StandIn.host(SLACK, StandIn.BOT,
                Map.of("posting", Map.of("enabled", true, "mentions", true, "teamChannel", TEAM)))) {
            assertFalse(mentioning.client().callTool("slack_notify_team", Map.of("message", "<!here> up")).isError());
        }
        assertEquals("<!here> up", workspace.text());
    }

    @Test
    void postsToTheNamedChannelsOnly() {
        new Workspace(SLACK);
        SLACK.on("GET", "/conversations.info").answer(VendorApi.slack().example("GET", "/conversations.info", "200"));
        SLACK.on("GET", "/conversations.list").answer(VendorApi.slack().example("GET", "/conversations.list", "200"));
        for (String tool : List.of("notify_team", "request_approval")) {
            ReadingTest.assertFailure(client.callTool("slack_" + tool,
                    Map.of(tool.equals("notify_team") ? "message" : "question", "Hello", "channel", "#random")),
                    "forbidden", "limited to #general, " + TEAM);
        }
        ReadingTest.assertFailure(
                client.callTool("slack_post_message", Map.of("channel", "#random", "text", "Hello")), "forbidden",
                "limited to");
        assertEquals(0, SLACK.received("POST", "/chat.postMessage").size());

        assertEquals("C012AB3CD", client.callTool("slack_notify_team", Map.of("message", "By its name", "channel",
                "#general")).json("channel"));
        assertEquals("C012AB3CD", client.callTool("slack_post_message", Map.of("text", "By its id", "channel",
                "C012AB3CD")).json("channel"));
    }

    @Test
    void refusesWhatCannotBePostedBeforeAnythingIsSent() {
        ReadingTest.assertFailure(client.callTool("slack_notify_team", Map.of("message", "  ")), "invalid_argument",
                "empty");
        ReadingTest.assertFailure(client.callTool("slack_notify_team", Map.of("message", "x".repeat(12_001))),
                "invalid_argument", "12001");
        ReadingTest.assertFailure(
                client.callTool("slack_post_message", Map.of("channel", TEAM, "text", "x", "thread_ts", "now")),
                "invalid_argument", "thread_ts");
        assertEquals(List.of(), SLACK.received());
    }

    @Test
    void aMessageThatMayHaveBeenPostedIsNothingToTryAgainBlindly() {
        SLACK.on("POST", "/chat.postMessage").answer(StandIn.refusal("fatal_error")
                .undescribed("newer than the description"));
        ToolResult failed = client.callTool("slack_notify_team", Map.of("message", "Once"));
        ReadingTest.assertFailure(failed, "upstream_error", "not known whether it was done");
        assertFalse(failed.meta().toString().contains("retryable=true"), failed.meta().toString());
    }

    @Test
    void aMessageIsNeverSentTwice() {
        SLACK.on("POST", "/chat.postMessage").answer(Answer.json(503, "{\"ok\": false, \"error\": \"x\"}")
                .retryAfterSeconds(0).undescribed("an overloaded service"));
        ReadingTest.assertFailure(client.callTool("slack_notify_team", Map.of("message", "Once")), "upstream_error",
                "503");
        assertEquals(1, SLACK.received().size());
        SLACK.on("POST", "/chat.postMessage").answer(StandIn.refusal("not_in_channel"));
        ToolResult refused = client.callTool("slack_notify_team", Map.of("message", "Once more"));
        ReadingTest.assertFailure(refused, "forbidden", "/invite");
        assertTrue(refused.text().contains("not_in_channel"), refused.text());
    }
}
