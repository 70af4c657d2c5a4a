package dev.patchbay.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.replay.Gate;
import dev.patchbay.replay.ReplayExtension;
import dev.patchbay.replay.ReplayServer;
import dev.patchbay.replay.VendorApi;
import dev.patchbay.testkit.RefusedCallException;
import dev.patchbay.testkit.RunningCall;
import dev.patchbay.testkit.TestClient;
import dev.patchbay.testkit.TestHost;
import dev.patchbay.testkit.TestTask;
import dev.patchbay.testkit.ToolResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApprovalTest {
    @RegisterExtension static final ReplayExtension REPLAY = new ReplayExtension(ReplayServer.start(VendorApi.slack()));

    private static final ReplayServer SLACK = REPLAY.server();
    private static final String TEAM = "C0TEAM001";
    private static final String ANNA = "U0ANNA001";
    private static final String BERT = "U0BERT001";
    private static final String EVE = "U0EVE0001";
    private static TestHost host;
    private static TestClient client;

    @BeforeAll
    static void start() {
        host = host(Map.of("approvers", List.of(ANNA, BERT, Workspace.BOT_USER), "pollMillis", 10));
        client = host.client();
    }

    private static TestHost host(Map<String, Object> approvals) {
        return StandIn.host(SLACK, StandIn.BOT,
                Map.of("posting", Map.of("enabled", true, "teamChannel", TEAM), "approvals", approvals));
    }

    @AfterAll
    static void stop() {
        host.close();
        host.assertUnloaded();
    }

    @Test
    void aPermittedPersonApprovesByAReaction() {
        Workspace workspace = new Workspace(SLACK);
        workspace.at(2, () -> workspace.react("+1::skin-tone-3", ANNA));
        ToolResult result = request(client);
        assertEquals("approved", result.json("decision"), result.text());
        assertVote(result, ANNA, true, "reaction :+1:");
        assertEquals(2, workspace.looks());
        assertTrue(workspace.text().contains("Deploy &lt;2.0&gt;?") && workspace.text().contains("<@" + ANNA + ">")
                && !workspace.text().contains("<@" + Workspace.BOT_USER + ">"), workspace.text());
        assertEquals("2017-08-22T21:05:56Z", result.json("asked_at"));
    }

    @Test
    void aPermittedPersonDecidesByAReply() {
        Workspace workspace = new Workspace(SLACK);
        workspace.at(2, () -> workspace.reply(BERT, "No, not today.", "1503436000.000100"));
        ToolResult result = request(client);
        assertEquals("rejected", result.json("decision"), result.text());
        assertVote(result, BERT, false, "reply: No, not today.");
        assertEquals("2017-08-22T21:06:40Z", vote(result).get("at"));
    }

    @Test
    void nobodyElseDecidesNotEvenTheBotOrAnApp() {
        Workspace workspace = new Workspace(SLACK);
        workspace.react("white_check_mark", EVE, Workspace.BOT_USER);
        workspace.reply(EVE, "approve", "1503436000.000100");
        workspace.replyOfApp(ANNA, "approve", "1503436001.000100");
        workspace.reply(ANNA, "What is in it?", "1503436002.000100");
        workspace.react("eyes", ANNA);
        workspace.at(3, () -> workspace.reply(ANNA, "Yes", "1503436003.000100"));
        ToolResult result = request(client);
        assertEquals("approved", result.json("decision"), result.text());
        assertVote(result, ANNA, true, "reply: Yes");
        assertEquals(3, workspace.looks());
    }

    @Test
    void aRejectionWeighsMoreThanAnApproval() {
        Workspace workspace = new Workspace(SLACK);
        workspace.react("white_check_mark", ANNA, BERT);
        workspace.react("x", BERT);
        assertEquals("rejected", request(client).json("decision"));
    }

    @Test
    void aDeletedQuestionIsWithdrawn() {
        Workspace workspace = new Workspace(SLACK);
        workspace.at(2, workspace::delete);
        assertEquals("withdrawn", request(client).json("decision"));
    }

    @Test
    void aQuestionThatWasChangedIsWithdrawnWhateverWasAnswered() {
        Workspace workspace = new Workspace(SLACK);
        workspace.at(2, () -> {
            workspace.edit("Shall we have lunch?");
            workspace.react("+1", ANNA);
        });
        ToolResult result = request(client);
        assertEquals("withdrawn", result.json("decision"), result.text());
        assertTrue(result.json("explanation").toString().contains("changed"), result.text());
    }

    @Test
    void aQuestionThatWasChangedBeforeTheFirstLookIsWithdrawnToo() {
        Workspace workspace = new Workspace(SLACK);
        workspace.markEdited();
        workspace.react("+1", ANNA);
        assertEquals("withdrawn", request(client).json("decision"));
    }

    @Test
    void whatIsConfiguredMeansTheSameInAnyCase() {
        Workspace workspace = new Workspace(SLACK);
        workspace.reply(ANNA, "ship!", "1503436000.000100");
        Map<String, Object> own = Map.of("approvers", List.of(ANNA), "pollMillis", 10, "approveWords", List.of("Ship"),
                "rejectWords", List.of("STOP"), "approveWith", List.of(":Rocket:"), "rejectWith", List.of("Hand"));
        try (TestHost shouted = host(own)) {
            assertEquals("approved", request(shouted.client()).json("decision"));
            assertTrue(workspace.text().contains("react with :rocket: or reply `ship`"), workspace.text());

            Workspace second = new Workspace(SLACK);
            second.react("rocket", ANNA);
            assertEquals("approved", request(shouted.client()).json("decision"));
            Workspace third = new Workspace(SLACK);
            third.reply(ANNA, "Stop this", "1503436000.000100");
            assertEquals("rejected", request(shouted.client()).json("decision"));
        }
    }

    @Test
    void aListOfNothingToDecideWithIsRefusedAtTheStart() {
        for (String name : List.of("approveWith", "rejectWith", "approveWords", "rejectWords")) {
            RuntimeException refused = assertThrows(RuntimeException.class,
                    () -> host(Map.of("approvers", List.of(ANNA), name, List.of())).close());
            assertTrue(String.valueOf(refused.getMessage()).contains(name), refused.getMessage());
        }
    }

    @Test
    void twoApprovalsAreTwoPeopleAndAReactionCanBeTakenBack() {
        Workspace workspace = new Workspace(SLACK);
        workspace.react("+1", ANNA);
        workspace.reply(ANNA, "approve", "1503436000.000100");
        workspace.at(2, () -> {
            workspace.unreact();
            workspace.react("white_check_mark", BERT);
        });
        try (TestHost two = host(Map.of("approvers", List.of(ANNA, BERT), "required", 2, "pollMillis", 10))) {
            ToolResult result = request(two.client());
            assertEquals("approved", result.json("decision"), result.text());
            assertEquals(2, ((List<?>) result.json("votes")).size());
            assertEquals(2, workspace.looks());
        }
    }

    @Test
    void nobodyInTimeIsNoApproval() {
        new Workspace(SLACK);
        try (TestHost patient = host(Map.of("approvers", List.of(ANNA), "pollMillis", 400))) {
            ToolResult result = patient.client().callTool("slack_request_approval",
                    Map.of("question", "Deploy?", "timeout_seconds", 1));
            assertEquals("timed_out", result.json("decision"), result.text());
            assertEquals(List.of(), result.json("votes"));
        }
    }

    @Test
    void withoutTheScopeForHistoryReactionsDecide() {
        Workspace workspace = new Workspace(SLACK);
        SLACK.on("GET", "/conversations.replies").answer(StandIn.refusal("missing_scope"));
        workspace.at(2, () -> workspace.react("x", ANNA));
        assertEquals("rejected", request(client).json("decision"));
        assertEquals(1, SLACK.received("GET", "/conversations.replies").size());
    }

    @Test
    void onlyAReplyThatIsNothingButTheWordApproves() {
        Workspace workspace = new Workspace(SLACK);
        workspace.reply(ANNA, "OK?", "1503436000.000100");
        workspace.reply(ANNA, "Yes, but not before Monday", "1503436001.000100");
        workspace.at(2, () -> workspace.reply(BERT, " *Approved*! ", "1503436002.000100"));
        ToolResult result = request(client);
        assertEquals("approved", result.json("decision"), result.text());
        assertVote(result, BERT, true, "reply:  *Approved*! ");
        assertEquals(2, workspace.looks());
    }

    @Test
    void nothingIsApprovedWhileRepliesCannotBeRead() {
        Workspace workspace = new Workspace(SLACK);
        workspace.at(2, () -> {
            workspace.react("+1", ANNA);
            workspace.reply(BERT, "no", "1503436000.000100");
        });
        try (TestHost slow = StandIn.host(SLACK, StandIn.BOT, Map.of("marketplace", false, "posting",
                Map.of("enabled", true, "teamChannel", TEAM), "approvals",
                Map.of("approvers", List.of(ANNA, BERT), "pollMillis", 100)))) {
            ToolResult result = slow.client().callTool("slack_request_approval",
                    Map.of("question", "Deploy?", "timeout_seconds", 1));
            assertEquals("timed_out", result.json("decision"), result.text());
        }
    }

    @Test
    void noMoreQuestionsWaitThanAllowed() {
        Workspace workspace = new Workspace(SLACK);
        Gate gate = new Gate();
        workspace.at(1, gate::pass).at(2, () -> workspace.react("+1", ANNA));
        try (TestHost narrow = host(Map.of("approvers", List.of(ANNA), "pollMillis", 10, "maxWaiting", 1))) {
            RunningCall first = narrow.client().startTool("slack_request_approval", Map.of("question", "First?"));
            gate.awaitReached();
            ReadingTest.assertFailure(request(narrow.client()), "rate_limited", "1 questions wait");
            gate.release();
            assertEquals("approved", first.result().json("decision"));
            assertTrue(first.progress().getFirst().message().orElse("").contains("slack://channels/" + TEAM),
                    "clients that wait hear that something goes on");
        }
    }

    @Test
    void aCallOfAClientThatKnowsTasksBecomesOne() {
        Workspace workspace = new Workspace(SLACK);
        Gate gate = new Gate();
        workspace.at(2, gate::pass).at(3, () -> workspace.react("heavy_check_mark", BERT));
        try (TestClient knowing = host.connect().knowingTasks()) {
            TestTask task = knowing.startTask("slack_request_approval", Map.of("question", "Deploy?"));
            gate.awaitReached();
            assertEquals("working", task.status());
            gate.release();
            ToolResult result = task.result();
            assertEquals("approved", result.json("decision"), result.text());
            assertVote(result, BERT, true, "reaction :heavy_check_mark:");
        }
    }

    @Test
    void aCancelledTaskWaitsNoMore() {
        Workspace workspace = new Workspace(SLACK);
        Gate gate = new Gate();
        workspace.at(1, gate::pass);
        try (TestClient knowing = host.connect().knowingTasks()) {
            TestTask task = knowing.startTask("slack_request_approval", Map.of("question", "Deploy?"));
            gate.awaitReached();
            task.cancel();
            gate.release();
            assertThrows(RefusedCallException.class, task::result);
            assertEquals("cancelled", task.status());
        }
    }

    @Test
    void whoMayDecideCanBeGivenByMail() {
        Workspace workspace = new Workspace(SLACK);
        StandIn.documented(SLACK, "users.lookupByEmail");
        workspace.react("+1", "W012A3CDE");
        try (TestHost byMail = host(Map.of("approvers", List.of("spengler@ghostbusters.example.com")))) {
            ToolResult result = request(byMail.client());
            assertVote(result, "W012A3CDE", true, "reaction :+1:");
        }
    }

    @Test
    void nobodyIsAskedWhereNobodyCouldDecide() {
        new Workspace(SLACK);
        try (TestHost alone = host(Map.of("approvers", List.of(Workspace.BOT_USER)))) {
            ReadingTest.assertFailure(request(alone.client()), "forbidden", "cannot decide");
            assertEquals(0, SLACK.received("POST", "/chat.postMessage").size());
        }
    }

    private static ToolResult request(TestClient asking) {
        return asking.callTool("slack_request_approval", Map.of("question", "Deploy <2.0>?"));
    }

    private static Map<?, ?> vote(ToolResult result) {
        List<?> votes = (List<?>) result.json("votes");
        assertEquals(1, votes.size(), result.text());
        return (Map<?, ?>) votes.getFirst();
    }

    private static void assertVote(ToolResult result, String user, boolean approves, String via) {
        assertFalse(result.isError(), result.text());
        Map<?, ?> vote = vote(result);
        assertEquals(user, vote.get("user"));
        assertEquals(approves, vote.get("approves"));
        assertEquals(via, vote.get("via"));
    }
}
