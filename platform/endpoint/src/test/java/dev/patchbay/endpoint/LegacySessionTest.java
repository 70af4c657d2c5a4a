package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.endpoint.legacy.LegacyOptions;
import dev.patchbay.endpoint.modern.ListenOptions;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.ClientIdentity;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of a session of revision 2025-11-25. */
class LegacySessionTest {
    private TestEndpoint server = new TestEndpoint();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theHandshakeTellsWhoTheServerIs() throws Exception {
        LegacyClient client = new LegacyClient(server, "");

        assertThat(client.session).matches("[\\x21-\\x7E]{22,}");
        assertThat(client.initialized.result()).containsEntry("protocolVersion", "2025-11-25")
                .containsEntry("instructions", "Use it well.").doesNotContainKey("resultType");
        assertThat(TestEndpoint.object(client.initialized.result(), "serverInfo")).containsEntry("name", "patchbay");
        assertThat(server.send(client.notification("notifications/initialized", "")).status()).isEqualTo(202);
        assertThat(client.send("ping", "").result()).isEmpty();
    }

    @Test
    void anUnknownVersionGetsTheLatestLegacyOne() throws Exception {
        for (String version : List.of("2026-07-28", "1999-01-01", "nonsense")) {
            assertThat(new LegacyClient(server, "", version).initialized.result()).containsEntry("protocolVersion",
                    "2025-11-25");
        }
    }

    @Test
    void toolsPromptsResourcesAndCompletionsWorkAsForModernClients() throws Exception {
        server.catalog.tool("echo").prompt("greet").resource("test://one").template("test://t/{id}");
        LegacyClient client = new LegacyClient(server, "");

        TestEndpoint.Answer tools = client.send("tools/list", "");
        assertThat(TestEndpoint.objects(tools.result(), "tools")).hasSize(1);
        assertThat(tools.result()).doesNotContainKeys("ttlMs", "cacheScope", "resultType", "_meta");
        assertThat(client.send("tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"hi\"}").text())
                .isEqualTo("hi");
        assertThat(client.send("prompts/get", "\"name\":\"greet\",\"arguments\":{\"name\":\"Ann\"}").response().body())
                .contains("Hello Ann");
        assertThat(client.send("resources/read", "\"uri\":\"test://one\"").response().body())
                .contains("content of test://one");
        assertThat(client.send("resources/templates/list", "").response().body()).contains("test://t/{id}");
        assertThat(client.send("completion/complete",
                "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"greet\"},\"argument\":{\"name\":\"name\",\"value\":\"A\"}")
                .response().body()).contains("A1");
    }

    @Test
    void errorsHaveTheNumbersOfTheEra() throws Exception {
        LegacyClient client = new LegacyClient(server, "");

        assertThat(client.send("resources/read", "\"uri\":\"test://missing/1\"").code()).isEqualTo(-32002);
        assertThat(client.send("resources/subscribe", "\"uri\":\"other://x\"").code()).isEqualTo(-32002);
        assertThat(client.send("tools/call", "\"name\":\"nobody\"").code()).isEqualTo(-32602);
        assertThat(client.send("tools/list", "\"cursor\":\"garbage\"").code()).isEqualTo(-32602);
        assertThat(client.send("server/discover", "").code()).isEqualTo(-32601);
        assertThat(client.send("subscriptions/listen", "").code()).isEqualTo(-32601);
    }

    @Test
    void aSessionIsNeededKnownAndEndsForGood() throws Exception {
        LegacyClient client = new LegacyClient(server, "");

        HttpRequest.Builder without = server.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
        assertThat(server.send(without).status()).isEqualTo(400);
        assertThat(server.send(without.header("Mcp-Session-Id", "forged")).status()).isEqualTo(404);

        assertThat(server.send(client.other("DELETE")).status()).isEqualTo(204);

        assertThat(client.send("ping", "").status()).isEqualTo(404);
        assertThat(server.send(client.other("DELETE")).status()).isEqualTo(404);
        assertThat(server.send(client.stream()).status()).isEqualTo(404);
    }

