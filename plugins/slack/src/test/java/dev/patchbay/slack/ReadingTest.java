package dev.patchbay.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.replay.Answer;
import dev.patchbay.replay.ReceivedRequest;
import dev.patchbay.replay.ReplayExtension;
import dev.patchbay.replay.ReplayServer;
import dev.patchbay.replay.VendorApi;
import dev.patchbay.testkit.ListedTool;
import dev.patchbay.testkit.RefusedCallException;
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

class ReadingTest {
    @RegisterExtension static final ReplayExtension REPLAY = new ReplayExtension(ReplayServer.start(VendorApi.slack()));

    private static final ReplayServer SLACK = REPLAY.server();
    private static TestHost host;
    private static TestClient client;

    @BeforeAll
    static void start() {
        host = StandIn.host(SLACK, StandIn.USER, Map.of());
        client = host.client();
    }

    @AfterAll
    static void stop() {
        host.close();
        host.assertUnloaded();
    }

    @Test
    void withTheDefaultsNothingCanBeWritten() {
        assertEquals(List.of("slack_list_channels", "slack_get_channel_history", "slack_get_thread",
                "slack_search_messages", "slack_find_user"),
                client.listTools().stream().map(ListedTool::name).toList());
    }

    @Test
    void listsChannelsAndGoesOnWithTheCursor() {
        StandIn.documented(SLACK, "conversations.list");
        ToolResult result = call("list_channels", Map.of("limit", 2));
        assertEquals(List.of("general", "random"), column(result, "name"));
        assertEquals(true, result.json("has_more"));
        ReceivedRequest request = SLACK.received().getFirst();
        assertEquals(Optional.of("Bearer " + StandIn.USER), request.header("Authorization"));
        assertEquals(Optional.of("2"), request.query("limit"));

        call("list_channels", Map.of("limit", 2, "cursor", result.json("next_cursor")));
        assertEquals(Optional.of("dGVhbTpDMDYxRkE1UEI="), SLACK.received().getLast().query("cursor"));
    }

    @Test
    void aListIsAsLongAndAsWideAsItIsWanted() {
        StandIn.documented(SLACK, "conversations.list");
        ToolResult narrow = call("list_channels", Map.of("limit", 2, "fields", List.of("name")));
        assertEquals(List.of(Map.of("name", "general"), Map.of("name", "random")), narrow.json("items"));

        Answer channels = VendorApi.slack().example("GET", "/conversations.list", "200");
        SLACK.on("GET", "/conversations.list")
                .answer(Answer.json(channels.body().replace("\"random\"", "\"" + "r".repeat(600) + "\"")));
        ToolResult shortened = call("list_channels", Map.of("limit", 2, "archived", true, "max_chars", 500));
        assertEquals(List.of("general"), column(shortened, "name"), shortened.text());
        assertEquals(true, shortened.json("has_more"));

        ToolResult unknown = call("find_user", Map.of("query", "W012A3CDE", "fields", List.of("nickname")));
        assertTrue(unknown.isError() && unknown.text().contains("real_name"), unknown.text());
    }

    @Test
    void everyListTakesWhatAListTakes() {
        for (ListedTool tool : client.listTools()) {
            assertTrue(tool.inputSchema().toString().contains("max_chars") && tool.inputSchema().toString()
                    .contains("fields"), tool.name());
        }
    }

    @Test
    void readsAChannelByItsId() {
        StandIn.documented(SLACK, "conversations.history");
        ToolResult result = call("get_channel_history",
                Map.of("channel", "C012AB3CD", "oldest", "2017-12-01", "latest", "1512104500.000000", "limit", 2));
        assertEquals(List.of("1512085950.000216", "1512104434.000490"), column(result, "ts"));
        assertEquals("slack://channels/C012AB3CD/messages/1512085950.000216", column(result, "uri").getFirst());
        assertEquals("2017-11-30T23:52:30Z", column(result, "time").getFirst());
        assertTrue(result.json("origin").toString().contains("untrusted"), result.text());
        ReceivedRequest request = SLACK.received().getFirst();
        assertEquals(Optional.of("1512086400.000000"), request.query("oldest"));
        assertEquals(Optional.of("1512104500.000000"), request.query("latest"));
    }

    @Test
    void looksForANameOnlyOnceAndOnlyWhenItIsUsed() {
        StandIn.documented(SLACK, "conversations.history");
        Answer channels = VendorApi.slack().example("GET", "/conversations.list", "200");
        SLACK.on("GET", "/conversations.list").answer(Answer.json(channels.body().replace("C061EG9T2", "C0LOOKUP1")
                .replace("\"random\"", "\"seldom\"")));
        call("get_channel_history", Map.of("channel", "#Seldom", "limit", 2));
        call("get_channel_history", Map.of("channel", "seldom", "limit", 2));
        assertEquals(1, SLACK.received("GET", "/conversations.list").size());
        assertEquals(List.of("C0LOOKUP1", "C0LOOKUP1"), SLACK.received("GET", "/conversations.history").stream()
                .map(request -> request.query("channel").orElse("")).toList());
    }

    @Test
    void aNameThatIsNowhereIsNotFound() {
        SLACK.on("GET", "/conversations.list").answer(Answer.json("{\"ok\": true, \"channels\": []}"));
        assertFailure(call("get_channel_history", Map.of("channel", "#nowhere")), "not_found", "no channel #nowhere");
    }

