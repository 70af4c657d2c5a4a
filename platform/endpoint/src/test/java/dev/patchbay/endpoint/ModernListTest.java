package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.endpoint.list.ListOptions;
import dev.patchbay.protocol.CacheScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists: prepared bytes, honest hints, cursors that survive a swap. */
class ModernListTest {
    private TestEndpoint server = new TestEndpoint(
            EndpointOptions.defaults().with(new ListOptions(2, Duration.ofSeconds(5), CacheScope.PRIVATE)));

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<String> names(TestEndpoint.Answer answer, String list, String member) {
        return TestEndpoint.objects(answer.result(), list).stream().map(entry -> String.valueOf(entry.get(member)))
                .toList();
    }

    private TestEndpoint.Answer tools(String cursor) throws Exception {
        return server.send(server.modern("tools/list", cursor.isEmpty() ? "" : "\"cursor\":\"" + cursor + "\""));
    }

    @Test
    void anEmptyListIsNotToBeKept() throws Exception {
        for (String kind : List.of("tools", "prompts", "resources")) {
            assertThat(server.send(server.modern(kind + "/list", "")).result()).containsEntry(kind, List.of())
                    .containsEntry("ttlMs", 0L).containsEntry("cacheScope", "private")
                    .doesNotContainKey("nextCursor");
        }
        assertThat(server.send(server.modern("resources/templates/list", "")).result())
                .containsEntry("resourceTemplates", List.of());
    }

    @Test
    void aListSaysForHowLongAndForWhomItHolds() throws Exception {
        server.catalog.tool("a");
        assertThat(tools("").result()).containsEntry("ttlMs", 5000L).containsEntry("cacheScope", "private")
                .containsEntry("resultType", "complete").containsKey("_meta");

        server.close();
        server = new TestEndpoint(
                EndpointOptions.defaults().with(new ListOptions(2, Duration.ofSeconds(1), CacheScope.PUBLIC)));
        server.catalog.tool("a");
        assertThat(tools("").result()).containsEntry("ttlMs", 1000L).containsEntry("cacheScope", "public");
    }

    @Test
    void aWalkSeesEachEntryOnceInTheOrderOfTheCatalog() throws Exception {
        server.catalog.tool("e").tool("b").tool("d").tool("a").tool("c");
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            TestEndpoint.Answer page = tools(cursor);
            seen.addAll(names(page, "tools", "name"));
            cursor = String.valueOf(page.result().getOrDefault("nextCursor", ""));
        } while (!cursor.isEmpty());

        assertThat(seen).as("as the plugin declares them").containsExactly("e", "b", "d", "a", "c");
    }

    @Test
    void aWalkSurvivesASwap() throws Exception {
        server.catalog.tool("a").tool("c").tool("e").tool("g");
        String cursor = String.valueOf(tools("").result().get("nextCursor"));

        server.catalog.withoutTool("a").tool("h");

        assertThat(names(tools(cursor), "tools", "name")).containsExactly("e", "g");
    }

    @Test
    void aWalkLeavesNothingOutIfTheEntryItStandsAtIsGone() throws Exception {
        server.catalog.tool("a").tool("c").tool("e").tool("g");
        TestEndpoint.Answer first = tools("");
        List<String> seen = new ArrayList<>(names(first, "tools", "name"));
        server.catalog.withoutTool("c");
        String cursor = String.valueOf(first.result().get("nextCursor"));
        while (!cursor.isEmpty()) {
            TestEndpoint.Answer page = tools(cursor);
            seen.addAll(names(page, "tools", "name"));
            cursor = String.valueOf(page.result().getOrDefault("nextCursor", ""));
        }

        assertThat(seen).contains("a", "e", "g");
    }

    @Test
    void theEmptyCursorIsTheStart() throws Exception {
        server.catalog.tool("a");

        assertThat(server.send(server.modern("tools/list", "\"cursor\":\"\"")).result().get("tools"))
                .isEqualTo(tools("").result().get("tools"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "!!", "AAAA", "2"})
    void aCursorThatIsNoneOfOursIsRefused(String cursor) throws Exception {
        TestEndpoint.Answer answer = tools(cursor);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo(-32602);
    }

    @Test
    void theSameListHasTheSameBytes() throws Exception {
        server.catalog.tool("b").tool("a");

        assertThat(tools("").response().body()).isEqualTo(tools("").response().body());
    }

    @Test
    void aChangeIsSeenAtOnce() throws Exception {
        server.catalog.tool("a");
        assertThat(names(tools(""), "tools", "name")).containsExactly("a");

        server.catalog.withoutTool("a").tool("b");

        assertThat(names(tools(""), "tools", "name")).containsExactly("b");
    }

    @Test
    void aListTooLargeForOneBufferArrivesWhole() throws Exception {
        server.close();
        server = new TestEndpoint();
        for (int i = 0; i < 500; i++) {
            server.catalog.tool("tool_" + i);
        }
        TestEndpoint.Answer answer = server.send(server.modern("\"ünï\"", "tools/list", ""));

        assertThat(answer.json()).containsEntry("id", "ünï");
        assertThat(names(answer, "tools", "name")).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void promptsResourcesAndTemplatesAreListedInTheirOrder() throws Exception {
        server.catalog.prompt("q").prompt("p").resource("test://b").resource("test://a").template("test://t/{id}");

        assertThat(names(server.send(server.modern("prompts/list", "")), "prompts", "name"))
                .containsExactly("q", "p");
        assertThat(names(server.send(server.modern("resources/list", "")), "resources", "uri"))
                .containsExactly("test://b", "test://a");
        assertThat(names(server.send(server.modern("resources/templates/list", "")), "resourceTemplates",
                "uriTemplate")).containsExactly("test://t/{id}");
    }
}