    @Test
    void anInvalidVersionHeaderIsRefused() throws Exception {
        LegacyClient client = new LegacyClient(server, "");

        assertThat(server.send(client.request("ping", "").setHeader("MCP-Protocol-Version", "bogus")).status())
                .isEqualTo(400);
    }

    @Test
    void aSessionOfSomebodyElseDoesNotExist() throws Exception {
        server.close();
        server = new TestEndpoint(EndpointOptions.defaults(), credentials -> {
            ClientIdentity caller = new ClientIdentity(String.valueOf(credentials.authorization()), "x", Set.of());
            return new Authentication.Known(caller);
        }, InstantSource.system());
        HttpRequest.Builder initialize = server.post(
                "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                        + "\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}")
                .header("Authorization", "ann");
        String session = server.send(initialize).response().headers().firstValue("Mcp-Session-Id").orElseThrow();
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

        assertThat(server.send(server.post(ping).header("Mcp-Session-Id", session).header("Authorization", "bob"))
                .status()).isEqualTo(404);
        assertThat(server.send(server.post(ping).header("Mcp-Session-Id", session).header("Authorization", "ann"))
                .status()).isEqualTo(200);
    }

    @Test
    void oneSessionMoreThanAllowedEndsTheOneThatWasSilentLongest() throws Exception {
        server.close();
        server = new TestEndpoint(EndpointOptions.defaults()
                .with(LegacyOptions.defaults().withSessions(100, 2, Duration.ofMinutes(5))));
        LegacyClient first = new LegacyClient(server, "");
        LegacyClient second = new LegacyClient(server, "");
        assertThat(first.send("ping", "").status()).isEqualTo(200);
        LegacyClient third = new LegacyClient(server, "");

        assertThat(second.send("ping", "").status()).isEqualTo(404);
        assertThat(first.send("ping", "").status()).isEqualTo(200);
        assertThat(third.send("ping", "").status()).isEqualTo(200);
    }

    @Test
    void aSilentSessionExpiresUnlessItsStreamIsRead() throws Exception {
        server.close();
        server = new TestEndpoint(EndpointOptions.defaults()
                .with(LegacyOptions.defaults().withSessions(100, 100, Duration.ofMillis(300))));
        LegacyClient silent = new LegacyClient(server, "");
        LegacyClient reading = new LegacyClient(server, "");
        try (SseReader stream = new SseReader(server, reading.stream())) {
            assertThat(stream.next()).isNotNull();
            // Asking keeps it alive, so less often than it may be silent.
            await().pollInterval(Duration.ofMillis(700)).until(() -> silent.send("ping", "").status() == 404);
            assertThat(reading.send("ping", "").status()).isEqualTo(200);
        }
    }

