package dev.patchbay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.patchbay.protocol.notification.SubscriptionFilter;
import dev.patchbay.protocol.wire.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    private static final SubscriptionFilter ALL = new SubscriptionFilter(true, true, true, List.of("file:///a"));

    /** Writes down what it hears. */
    private static final class Heard implements SubscriptionListener {
        final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void toolsChanged() {
            events.add("tools");
        }

        @Override
        public void promptsChanged() {
            events.add("prompts");
        }

        @Override
        public void resourcesChanged() {
            events.add("resources");
        }

        @Override
        public void resourceUpdated(String uri) {
            events.add("updated " + uri);
        }

        @Override
        public void closed(Optional<McpClientException> reason) {
            events.add("closed " + reason.map(Throwable::getMessage).orElse("well"));
        }
    }

    private static String of(ScriptedServer.Request listen, String more) {
        return "{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":" + listen.id() + "}" + more + "}";
    }

    private static ScriptedServer.Stream acknowledged(ScriptedServer.Request listen) throws IOException {
        return listen.stream().notification("notifications/subscriptions/acknowledged",
                of(listen, ",\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"file:///a\"]}"));
    }

    @Test
    void changesOfAModernServerReachTheListenerUntilTheServerEndsThem() {
        try (ScriptedServer server = ScriptedServer.modern(listen -> acknowledged(listen).raw(": alive\n\n")
                .notification("notifications/tools/list_changed", of(listen, ""))
                .notification("notifications/tools/list_changed",
                        "{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":\"other\"}}")
                .notification("notifications/tools/list_changed", "{}")
                .notification("notifications/prompts/list_changed", of(listen, ""))
                .notification("notifications/resources/list_changed", of(listen, ""))
                .notification("notifications/resources/updated", of(listen, ",\"uri\":\"file:///a\""))
                .data(listen.response(of(listen, ",\"resultType\":\"complete\""))));
                McpClient client = McpClient.http(server.uri()).connect()) {
            Heard heard = new Heard();
            Subscription subscription = client.listen(ALL, heard);

            assertThat(subscription.honoured())
                    .isEqualTo(new SubscriptionFilter(true, false, false, List.of("file:///a")));
            await().until(() -> heard.events.contains("closed well"));
            assertThat(heard.events).containsExactly("tools", "prompts", "resources", "updated file:///a",
                    "closed well");
            assertThat(subscription.isOpen()).isFalse();
            assertThat(server.only("subscriptions/listen").header("Mcp-Method")).isEqualTo("subscriptions/listen");
        }
    }

    @Test
    void aModernStreamThatBreaksIsSaid() {
        try (ScriptedServer server = ScriptedServer.modern(SubscriptionTest::acknowledged);
                McpClient client = McpClient.http(server.uri()).connect()) {
            Heard heard = new Heard();
            client.listen(ALL, heard);

            await().until(() -> heard.events.contains("closed the server closed the stream"));
        }
    }

    @Test
    void closingASubscriptionClosesTheStream() {
        AtomicBoolean noticed = new AtomicBoolean();
        try (ScriptedServer server = ScriptedServer.modern(listen -> {
            ScriptedServer.Stream stream = acknowledged(listen);
            await().until(stream::isClosed);
            noticed.set(true);
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            Heard heard = new Heard();
            Subscription subscription = client.listen(ALL, heard);
            assertThat(subscription.isOpen()).isTrue();
            subscription.close();

            await().untilTrue(noticed);
            await().until(() -> heard.events.equals(List.of("closed well")));
        }
    }

    @Test
    void aRefusedSubscriptionIsAnErrorOfListen() {
        try (ScriptedServer server = ScriptedServer.modern(listen -> listen.error(404, -32601, "no"));
                McpClient client = McpClient.http(server.uri()).connect()) {
            Heard heard = new Heard();

            assertThatExceptionOfType(McpException.class).isThrownBy(() -> client.listen(ALL, heard));
            assertThat(heard.events).isEmpty();
        }
    }

    @Test
    void aListenerThatFailsSpoilsNoStream() {
        CountDownLatch updated = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.modern(listen -> acknowledged(listen)
                .notification("notifications/tools/list_changed", of(listen, ""))
                .notification("notifications/resources/updated", of(listen, ",\"uri\":\"file:///a\"")));
                McpClient client = McpClient.http(server.uri()).connect()) {
            client.listen(ALL, new SubscriptionListener() {
                @Override
                public void toolsChanged() {
                    throw new IllegalStateException("planted");
                }

                @Override
                public void resourceUpdated(String uri) {
                    updated.countDown();
                }
            });

            await().until(() -> updated.getCount() == 0);
        }
    }

    @Test
    void changesOfALegacyServerComeOnTheSessionsStreamWhichIsTakenUpAgain() {
        AtomicInteger streams = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.legacyWithStream(call -> {
            if (call.method().startsWith("resources/")) {
                call.result("{}");
            } else if (streams.getAndIncrement() == 0) {
                call.stream().raw("retry: 1\nid: 1\n").notification("notifications/tools/list_changed", "{}");
            } else {
                ScriptedServer.Stream stream = call.stream().notification("notifications/resources/updated",
                        "{\"uri\":\"file:///a\"}");
                await().until(stream::isClosed);
            }
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            Heard heard = new Heard();
            Subscription subscription = client.listen(ALL, heard);

            assertThat(subscription.honoured())
                    .isEqualTo(new SubscriptionFilter(true, false, false, List.of("file:///a")));
            await().until(() -> heard.events.equals(List.of("tools", "updated file:///a")));
            assertThat(server.requests("GET")).extracting(call -> call.header("Last-Event-ID")).containsExactly("",
                    "1");
            assertThat(server.only("resources/subscribe").params()).isEqualTo(Map.of("uri", "file:///a"));

            subscription.close();
            await().until(() -> server.requests("resources/unsubscribe").size() == 1);
            await().until(() -> heard.events.contains("closed well"));
        }
    }

    @Test
    void aLegacyServerWithoutAStreamIsSaid() {
        try (ScriptedServer server = ScriptedServer.legacy(call -> call.status(405));
                McpClient client = McpClient.http(server.uri()).connect()) {
            assertThatExceptionOfType(TransportException.class).isThrownBy(() -> client.listen(ALL, new Heard()))
                    .withMessageContaining("no stream of changes");
        }
    }

    @Test
    void aServerThatNeverAcknowledgesIsGivenUp() {
        AtomicBoolean noticed = new AtomicBoolean();
        try (ScriptedServer server = ScriptedServer.modern(listen -> {
            ScriptedServer.Stream stream = listen.stream();
            await().until(stream::isClosed);
            noticed.set(true);
        }); McpClient client = McpClient.http(server.uri()).timeout(Duration.ofMillis(500)).connect()) {
            assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> client.listen(ALL, new Heard()));
            await().untilTrue(noticed);
        }
    }

    @Test
    void aLegacySubscriptionThatIsRefusedClosesTheStream() {
        AtomicBoolean noticed = new AtomicBoolean();
        try (ScriptedServer server = ScriptedServer.legacyWithStream(call -> {
            if (call.method().equals("resources/subscribe")) {
                call.error(200, -32002, "no such resource");
                return;
            }
            ScriptedServer.Stream stream = call.stream();
            await().until(stream::isClosed);
            noticed.set(true);
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            assertThatExceptionOfType(McpException.class).isThrownBy(() -> client.listen(ALL, new Heard()))
                    .withMessageContaining("no such resource");
            await().untilTrue(noticed);
            assertThat(server.methods()).doesNotContain("notifications/cancelled");
        }
    }

    @Test
    void subscriptionsOfOneSessionShareItsStream() {
        CountDownLatch second = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.legacyWithStream(call -> {
            ScriptedServer.Stream stream = call.stream();
            await().until(() -> second.getCount() == 0);
            stream.notification("notifications/tools/list_changed", "{}");
            await().until(stream::isClosed);
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            Heard first = new Heard();
            Heard other = new Heard();
            try (Subscription one = client.listen(SubscriptionFilter.allLists(), first)) {
                try (Subscription two = client.listen(SubscriptionFilter.allLists(), other)) {
                    second.countDown();
                    await().until(() -> first.events.equals(List.of("tools")) && other.events.equals(List.of("tools")));
                    assertThat(two.isOpen()).isTrue();
                }
                assertThat(other.events).containsExactly("tools", "closed well");
                assertThat(one.isOpen()).isTrue();
            }
            assertThat(first.events).containsExactly("tools", "closed well");
            assertThat(server.requests("GET")).hasSize(1);
        }
    }

    @Test
    void aForgottenSessionEndsItsSubscriptions() {
        AtomicBoolean forgotten = new AtomicBoolean();
        try (ScriptedServer server = ScriptedServer.legacyWithStream(call -> {
            if (call.method().equals("ping")) {
                if (forgotten.getAndSet(true)) {
                    call.result("{}");
                } else {
                    call.status(404);
                }
                return;
            }
            ScriptedServer.Stream stream = call.stream();
            await().until(stream::isClosed);
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            Heard heard = new Heard();
            client.listen(SubscriptionFilter.allLists(), heard);
            client.ping();

            await().until(() -> heard.events
                    .equals(List.of("closed the server has forgotten the session and its subscriptions")));
        }
    }

    @Test
    void closingTheClientEndsItsSubscriptions() {
        try (ScriptedServer server = ScriptedServer.legacyWithStream(call -> {
            ScriptedServer.Stream stream = call.stream();
            await().until(stream::isClosed);
        })) {
            Heard heard = new Heard();
            try (McpClient client = McpClient.http(server.uri()).connect()) {
                client.listen(SubscriptionFilter.allLists(), heard);
            }

            await().until(() -> heard.events.equals(List.of("closed well")));
        }
    }
}