    @Test
    void namesAreLookedForAmongPublicChannelsOnlyIfTheScopeForMoreIsMissing() {
        StandIn.documented(SLACK, "conversations.history");
        Answer channels = VendorApi.slack().example("GET", "/conversations.list", "200");
        SLACK.on("GET", "/conversations.list").answer(Answer.json(channels.body().replace("\"random\"", "\"open\"")));
        SLACK.on("GET", "/conversations.list").whereQuery("types", "public_channel,private_channel").answer(Answer.json(
                "{\"ok\": false, \"error\": \"missing_scope\", \"needed\": \"groups:read\", \"provided\": \"x\"}"));
        assertFalse(call("get_channel_history", Map.of("channel", "#open", "limit", 2)).isError());
    }

    @Test
    void readsAThread() {
        StandIn.documented(SLACK, "conversations.replies");
        ToolResult result = call("get_thread",
                Map.of("channel", "C012AB3CD", "thread_ts", "1482960137.003543", "limit", 4));
        assertEquals(List.of("island", "one island", "two island", "three for the land"), column(result, "text"));
        ToolResult more = call("get_thread",
                Map.of("channel", "C012AB3CD", "thread_ts", "1482960137.003543", "limit", 4,
                        "cursor", result.json("next_cursor")));
        assertEquals("one island", column(more, "text").getFirst(), "the first message comes with every page of Slack");
    }

    @Test
    void searchesWithAnswersThatAreResources() {
        StandIn.documented(SLACK, "search.messages");
        StandIn.documented(SLACK, "conversations.replies");
        ToolResult result = call("search_messages", Map.of("query", "The meaning of life", "newest_first", true));
        assertEquals(List.of("general", "random"), column(result, "channel_name"));
        assertEquals(2L, result.json("total"));
        assertEquals("slack://channels/C12345678/messages/1508284197.000015", column(result, "uri").getFirst());
        assertEquals(Optional.of("timestamp"), SLACK.received().getFirst().query("sort"));

        String read = client.readText("slack://channels/C012AB3CD/messages/1482960137.003543");
        assertTrue(read.contains("\"text\":\"island\"") && read.contains("\"text\":\"one island\""), read);
        assertTrue(read.contains("untrusted"), read);
    }

    @Test
    void aMessageThatIsNotThereIsRefused() {
        SLACK.on("GET", "/conversations.replies").answer(StandIn.refusal("thread_not_found"));
        assertThrows(RefusedCallException.class,
                () -> client.readText("slack://channels/C012AB3CD/messages/1482960137.003543"));
        assertThrows(RefusedCallException.class, () -> client.readText("slack://channels/nobody/messages/1"));
        assertEquals(1, SLACK.received().size(), "what cannot be an id is not sent");
    }

    @Test
    void findsPeopleByMailIdAndName() {
        StandIn.documented(SLACK, "users.lookupByEmail");
        StandIn.documented(SLACK, "users.info");
        SLACK.on("GET", "/users.list").answer(
                Answer.json(
                        VendorApi.slack().example("GET", "/users.list", "200").body().replace("dXNlcjpVMEc5V0ZYTlo=",
                                "")));
        assertEquals(List.of("W012A3CDE"),
                column(call("find_user", Map.of("query", "spengler@ghostbusters.example.com")), "id"));
        assertEquals(List.of("W012A3CDE"), column(call("find_user", Map.of("query", "W012A3CDE")), "id"));
        ToolResult found = call("find_user", Map.of("query", "southgood"));
        assertEquals(List.of("W07QCRPA4"), column(found, "id"));
        assertEquals(false, found.json("has_more"));
        assertEquals(1, SLACK.received("GET", "/users.list").size());
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingIsSent() {
        assertFailure(call("get_channel_history", Map.of("channel", "#general", "limit", 0)), "invalid_argument",
                "limit");
        assertFailure(call("get_channel_history", Map.of("channel", "a b")), "invalid_argument", "no channel");
        assertFailure(call("get_channel_history", Map.of("channel", "C012AB3CD", "oldest", "yesterday")),
                "invalid_argument", "oldest");
        assertFailure(call("get_thread", Map.of("channel", "C012AB3CD", "thread_ts", "1")), "invalid_argument",
                "thread_ts");
        assertFailure(call("get_thread",
                Map.of("channel", "C012AB3CD", "thread_ts", "1482960137.003543", "cursor", "forged")),
                "invalid_argument",
                "cursor");
        assertFailure(call("search_messages", Map.of("query", " ")), "invalid_argument", "query");
        assertFailure(call("find_user", Map.of("query", "")), "invalid_argument", "query");
        assertEquals(List.of(), SLACK.received());
    }

    @Test
    void aLimitAboveTheGreatestIsLoweredAndTold() {
        SLACK.on("GET", "/conversations.history").answer(Answer.json(VendorApi.slack()
                .example("GET", "/conversations.history", "200").body()
                .replace("bmV4dF90czoxNTEyMDg1ODYxMDAwNTQz", "")));
        ToolResult result = call("get_channel_history", Map.of("channel", "C012AB3CD", "limit", 1000));
        assertEquals(100L, result.json("limit"));
        assertEquals(Optional.of("100"), SLACK.received().getFirst().query("limit"));
    }

    private static ToolResult call(String tool, Map<String, Object> arguments) {
        return client.callTool("slack_" + tool, arguments);
    }

    static void assertFailure(ToolResult result, String code, String words) {
        assertTrue(result.isError(), result.text());
        assertTrue(result.text().contains(words), result.text());
        assertEquals(code, ((Map<?, ?>) result.meta().get("dev.patchbay/error")).get("code"), result.text());
    }

    static List<Object> column(ToolResult result, String name) {
        assertFalse(result.isError(), result.text());
        return ((List<?>) result.json("items")).stream().map(item -> (Object) ((Map<?, ?>) item).get(name)).toList();
    }
}
