package dev.patchbay.security.plugin;

import static dev.patchbay.security.StoredIdentities.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.security.Authenticated;
import dev.patchbay.api.security.PresentedCredentials;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.Authentication.Reason;
import dev.patchbay.security.Authenticators;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.Credentials;
import dev.patchbay.security.StoredIdentities;
import dev.patchbay.security.TestClock;
import dev.patchbay.store.identity.IdentityLink;
import dev.patchbay.store.identity.IdentityLink.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PluginCheckTest {
    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final AtomicLong nanos = new AtomicLong();
    private final StoredIdentities stored = new StoredIdentities().with(client("ann", false, "reader"))
            .with(new IdentityLink(Kind.PLUGIN, "door", "ann@door", "ann"));
    private final List<PluginAuthenticator> doors = new ArrayList<>(List.of(new Door("door")));
    private final List<String> asked = new ArrayList<>();
    private final Authenticators authenticators = Authenticators.of(List.of(new PluginCheck(
            scheme -> scheme.equals("door") ? doors : List.of(), stored.identities(clock), clock, nanos::get)));
    private CompletionStage<Optional<Authenticated>> answer = CompletableFuture
            .completedFuture(Optional.of(Authenticated.of("ann@door").until(clock.instant().plusSeconds(20))));

    private final class Door implements PluginAuthenticator {
        private final String instance;

        private Door(String instance) {
            this.instance = instance;
        }

        @Override
        public String instance() {
            return instance;
        }

        @Override
        public String version() {
            return "1.0.0";
        }

        @Override
        public CompletionStage<Optional<Authenticated>> ask(PresentedCredentials credentials, Duration limit) {
            asked.add(credentials.scheme() + " " + credentials.value());
            return answer;
        }
    }

    private Authentication present(String header) {
        return authenticators.authenticate(new Credentials(false, header));
    }

    private static void assertRefused(Authentication found, String code, Reason reason) {
        assertThat(found).isInstanceOfSatisfying(Authentication.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.reason()).isEqualTo(reason);
        });
    }

    @Test
    void aSubjectIsTheClientItIsLinkedTo() {
        assertThat(present("Door open sesame")).isInstanceOfSatisfying(Authentication.Known.class, known -> {
            ClientIdentity caller = known.caller();
            assertThat(caller.id()).isEqualTo("ann");
            assertThat(caller.method()).isEqualTo("plugin");
            assertThat(caller.credentialId()).isEqualTo("plugin door ann@door");
            assertThat(caller.expiresAt()).contains(clock.instant().plusSeconds(20));
            assertThat(caller.scoped()).isFalse();
        });
        assertThat(asked).containsExactly("door open sesame");
    }

    @Test
    void anAnswerIsRememberedForThirtySecondsAndNoLongerThanItIsValid() {
        present("Door x");
        present("Door x");
        present("Door y");
        assertThat(asked).hasSize(2);

        clock.advance(Duration.ofSeconds(20));
        assertRefused(present("Door x"), "credentials_invalid", Reason.INVALID);
        assertThat(asked).hasSize(2);
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        present("Door x");

        assertThat(asked).hasSize(3);
    }

    @Test
    void aSubjectOfAnotherInstanceIsNobody() {
        doors.set(0, new Door("window"));

        assertRefused(present("Door x"), "unknown_client", Reason.FORBIDDEN);
    }

    @Test
    void anEmptyAnswerRefuses() {
        answer = CompletableFuture.completedFuture(Optional.empty());

        assertRefused(present("Door x"), "credentials_invalid", Reason.INVALID);
    }

    @Test
    void aPluginThatFailsRefusesAndIsAskedAgain() {
        answer = CompletableFuture.failedFuture(new IllegalStateException("broken"));

        assertRefused(present("Door x"), "authenticator_failed", Reason.UNAVAILABLE);
        assertRefused(present("Door x"), "authenticator_failed", Reason.UNAVAILABLE);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aSlowAnswerComesLater() {
        CompletableFuture<Optional<Authenticated>> slow = new CompletableFuture<>();
        answer = slow;

        Authentication found = present("Door x");

        assertThat(found).isInstanceOf(Authentication.Later.class);
        slow.complete(Optional.of(Authenticated.of("ann@door")));
        assertThat(((Authentication.Later) found).found().toCompletableFuture().join())
                .isInstanceOf(Authentication.Known.class);
    }

    @Test
    void twoForOneSchemeAreTrustedAsLittleAsNone() {
        doors.add(new Door("gate"));

        assertRefused(present("Door x"), "authenticator_ambiguous", Reason.UNAVAILABLE);
        assertThat(asked).isEmpty();
    }

    @Test
    void noPluginSeesABearerToken() {
        assertRefused(present("Bearer x"), "credentials_not_supported", Reason.INVALID);
        assertRefused(present("Basic x"), "credentials_not_supported", Reason.INVALID);
        assertThat(asked).isEmpty();
    }
}
