package dev.patchbay.endpoint.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.call.Caller;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.endpoint.EndpointOptions;
import dev.patchbay.endpoint.list.ListOptions;
import dev.patchbay.endpoint.list.SeenLists;
import dev.patchbay.invocation.Authorizer;
import dev.patchbay.protocol.ClientCapabilities;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.codec.RevisionCodec;
import dev.patchbay.security.ClientIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final LegacyRevision REVISION = LegacyRevision.of(
            RevisionCodec.of(Revision.V2025_11_25).orElseThrow().server(Implementation.of("s", "1")),
            ListOptions.defaults());
    private static final Caller ANN = new ClientIdentity("ann", "Ann", Set.of());
    private static final Caller BOB = new ClientIdentity("bob", "Bob", Set.of());

    private final LegacyOptions options = EndpointOptions.defaults().legacy().withSessions(4, 3,
            Duration.ofMinutes(5));
    private final Sessions sessions = new Sessions(options);
    private final CatalogRegistry catalog = new CatalogRegistry();

    private LegacySession open(Caller caller) {
        LegacySession session = new LegacySession(sessions.newId(), caller, REVISION, ClientCapabilities.NONE,
                new SeenLists(Authorizer.ofEverything(catalog).view(caller)), options, sessions.kept(), null);
        sessions.add(session);
        return session;
    }

    @Test
    void aSessionIsFoundByItsClientOnly() {
        LegacySession session = open(ANN);

        assertThat(sessions.find(session.id(), ANN)).contains(session);
        assertThat(sessions.find(session.id(), BOB)).isEmpty();
        assertThat(sessions.find("forged", ANN)).isEmpty();
    }

    @Test
    void oneMoreOfAClientEndsTheOneThatItUsedLeast() {
        LegacySession first = open(ANN);
        LegacySession second = open(ANN);
        LegacySession third = open(ANN);
        assertThat(sessions.find(first.id(), ANN)).isPresent();

        LegacySession fourth = open(ANN);

        assertThat(second.isEnded()).isTrue();
        assertThat(sessions.all()).containsExactlyInAnyOrder(first, third, fourth);
        assertThat(sessions.find(second.id(), ANN)).isEmpty();
    }

    @Test
    void oneMoreOfAllEndsTheOneThatWasUsedLeastWhosesoeverItIs() {
        LegacySession ofAnn = open(ANN);
        open(BOB);
        open(BOB);
        open(BOB);

        open(ANN);

        assertThat(ofAnn.isEnded()).isTrue();
        assertThat(sessions.size()).isEqualTo(4);
    }

    @Test
    void whatSomebodyElseTriesDoesNotKeepASession() {
        LegacySession first = open(ANN);
        open(ANN);
        open(ANN);
        sessions.find(first.id(), BOB);

        open(ANN);

        assertThat(first.isEnded()).isTrue();
    }

    @Test
    void aSessionInWhichACallRunsStaysForOneThatIsSilent() {
        LegacySession busy = open(ANN);
        LegacySession silent = open(ANN);
        open(ANN);
        TestCalls.begin(busy);

        open(ANN);

        assertThat(busy.isEnded()).isFalse();
        assertThat(silent.isEnded()).isTrue();
    }

    @Test
    void ifAllAreInUseTheOldestEnds() {
        List<LegacySession> busy = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            busy.add(open(ANN));
            TestCalls.begin(busy.getLast());
        }

        open(ANN);

        assertThat(busy).extracting(LegacySession::isEnded).containsExactly(true, false, false);
    }

    @Test
    void aSessionEndsOnce() {
        LegacySession session = open(ANN);
        sessions.end(session);
        sessions.end(session);

        assertThat(session.isEnded()).isTrue();
        assertThat(sessions.size()).isZero();
        open(ANN);
        assertThat(sessions.size()).isEqualTo(1);
    }

    @Test
    void silentOnesExpire() throws InterruptedException {
        Sessions shortLived = new Sessions(options.withSessions(10, 10, Duration.ofNanos(1)));
        LegacySession session = open(ANN);
        LegacySession busy = open(ANN);
        TestCalls.begin(busy);
        shortLived.add(session);
        shortLived.add(busy);

        shortLived.expire();

        assertThat(session.isEnded()).isTrue();
        assertThat(shortLived.all()).containsExactly(busy);
    }
}
