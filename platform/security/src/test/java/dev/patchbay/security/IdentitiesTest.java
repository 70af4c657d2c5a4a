package dev.patchbay.security;

import static dev.patchbay.security.StoredIdentities.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.store.identity.ApiKey;
import dev.patchbay.store.identity.IdentityLink;
import dev.patchbay.store.identity.IdentityLink.Kind;
import dev.patchbay.store.identity.RoleMapping;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String ISSUER = "https://as.example";

    private final TestClock clock = new TestClock(NOON);
    private final StoredIdentities stored = new StoredIdentities();
    private final EndedCredentials ended = new EndedCredentials();
    private Identities identities;

    @BeforeEach
    void start() {
        stored.with(client("desk", false, "reader")).with(client("off", true))
                .with(new IdentityLink(Kind.OAUTH_SUBJECT, ISSUER, "alice", "desk"))
                .with(new IdentityLink(Kind.OAUTH_SUBJECT, ISSUER, "bob", "off"))
                .with(new IdentityLink(Kind.CERTIFICATE_SUBJECT, "", "CN=Desk, O=Acme", "desk"))
                .with(new IdentityLink(Kind.CERTIFICATE_SUBJECT, "", "this is no name", "desk"))
                .with(new RoleMapping(RoleMapping.Kind.SCOPE, ISSUER, "", "admin", "boss"))
                .with(new RoleMapping(RoleMapping.Kind.CLAIM, ISSUER, "groups", "ops", "operator"));
        stored.keys.add(new ApiKey("k1", "desk", new byte[]{1}, "", NOON, null, null, null));
        identities = stored.identities(clock);
        identities.events().add(ended);
    }

    @Test
    void aLinkThatWouldLetNobodyInIsNamed() {
        assertThat(
                IdentityDirectory.problem(new IdentityLink(Kind.CERTIFICATE_SUBJECT, "", "desk", "desk")).orElseThrow())
                .contains("RFC 2253");
        assertThat(IdentityDirectory.problem(new IdentityLink(Kind.CERTIFICATE_SUBJECT, "ca", "CN=desk", "desk")))
                .isPresent();
        assertThat(IdentityDirectory.problem(new IdentityLink(Kind.CERTIFICATE_SAN, "", "desk.example", "desk")))
                .isPresent();
        assertThat(IdentityDirectory.problem(new IdentityLink(Kind.CERTIFICATE_SAN, "CN=ca", "dns:desk", "desk")))
                .isEmpty();
        assertThat(IdentityDirectory.problem(new IdentityLink(Kind.OAUTH_SUBJECT, ISSUER, "desk", "desk"))).isEmpty();
    }

    @Test
    void aKeyIsFoundByItsCode() {
        assertThat(identities.current().key(new byte[]{1}).orElseThrow().id()).isEqualTo("k1");
        assertThat(identities.current().key(new byte[]{2})).isEmpty();
        assertThat(identities.current().key(new byte[0])).isEmpty();
    }

    private ClientIdentity alice(String... tokenRoles) {
        return identities.current().linked(Kind.OAUTH_SUBJECT, ISSUER, "alice").orElseThrow()
                .scoped(Set.of("a"), Set.of(tokenRoles), Optional.of(NOON.plusSeconds(60)));
    }

    @Test
    void linksAreComparedExactlyAndNamesOfCertificatesByMeaning() {
        IdentityDirectory directory = identities.current();

        assertThat(directory.linked(Kind.OAUTH_SUBJECT, ISSUER, "alice")).isPresent();
        assertThat(directory.linked(Kind.OAUTH_SUBJECT, ISSUER + "/", "alice")).isEmpty();
        assertThat(directory.linked(Kind.OAUTH_SUBJECT, ISSUER, "Alice")).isEmpty();
        assertThat(directory.linked(Kind.OAUTH_CLIENT, ISSUER, "alice")).isEmpty();
        assertThat(directory.linked(Kind.CERTIFICATE_SUBJECT, "", "cn=desk,o=acme")).isPresent();
    }

    @Test
    void aDisabledClientIsKnownByNothing() {
        assertThat(identities.current().linked(Kind.OAUTH_SUBJECT, ISSUER, "bob")).isEmpty();
        assertThat(identities.current().client("off")).isEmpty();
    }

    @Test
    void rolesFollowFromScopesAndClaimsOfTheirIssuerOnly() {
        IdentityDirectory directory = identities.current();

        assertThat(directory.mappedRoles(ISSUER, Set.of("admin"), (claim, value) -> claim.equals("groups")
                && value.equals("ops"))).containsExactlyInAnyOrder("boss", "operator");
        assertThat(directory.mappedRoles("https://other.example", Set.of("admin"), (claim, value) -> true)).isEmpty();
        assertThat(directory.mappedRoles(ISSUER, Set.of("admin:x"), (claim, value) -> false)).isEmpty();
        assertThat(alice("boss").roles()).containsExactlyInAnyOrder("reader", "boss");
    }

    @Test
    void whatIsOpenIsRenewedWithTheRolesOfNow() {
        ClientIdentity caller = alice("boss");
        stored.with(client("desk", false, "writer"));

        identities.reload();

        assertThat(identities.renewed(caller).orElseThrow().roles()).containsExactlyInAnyOrder("writer", "boss");
        assertThat(identities.renewed(caller).orElseThrow().scopes()).containsExactly("a");
        assertThat(ended.ended).isEmpty();
    }

    @Test
    void whatIsOpenIsNotRenewedWhenItsTimeIsOver() {
        ClientIdentity caller = alice();

        clock.advance(Duration.ofSeconds(60));

        assertThat(identities.renewed(caller)).isEmpty();
    }

    @Test
    void aLinkThatGoesOrMovesEndsWhatCameByIt() {
        ClientIdentity caller = alice();
        stored.links.removeFirst();
        stored.with(client("other", false)).with(new IdentityLink(Kind.OAUTH_SUBJECT, ISSUER, "alice", "other"));

        identities.reload();

        assertThat(ended.ended).containsExactly("desk: token oauth_subject https://as.example alice");
        assertThat(caller.credentialId()).isEqualTo("oauth_subject https://as.example alice");
        assertThat(identities.renewed(caller)).isEmpty();
    }

    @Test
    void aDisabledClientEndsWithAllItHas() {
        stored.with(client("desk", true));

        identities.reload();

        assertThat(ended.ended).contains("desk", "desk: key k1");
        assertThat(identities.current().key(new byte[]{1})).isEmpty();
    }

    @Test
    void aChangeOfNothingEndsNothing() {
        identities.reload();

        assertThat(ended.ended).isEmpty();
    }

    @Test
    void theLocalClientOfDevModeNeedsNoRecord() {
        assertThat(identities.renewed(ClientIdentity.LOCAL)).contains(ClientIdentity.LOCAL);
        assertThat(identities.renewed(new ClientIdentity("desk", "x", Set.of())).orElseThrow().roles())
                .containsExactly("reader");
        assertThat(identities.renewed(new ClientIdentity("gone", "x", Set.of()))).isEmpty();
    }

    @Test
    void aListenerThatFailsDoesNotKeepTheOthersFromKnowing() {
        EndedCredentials second = new EndedCredentials();
        CredentialEvents events = new CredentialEvents();
        events.add(new CredentialEvents.Listener() {
            @Override
            public void credentialEnded(String clientId, String method, String credentialId) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void clientEnded(String clientId) {
                throw new IllegalStateException("broken");
            }
        });
        events.add(second);

        events.clientEnded("desk");
        events.credentialEnded("desk", "key", "k1");

        assertThat(second.ended).containsExactly("desk", "desk: key k1");
    }

    @Test
    void aScopeCoversWhatIsBelowIt() {
        ClientIdentity caller = new ClientIdentity("desk", "Desk", Set.of(), Set.of("files", "mail:read"), true,
                ClientIdentity.TOKEN, "x", Optional.empty());

        assertThat(caller.covers("files")).isTrue();
        assertThat(caller.covers("files:write:all")).isTrue();
        assertThat(caller.covers("filesystem")).isFalse();
        assertThat(caller.covers("mail")).isFalse();
        assertThat(caller.covers("mail:write")).isFalse();
    }
}