    @Test
    void changesOfListsAndOfWatchedResourcesArePushed() throws Exception {
        LegacyClient client = new LegacyClient(server, "");
        assertThat(client.send("resources/subscribe", "\"uri\":\"test://one\"").result()).isEmpty();
        try (SseReader stream = new SseReader(server, client.stream())) {
            assertThat(stream.response.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(stream.next()).isNotNull().satisfies(priming -> {
                assertThat(priming.data()).isEmpty();
                assertThat(priming.id()).isNotEmpty();
            });
            server.catalog.tool("new");
            assertThat(stream.message().isMethod("notifications/tools/list_changed")).isTrue();
            server.catalog.prompt("new");
            assertThat(stream.message().isMethod("notifications/prompts/list_changed")).isTrue();
            server.catalog.registry.resourceUpdated("test://other");
            server.catalog.registry.resourceUpdated("test://one");
            assertThat(TestEndpoint.object(stream.message().json(), "params")).containsEntry("uri", "test://one");
            assertThat(client.send("resources/unsubscribe", "\"uri\":\"test://one\"").result()).isEmpty();
            server.catalog.registry.resourceUpdated("test://one");
            server.catalog.tool("last");
            assertThat(stream.message().isMethod("notifications/tools/list_changed")).isTrue();
        }
    }

    @Test
    void aStreamIsTakenUpWhereTheClientWas() throws Exception {
        LegacyClient client = new LegacyClient(server, "");
        String position;
        try (SseReader stream = new SseReader(server, client.stream())) {
            assertThat(stream.next()).isNotNull();
            server.catalog.tool("a");
            position = stream.message().id();
        }
        server.catalog.prompt("p");
        server.catalog.tool("b");

        try (SseReader again = new SseReader(server, client.stream().header("Last-Event-ID", position))) {
            SseReader.Event first = again.message();
            SseReader.Event last = again.message();
            assertThat(List.of(String.valueOf(first.json().get("method")), String.valueOf(last.json().get("method"))))
                    .containsExactlyInAnyOrder("notifications/prompts/list_changed",
                            "notifications/tools/list_changed");
            assertThat(last.id()).isNotEqualTo(position);
        }
        assertThat(server.send(client.stream().header("Last-Event-ID", "77-1")).status()).isEqualTo(400);
    }

    @Test
    void whatIsKeptForClientsThatComeBackHasABoundOverAllTheirSessions() throws Exception {
        server.close();
        server = new TestEndpoint(EndpointOptions.defaults()
                .with(LegacyOptions.defaults().withKept(1_000_000, 300_000)));
        server.catalog.tool("large", call -> {
            call.log().info("soon");
            return CallToolResult.text("x".repeat(200_000));
        });
        List<String> positions = new ArrayList<>();
        List<LegacyClient> clients = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            LegacyClient client = new LegacyClient(server, "");
            clients.add(client);
            try (SseReader stream = new SseReader(server, client.request("tools/call", "\"name\":\"large\""))) {
                positions.add(stream.message().id());
                assertThat(stream.message().data()).hasSizeGreaterThan(200_000);
            }
        }

        assertThat(server.send(clients.getFirst().stream().header("Last-Event-ID", positions.getFirst())).events())
                .as("gone for the second").isEmpty();
        assertThat(server.send(clients.getLast().stream().header("Last-Event-ID", positions.getLast())).events())
                .hasSize(1);
    }

