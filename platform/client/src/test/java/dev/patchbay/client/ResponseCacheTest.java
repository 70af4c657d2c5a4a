package dev.patchbay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.input.ElicitResult;
import dev.patchbay.protocol.notification.SubscriptionFilter;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.protocol.wire.ScriptedServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResponseCacheTest {
    private static final CacheSettings ALL = CacheSettings.DEFAULT;
    private static final CacheSettings FIND = ALL.withTool("find", Duration.ofSeconds(2));
    private static final String OK = "\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]}";

    /** What is kept without anything being said about it in the settings. */
    enum Kept {
        TOOLS("tools/list", "\"tools\":[]", "tools/list_changed"),
        PROMPTS("prompts/list", "\"prompts\":[]", "prompts/list_changed"),
        RESOURCES("resources/list", "\"resources\":[]", "resources/list_changed"),
        TEMPLATES("resources/templates/list", "\"resourceTemplates\":[]", "resources/list_changed"),
        CONTENTS("resources/read", "\"contents\":[]", "resources/updated");

        private final String method;
        private final String members;
        private final String news;

        Kept(String method, String members, String news) {
            this.method = method;
            this.members = members;
            this.news = "notifications/" + news;
        }

        void ask(McpClient client) {
            List<?> none = switch (this) {
                case TOOLS -> client.listTools();
                case PROMPTS -> client.listPrompts();
                case RESOURCES -> client.listResources();
                case TEMPLATES -> client.listResourceTemplates();
                case CONTENTS -> client.readResource("file:///a").contents();
            };
            assertThat(none).isEmpty();
        }

        String living(long ttlMs) {
            return "{\"resultType\":\"complete\",\"ttlMs\":" + ttlMs + ",\"cacheScope\":\"private\"," + members + "}";
        }
    }

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    private McpClient client(ScriptedServer server, CacheSettings settings) {
        return McpClient.http(server.uri()).cache(settings).nanos(nanos::get).connect();
    }

    private void passes(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private static String called(String more) {
        return "{\"resultType\":\"complete\"," + more + OK;
    }

    @ParameterizedTest
    @EnumSource
    void isGivenAgainForAsLongAsTheServerSays(Kept kept) {
        try (ScriptedServer server = ScriptedServer.modern(call -> call.result(kept.living(1500)));
                McpClient client = client(server, ALL)) {
            kept.ask(client);
            passes(1499);
            kept.ask(client);
            assertThat(server.requests(kept.method)).hasSize(1);

            passes(1);
            kept.ask(client);
            assertThat(server.requests(kept.method)).hasSize(2);

            client.clearCache();
            kept.ask(client);
            assertThat(server.requests(kept.method)).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAskedForAgainWhereTheServerSaysSoOrNothingIsToBeKept(Kept kept) {
        try (ScriptedServer zero = ScriptedServer.modern(call -> call.result(kept.living(0)));
                ScriptedServer lasting = ScriptedServer.modern(call -> call.result(kept.living(60_000)));
                McpClient caching = client(zero, ALL.withLegacyLife(Duration.ofMinutes(5)));
                McpClient plain = McpClient.http(lasting.uri()).connect()) {
            for (int i = 0; i < 2; i++) {
                kept.ask(caching);
                kept.ask(plain);
            }
            assertThat(zero.requests(kept.method)).hasSize(2);
            assertThat(lasting.requests(kept.method)).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofALegacyServerOnlyTheTimeThatTheCallerGaveCounts(Kept kept) {
        try (ScriptedServer server = ScriptedServer.legacy(call -> call.result(kept.living(60_000)));
                McpClient without = client(server, ALL);
                McpClient with = client(server, ALL.withLegacyLife(Duration.ofSeconds(1)))) {
            kept.ask(without);
            kept.ask(without);
            assertThat(server.requests(kept.method)).hasSize(2);

            kept.ask(with);
            passes(999);
            kept.ask(with);
            assertThat(server.requests(kept.method)).hasSize(3);
            passes(1);
            kept.ask(with);
            assertThat(server.requests(kept.method)).hasSize(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatASubscriptionSaysHasChangedIsAskedForAgain(Kept kept) {
        CountDownLatch asked = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.modern(call -> {
            if (call.method().equals("subscriptions/listen")) {
                tellOfChange(call, kept.news, asked);
            } else {
                call.result(kept.living(60_000));
            }
        }); McpClient client = client(server, ALL)) {
            AtomicInteger heard = new AtomicInteger();
            client.listen(new SubscriptionFilter(true, true, true, List.of("file:///a")), new SubscriptionListener() {
                @Override
                public void resourceUpdated(String uri) {
                    heard.incrementAndGet();
                }
            });
            kept.ask(client);
            kept.ask(client);
            assertThat(server.requests(kept.method)).hasSize(1);

            asked.countDown();
            await().until(() -> heard.get() == 1);
            kept.ask(client);
            assertThat(server.requests(kept.method)).hasSize(2);
        }
    }

    private static void tellOfChange(ScriptedServer.Request listen, String method, CountDownLatch when)
            throws IOException {
        String meta = "{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":" + listen.id() + "}";
        ScriptedServer.Stream stream = listen.stream().notification("notifications/subscriptions/acknowledged",
                meta + ",\"notifications\":{}}");
        await().until(() -> when.getCount() == 0);
        stream.notification(method, meta + ",\"uri\":\"file:///a\"}");
        // Of something else, so that the test knows that the client is past the first one.
        if (!method.endsWith("updated")) {
            stream.notification("notifications/resources/updated", meta + ",\"uri\":\"file:///other\"}");
        }
    }

    @Test
    void aLegacyServerTellsOfChangesOnTheStreamOfACallToo() {
        try (ScriptedServer server = ScriptedServer.legacy(call -> {
            if (call.method().equals("tools/call")) {
                call.stream().notification("notifications/tools/list_changed", "{}").data(call.response("{" + OK));
            } else {
                call.result("{\"tools\":[]}");
            }
        }); McpClient client = client(server, ALL.withLegacyLife(Duration.ofMinutes(5)))) {
            client.listTools();
            client.listTools();
            assertThat(server.requests("tools/list")).hasSize(1);
            client.callTool("install", Map.of());
            client.listTools();
            assertThat(server.requests("tools/list")).hasSize(2);
        }
    }

    @Test
    void toolsAreCalledAgainUnlessTheirCallerSaysOtherwise() {
        try (ScriptedServer server = ScriptedServer.modern(call -> call.result(called("")));
                McpClient client = client(server, FIND)) {
            Map<String, Object> arguments = new LinkedHashMap<>();
            arguments.put("a", 1);
            arguments.put("b", List.of(Map.of("c", 2.0)));
            CallToolResult first = client.callTool("find", arguments);
            Map<String, Object> same = new LinkedHashMap<>();
            same.put("b", List.of(Map.of("c", new BigDecimal("2.00"))));
            same.put("a", 1L);
            assertThat(client.callTool("find", same)).isEqualTo(first);
            assertThat(client.beginTool("find", same)).isEqualTo(new ToolAnswer.Finished(first));
            assertThat(server.requests("tools/call")).hasSize(1);

            client.callTool("find", Map.of("a", 2));
            assertThat(server.requests("tools/call")).hasSize(2);
            passes(2000);
            client.callTool("find", same);
            assertThat(server.requests("tools/call")).hasSize(3);

            client.callTool("send", Map.of());
            client.callTool("send", Map.of());
            assertThat(server.requests("tools/call")).hasSize(5);
        }
    }

    @Test
    void failuresAndTasksAreNotKept() {
        String task = "{\"resultType\":\"task\",\"taskId\":\"t\",\"status\":\"working\",\"ttlMs\":null,"
                + "\"createdAt\":\"2026-11-21T12:00:00Z\",\"lastUpdatedAt\":\"2026-11-21T12:00:01Z\"}";
        AtomicInteger calls = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.modern(call -> {
            switch (calls.getAndIncrement()) {
                case 0 -> call.error(200, -32603, "broken");
                case 1 -> call.result(called("\"isError\":true,"));
                case 2 -> call.result(task);
                default -> call.result(called(""));
            }
        }); McpClient client = McpClient.http(server.uri()).tasks().cache(FIND).connect()) {
            assertThatExceptionOfType(McpException.class).isThrownBy(() -> client.callTool("find", Map.of()));
            assertThat(client.callTool("find", Map.of()).isError()).isTrue();
            assertThat(client.beginTool("find", Map.of())).isInstanceOf(ToolAnswer.Started.class);
            assertThat(client.callTool("find", Map.of())).isEqualTo(CallToolResult.text("ok"));
            client.callTool("find", Map.of());
            assertThat(calls).hasValue(4);
        }
    }

    @Test
    void whatTheUserWasAskedForIsNotKept() {
        try (ScriptedServer server = ScriptedServer.modern(call -> {
            if (call.params().get("requestState") == null) {
                call.result("""
                        {"resultType":"input_required","requestState":"s","inputRequests":{"n":{\
                        "method":"elicitation/create","params":{"message":"Who?",\
                        "requestedSchema":{"type":"object","properties":{}}}}}}""");
            } else {
                call.result(call.method().equals("tools/call") ? called("") : Kept.CONTENTS.living(60_000));
            }
        });
                McpClient client = McpClient.http(server.uri()).cache(FIND)
                        .elicitation(question -> ElicitResult.accept(Map.of("name", "Ada"))).connect()) {
            for (int i = 0; i < 2; i++) {
                client.callTool("find", Map.of());
                client.readResource("file:///a");
            }
            assertThat(server.requests("tools/call")).hasSize(4);
            assertThat(server.requests("resources/read")).hasSize(4);
        }
    }

    @Test
    void aListWhosePagesAreOutOfDateIsListedAnew() {
        AtomicInteger version = new AtomicInteger(1);
        try (ScriptedServer server = ScriptedServer.modern(call -> {
            Object cursor = call.params().get("cursor");
            String current = "v" + version;
            if (cursor != null && !cursor.equals(current)) {
                call.error(200, -32602, "no such cursor");
            } else {
                call.result("{\"resultType\":\"complete\",\"ttlMs\":" + (cursor == null ? 60_000 : 0)
                        + ",\"cacheScope\":\"public\"," + (cursor == null ? "\"nextCursor\":\"" + current + "\"," : "")
                        + "\"tools\":[{\"name\":\"" + current + "\",\"inputSchema\":{\"type\":\"object\"}}]}");
            }
        }); McpClient client = client(server, ALL)) {
            assertThat(client.listTools()).extracting(tool -> tool.name()).containsExactly("v1", "v1");
            version.set(2);
            assertThat(client.listTools()).extracting(tool -> tool.name()).containsExactly("v2", "v2");
            assertThat(server.requests("tools/list")).hasSize(5);
        }
    }

    @Test
    void theLeastRecentlyUsedResultGoesFirst() {
        try (ScriptedServer server = ScriptedServer.modern(call -> call.result(Kept.CONTENTS.living(60_000)));
                McpClient client = client(server, ALL.withMaxEntries(2))) {
            for (String name : List.of("a", "b", "a", "c", "a", "b")) {
                client.readResource(name);
            }
            assertThat(server.requests("resources/read")).extracting(call -> call.params().get("uri"))
                    .containsExactly("a", "b", "c", "b");
        }
    }

    @Test
    void aResultThatWasOnItsWayDuringAChangeIsGivenButNotKept() {
        ResponseCache cache = new ResponseCache(FIND, Revision.V2026_07_28.isModern(), nanos::get);
        cache.throughTool("find", Map.of(), () -> {
            cache.heard(new RpcNotification("notifications/tools/list_changed", Map.of()));
            return CallToolResult.text("old");
        });
        assertThat(cache.throughTool("find", Map.of(), () -> CallToolResult.text("new")))
                .isEqualTo(CallToolResult.text("new"));
        assertThat(cache.throughTool("find", Map.of(), () -> CallToolResult.text("newer")))
                .isEqualTo(CallToolResult.text("new"));
    }

    @Test
    void threadsThatUseItAtOnceGetWhatTheyAskedFor() throws Exception {
        ResponseCache cache = new ResponseCache(FIND.withMaxEntries(5), true, nanos::get);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> all = IntStream.range(0, 4).mapToObj(seed -> threads.submit(() -> {
                boolean right = true;
                for (int i = seed; i < 2000 + seed; i++) {
                    CallToolResult wanted = CallToolResult.text("n" + i % 9);
                    right &= cache.throughTool("find", Map.of("n", i % 9), () -> wanted).equals(wanted);
                    if (i % 50 == 0) {
                        cache.heard(new RpcNotification("notifications/tools/list_changed", Map.of()));
                    }
                }
                return right;
            })).toList();
            for (Future<Boolean> one : all) {
                assertThat(one.get()).isTrue();
            }
        }
    }
}
