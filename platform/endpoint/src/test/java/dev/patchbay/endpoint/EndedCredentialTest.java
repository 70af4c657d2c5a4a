package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.Authorizer;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.CredentialEvents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a credential has opened ends with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndedCredentialTest {
    private final KnownCallers callers = new KnownCallers();
    private final CredentialEvents events = new CredentialEvents();
    private final TestEndpoint server = new TestEndpoint(EndpointOptions.defaults(),
            new Identification(callers, Optional.empty(), events, this::renewed), InstantSource.system());
    private volatile Set<String> rolesNow = Set.of();

    private Optional<ClientIdentity> renewed(ClientIdentity caller) {
        return Optional.of(new ClientIdentity(caller.id(), caller.displayName(), rolesNow));
    }

    @BeforeEach
    void valid() {
        callers.expiresAt = Optional.empty();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private SseReader listen(String client) throws Exception {
        server.authorization = "Bearer " + client;
        SseReader stream = new SseReader(server,
                server.modern("\"l\"", "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}"));
        assertThat(stream.message().isMethod("notifications/subscriptions/acknowledged")).isTrue();
        return stream;
    }

    private static void assertCompleted(SseReader stream) throws Exception {
        SseReader.Event last = stream.message();
        assertThat(last.json()).containsEntry("id", "l");
        assertThat(TestEndpoint.object(last.json(), "result")).containsEntry("resultType", "complete");
        assertThat(stream.next()).as("the stream has ended").isNull();
    }

    private LegacyClient legacy(String client) throws Exception {
        server.authorization = "Bearer " + client;
        return new LegacyClient(server, "");
    }

    private SseReader own(LegacyClient client) throws Exception {
        SseReader stream = new SseReader(server, client.stream());
        assertThat(stream.response.statusCode()).isEqualTo(200);
        assertThat(stream.next()).as("the priming event").isNotNull();
        return stream;
    }

    /** Everybody sees everything; readers may read as well. */
    private void onlyReadersMayRead() {
        View everything = View.everything(server.catalog.registry.current());
        server.authorizer = new Authorizer() {
            @Override
            public View view(Caller caller) {
                return everything;
            }

            @Override
            public Decision decide(Request request) {
                return request.caller().roles().contains("reader")
                        ? Decision.ALLOWED
                        : new Decision.Denied("permission", "No.", Map.of());
            }
        };
    }

    @Test
    void updatesOfAResourceStopWhenTheRightToReadItGoes() throws Exception {
        server.catalog.resource("test://a").resource("test://b");
        server.authorization = "Bearer fay";
        LegacyClient legacy = new LegacyClient(server, "");
        try (SseReader session = own(legacy);
                SseReader stream = new SseReader(server, server.modern("\"l\"",
                        "subscriptions/listen",
                        "\"notifications\":{\"resourceSubscriptions\":[\"test://a\",\"test://b\"]}"))) {
            stream.message();
            legacy.send("resources/subscribe", "\"uri\":\"test://a\"");
            rolesNow = Set.of("reader");
            onlyReadersMayRead();
            server.catalog.registry.resourceUpdated("test://a");
            assertThat(stream.message().isMethod("notifications/resources/updated")).isTrue();
            assertThat(session.message().isMethod("notifications/resources/updated")).isTrue();
            rolesNow = Set.of();
            server.catalog.registry.resourceUpdated("test://a");
            rolesNow = Set.of("reader");
            server.catalog.registry.resourceUpdated("test://b");

            assertThat(stream.message().json().toString()).contains("test://b");
            assertThat(session.hasNothing()).isTrue();
        } finally {
            server.authorizer = null;
        }
    }

    @Test
    void aListenStreamEndsWithTheCompletionResultWhenItsTokenExpires() throws Exception {
        callers.expiresAt = Optional.of(Instant.now().plusMillis(200));
        try (SseReader shortLived = listen("ann")) {
            callers.expiresAt = Optional.of(Instant.now().plusSeconds(60));
            try (SseReader longLived = listen("ann")) {
                assertCompleted(shortLived);
                assertThat(longLived.hasNothing()).isTrue();
            }
        }
    }

    @Test
    void aListenStreamEndsWhenItsCredentialIsRevokedAndNoOtherDoes() throws Exception {
        try (SseReader revoked = listen("bea"); SseReader other = listen("bob")) {
            events.credentialEnded("bea", ClientIdentity.KEY, "token-of-bea");
            events.credentialEnded("bob", ClientIdentity.TOKEN, "another-of-bob");
            events.credentialEnded("bea", ClientIdentity.TOKEN, "token-of-bea");

            assertCompleted(revoked);
            assertThat(other.hasNothing()).isTrue();
            events.clientEnded("bob");
            assertCompleted(other);
        }
    }

    @Test
    void whatIsOpenedAMomentTooLateEndsToo() throws Exception {
        events.clientEnded("eve");

        try (SseReader stream = listen("eve")) {
            assertCompleted(stream);
        }
    }

    @Test
    void aLegacyStreamClosesWhenItsTokenExpiresAndTheSessionGoesOnWithANewOne() throws Exception {
        callers.expiresAt = Optional.of(Instant.now().plusMillis(500));
        LegacyClient client = legacy("cat");
        try (SseReader stream = own(client)) {
            callers.expiresAt = Optional.empty();

            assertThat(stream.next()).as("the stream has ended").isNull();
            assertThat(client.send("ping", "").status()).isEqualTo(200);
        }
    }

    @Test
    void aLegacySessionEndsWithItsStreamsAndCallsWhenTheCredentialIsRevoked() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        server.catalog.tool("wait", call -> {
            running.countDown();
            call.cancellation().onCancel(cancelled::countDown);
            cancelled.await();
            return CallToolResult.text("over");
        });
        LegacyClient client = legacy("dan");
        LegacyClient another = legacy("dora");
        server.authorization = "Bearer dan";
        try (SseReader stream = own(client)) {
            var call = server.http.sendAsync(client.request("tools/call", "\"name\":\"wait\"").build(),
                    java.net.http.HttpResponse.BodyHandlers.discarding());
            running.await();
            events.credentialEnded("dan", ClientIdentity.TOKEN, "token-of-dan");

            assertThat(stream.next()).as("the stream has ended").isNull();
            cancelled.await();
            await().untilAsserted(() -> assertThat(client.send("ping", "").status()).isEqualTo(404));
            assertThat(call.get().statusCode()).isBetween(200, 202);
        }
        server.authorization = "Bearer dora";
        assertThat(another.send("ping", "").status()).isEqualTo(200);
    }
}