    @Test
    void aLongCallGetsAStreamThatIsClosedAndTakenUpAgain() throws Exception {
        server.close();
        server = new TestEndpoint(EndpointOptions.defaults().with(LegacyOptions.defaults()
                .withPolling(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200))));
        CountDownLatch go = new CountDownLatch(1);
        server.catalog.tool("slow", call -> {
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
            return CallToolResult.text("at last");
        });
        LegacyClient client = new LegacyClient(server, "");
        String position;
        try (SseReader stream = new SseReader(server, client.request("tools/call", "\"name\":\"slow\""))) {
            assertThat(stream.next()).isNotNull().satisfies(priming -> {
                assertThat(priming.data()).isEmpty();
                assertThat(priming.retry()).isEqualTo("200");
            });
            assertThat(stream.next()).as("closed in the middle of the call").isNull();
            position = stream.lastId();
        }
        go.countDown();
        try (SseReader again = new SseReader(server, client.stream().header("Last-Event-ID", position))) {
            assertThat(again.message().data()).contains("at last");
            assertThat(again.next()).isNull();
        }
    }

    @Test
    void aDisconnectDoesNotCancelButTheNotificationDoes() throws Exception {
        CountDownLatch started = new CountDownLatch(2);
        AtomicBoolean cancelled = new AtomicBoolean();
        server.catalog.tool("wait", call -> {
            call.cancellation().onCancel(() -> cancelled.set(true));
            call.log().info("started");
            started.countDown();
            Thread.sleep(Duration.ofSeconds(20));
            return CallToolResult.text("too late");
        });
        LegacyClient client = new LegacyClient(server, "");
        try (SseReader stream = new SseReader(server, client.request("tools/call", "\"name\":\"wait\""))) {
            assertThat(stream.message().isMethod("notifications/message")).isTrue();
        }
        try (SseReader second = new SseReader(server, client.request("tools/call", "\"name\":\"wait\""))) {
            assertThat(second.message().isMethod("notifications/message")).isTrue();
            assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(cancelled).as("the first client left").isFalse();

            assertThat(server.send(client.notification("notifications/cancelled", "\"requestId\":2")).status())
                    .isEqualTo(202);

            await().atMost(Duration.ofSeconds(2)).untilTrue(cancelled);
            assertThat(second.next()).as("no response to a cancelled request").isNull();
        }
    }

    @Test
    void logLinesComeFromTheLevelTheSessionSets() throws Exception {
        server.catalog.tool("talk", call -> {
            call.log().debug("detail");
            call.log().info("step");
            call.log().error("fault");
            return CallToolResult.text("done");
        });
        LegacyClient client = new LegacyClient(server, "");
        List<Map<String, Object>> before = client.send("tools/call", "\"name\":\"talk\"").events();
        assertThat(client.send("logging/setLevel", "\"level\":\"error\"").result()).isEmpty();
        List<Map<String, Object>> after = client.send("tools/call", "\"name\":\"talk\"").events();

        assertThat(before).hasSize(3);
        assertThat(after).hasSize(2);
        assertThat(client.send("logging/setLevel", "\"level\":\"loud\"").code()).isEqualTo(-32602);
    }

    @Test
    void aCallHasTheCallerOfItsRequestAndNotOfTheHandshake() throws Exception {
        Set<String> roles = ConcurrentHashMap.newKeySet();
        roles.add("before");
        server.close();
        server = new TestEndpoint(EndpointOptions.defaults(),
                credentials -> new Authentication.Known(new ClientIdentity("ann", "Ann", Set.copyOf(roles))),
                InstantSource.system());
        server.catalog.tool("roles", call -> CallToolResult.text(call.caller().roles().toString()));
        LegacyClient client = new LegacyClient(server, "");
        roles.clear();
        roles.add("after");

        assertThat(client.send("tools/call", "\"name\":\"roles\"").text()).isEqualTo("[after]");
    }

    @Test
    void streamsOfSessionsCountAmongTheOpenStreams() throws Exception {
        server.close();
        server = new TestEndpoint(EndpointOptions.defaults().with(new ListenOptions(10, 1, 10)));
        LegacyClient client = new LegacyClient(server, "");
        try (SseReader stream = new SseReader(server, client.stream())) {
            assertThat(stream.next()).isNotNull();

            try (SseReader second = new SseReader(server, client.stream())) {
                assertThat(second.response.statusCode()).isEqualTo(429);
            }
            assertThat(server.send(server.modern("subscriptions/listen", "\"notifications\":{}")).code())
                    .isEqualTo(42900);
        }
        await().untilAsserted(() -> {
            try (SseReader again = new SseReader(server, client.stream())) {
                assertThat(again.response.statusCode()).isEqualTo(200);
            }
        });
    }

    @Test
    void streamsOfCallsCountToo() throws Exception {
        server.close();
        server = new TestEndpoint(EndpointOptions.defaults().with(new ListenOptions(10, 1, 10)));
        server.catalog.tool("steps", call -> {
            call.progress().report(1, 2.0, "half");
            return CallToolResult.text("done");
        });
        LegacyClient client = new LegacyClient(server, "");
        String params = "\"name\":\"steps\",\"_meta\":{\"progressToken\":\"p\"}";
        try (SseReader stream = new SseReader(server, client.stream())) {
            assertThat(stream.next()).isNotNull();
            TestEndpoint.Answer plain = client.send("tools/call", params);
            assertThat(plain.type()).isEqualTo("application/json");
            assertThat(plain.text()).isEqualTo("done");
        }
        await().untilAsserted(
                () -> assertThat(client.send("tools/call", params).type()).isEqualTo("text/event-stream"));
    }

    @Test
    void aCallThatTakesAMomentGetsAStreamToComeBackTo() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        server.catalog.tool("moment", call -> {
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
            return CallToolResult.text("there");
        });
        LegacyClient client = new LegacyClient(server, "");
        long sent = System.nanoTime();
        try (SseReader stream = new SseReader(server, client.request("tools/call", "\"name\":\"moment\""))) {
            assertThat(stream.next()).isNotNull().satisfies(priming -> assertThat(priming.retry()).isNotEmpty());
            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofMillis(900));
            go.countDown();
            assertThat(stream.message().data()).contains("there");
        }
    }
}
