package dev.patchbay.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.replay.Answer;
import dev.patchbay.replay.ReplayExtension;
import dev.patchbay.replay.ReplayServer;
import dev.patchbay.replay.VendorApi;
import dev.patchbay.testkit.Changes;
import dev.patchbay.testkit.ListedTool;
import dev.patchbay.testkit.TestClient;
import dev.patchbay.testkit.TestHost;
import dev.patchbay.testkit.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RightsTest {
    @RegisterExtension static final ReplayExtension REPLAY = new ReplayExtension(ReplayServer.start(VendorApi.slack()));

    private static final ReplayServer SLACK = REPLAY.server();
    private static final Map<String, Object> POSTING = Map.of("enabled", true);
    private static final Map<String, Object> APPROVALS = Map.of("approvers", List.of("U0APPROVER"));

    @Test
    void aBotCannotSearchAndScopesHideWhatIsLacking() {
        try (TestHost host = StandIn.host(SLACK, StandIn.BOT, Map.of("posting", POSTING, "approvals", APPROVALS))) {
            TestClient client = host.client();
            assertEquals(List.of("find_user", "get_channel_history", "get_thread", "list_channels", "notify_team",
                    "post_message", "request_approval"), names(client));
            try (Changes changes = client.watch()) {
                SLACK.on("GET", "/conversations.list").answer(VendorApi.slack()
                        .example("GET", "/conversations.list", "200")
                        .header("X-OAuth-Scopes", "channels:read,chat:write"));
                assertFalse(client.callTool("slack_list_channels", Map.of("limit", 2)).isError());
                changes.await(Changes.TOOLS, Duration.ofSeconds(10));
            }
            assertEquals(List.of("list_channels", "notify_team", "post_message"), names(client));
        }
    }

    @Test
    void readOnlyBeatsEverything() {
        try (TestHost host = StandIn.host(SLACK, StandIn.USER,
                Map.of("readOnly", true, "posting", POSTING, "approvals", APPROVALS))) {
            assertEquals(List.of("find_user", "get_channel_history", "get_thread", "list_channels", "search_messages"),
                    names(host.client()));
        }
    }

    @Test
    void withoutApproversNobodyIsAskedAndAnotherTokenMaySearch() {
        try (TestHost host = StandIn.host(SLACK, StandIn.BOT,
                Map.of("posting", POSTING, "searchSecret", "slack.user-token"))) {
            assertEquals(List.of("find_user", "get_channel_history", "get_thread", "list_channels", "notify_team",
                    "post_message", "search_messages"), names(host.client()));
        }
    }

    @Test
    void withoutATokenItStartsAndSaysWhatIsMissing() {
        try (TestHost host = StandIn.host(SLACK, "", Map.of())) {
            ToolResult result = host.client().callTool("slack_get_channel_history", Map.of("channel", "C012AB3CD"));
            assertTrue(result.isError());
            assertTrue(result.text().contains("patchbay secret set slack.token"), result.text());
        }
    }

    @Test
    void anAppOutsideOfTheMarketplaceIsKeptToItsLimits() {
        SLACK.on("GET", "/conversations.history").answer(Answer.json(VendorApi.slack()
                .example("GET", "/conversations.history", "200").body()
                .replace("bmV4dF90czoxNTEyMDg1ODYxMDAwNTQz", "")));
        try (TestHost host = StandIn.host(SLACK, StandIn.BOT, Map.of("marketplace", false))) {
            Map<String, Object> arguments = Map.of("channel", "C012AB3CD", "limit", 50);
            assertFalse(host.client().callTool("slack_get_channel_history", arguments).isError());
            assertEquals("15", SLACK.received().getFirst().query("limit").orElse(""));
            ReadingTest.assertFailure(host.client().callTool("slack_get_channel_history", arguments), "rate_limited",
                    "Nothing was sent");
        }
    }

    private static List<String> names(TestClient client) {
        return client.listTools().stream().map(ListedTool::name).map(name -> name.substring("slack_".length())).sorted()
                .toList();
    }
}
