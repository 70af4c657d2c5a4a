package dev.patchbay.security.token;

import static dev.patchbay.security.StoredIdentities.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.patchbay.egress.AddressRule;
import dev.patchbay.egress.Network;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.Authentication.Reason;
import dev.patchbay.security.Authenticators;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.Credentials;
import dev.patchbay.security.Identities;
import dev.patchbay.security.StoredIdentities;
import dev.patchbay.security.TestClock;
import dev.patchbay.security.certificate.TestAuthority;
import dev.patchbay.store.identity.IdentityLink;
import dev.patchbay.store.identity.IdentityLink.Kind;
import dev.patchbay.store.identity.RoleMapping;
import java.net.InetAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenCheckTest {
    private static final String RESOURCE = "https://mcp.example.com/mcp";

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final AtomicLong nanos = new AtomicLong();
    private final StoredIdentities stored = new StoredIdentities();
    private FakeIssuer issuer;
    private Identities identities;
    private TokenCheck check;

    @BeforeEach
    void start() throws Exception {
        issuer = new FakeIssuer();
        stored.with(client("alice", false, "reader"))
                .with(new IdentityLink(Kind.OAUTH_SUBJECT, issuer.issuer(), "alice", "alice"))
                .with(new RoleMapping(RoleMapping.Kind.CLAIM, issuer.issuer(), "realm_access.roles", "ops",
                        "operator"));
        identities = stored.identities(clock);
        check = check(settings().build());
    }

    @AfterEach
    void stop() {
        check.close();
        issuer.close();
    }

    private IssuerSettings.Builder settings() {
        return IssuerSettings.builder(issuer.issuer()).introspection(new IntrospectionSettings(
                URI.create(issuer.issuer() + "/introspect"), "patchbay", "s3cret"));
    }

    private TokenCheck check(IssuerSettings settings) throws Exception {
        TokenSettings tokens = new TokenSettings(RESOURCE, List.of(settings), Set.of(),
                List.of(Network.of("127.0.0.0/8")));
        return new TokenCheck(tokens, identities, clock, nanos::get, new Fetcher(
                new AddressRule(tokens.allowedNetworks()), InetAddress::getAllByName, SSLContext.getDefault(),
                Duration.ofSeconds(2)));
    }

    private void pass(Duration time) {
        clock.advance(time);
        nanos.addAndGet(time.toNanos());
    }

    private String token() throws Exception {
        return issuer.sign(issuer.claims(RESOURCE, clock.instant()).build());
    }

    private Authentication present(String token, X509Certificate... certificates) {
        Authentication found = Authenticators.of(List.of(check))
                .authenticate(new Credentials(null, false, "Bearer " + token, List.of(certificates)));
        return found instanceof Authentication.Later(var stage)
                ? stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join()
                : found;
    }

    private static ClientIdentity known(Authentication found) {
        assertThat(found).isInstanceOf(Authentication.Known.class);
        return ((Authentication.Known) found).caller();
    }

    private static void assertRefused(Authentication found, String code, Reason reason) {
        assertThat(found).isInstanceOfSatisfying(Authentication.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.reason()).isEqualTo(reason);
        });
    }

    @Test
    void nothingIsFetchedForATokenThatWasSeen() throws Exception {
        String token = token();
        known(present(token));
        issuer.down = true;

        assertThat(Authenticators.of(List.of(check)).authenticate(new Credentials(false, "Bearer " + token)))
                .isInstanceOf(Authentication.Known.class);
        assertThat(issuer.keysAsked).hasValue(1);
    }

    @Test
    void aRememberedTokenEndsWhenItExpires() throws Exception {
        String token = issuer.sign(new JWTClaimsSet.Builder(issuer.claims(RESOURCE, clock.instant()).build())
                .expirationTime(Date.from(clock.instant().plusSeconds(30))).build());
        known(present(token));

        pass(Duration.ofSeconds(89));
        known(present(token));
        pass(Duration.ofSeconds(1));

        assertRefused(present(token), "token_expired", Reason.INVALID);
    }

    @Test
    void aRememberedTokenIsOfWhomItIsLinkedToNow() throws Exception {
        String token = token();
        assertThat(known(present(token)).roles()).containsExactly("reader");

        stored.with(client("alice", false, "writer"));
        identities.reload();
        assertThat(known(present(token)).roles()).containsExactly("writer");
        stored.with(client("alice", true));
        identities.reload();

        assertRefused(present(token), "unknown_client", Reason.FORBIDDEN);
        assertThat(issuer.keysAsked).hasValue(1);
    }

    @Test
    void aClaimInsideOthersGivesARole() throws Exception {
        JWTClaimsSet claims = issuer.claims(RESOURCE, clock.instant())
                .claim("realm_access", Map.of("roles", List.of("ops", "dev"))).claim("scp", List.of("a", "b c"))
                .build();

        ClientIdentity caller = known(present(issuer.sign(claims)));

        assertThat(caller.roles()).containsExactlyInAnyOrder("reader", "operator");
        assertThat(caller.tokenRoles()).containsExactly("operator");
        assertThat(caller.scopes()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void unknownKeysAreFetchedAtMostTwiceAMinute() throws Exception {
        known(present(token()));
        pass(Duration.ofSeconds(31));
        issuer.rotate("k2");
        String second = token();
        known(present(second));
        assertThat(issuer.keysAsked).hasValue(2);

        issuer.rotate("k3");
        for (int i = 0; i < 20; i++) {
            assertRefused(present(token()), "token_key", Reason.INVALID);
        }
        assertThat(issuer.keysAsked).hasValue(2);
        pass(Duration.ofSeconds(31));

        known(present(token()));
        assertThat(issuer.keysAsked).hasValue(3);
    }

    @Test
    void theLastGoodKeysServeForAnHourAndNoLonger() throws Exception {
        known(present(token()));
        issuer.down = true;

        pass(Duration.ofMinutes(59));
        known(present(token()));
        pass(Duration.ofMinutes(2));

        assertRefused(present(token()), "issuer_unreachable", Reason.UNAVAILABLE);
    }

    @Test
    void anIssuerThatWasDownIsAskedAgainSoon() throws Exception {
        issuer.down = true;
        assertRefused(present(token()), "issuer_unreachable", Reason.UNAVAILABLE);
        issuer.down = false;

        assertRefused(present(token()), "issuer_unreachable", Reason.UNAVAILABLE);
        pass(Duration.ofSeconds(2));

        known(present(token()));
    }

    @Test
    void metadataOfAnotherIssuerAreNotTaken() throws Exception {
        issuer.metadataIssuer = issuer.issuer() + "/";

        assertRefused(present(token()), "issuer_unreachable", Reason.UNAVAILABLE);
        assertThat(issuer.keysAsked).hasValue(0);
    }

    @Test
    void aTokenThatLivesLongerThanAllowedIsRefused() throws Exception {
        check.close();
        check = check(settings().maxLifetime(Duration.ofMinutes(5)).build());

        assertRefused(present(token()), "token_lifetime", Reason.INVALID);
        assertRefused(present(issuer.sign(issuer.claims(RESOURCE, clock.instant()).issueTime(null).build())),
                "token_lifetime", Reason.INVALID);
    }

    @Test
    void aTokenThatIsBoundToACertificateNeedsIt() throws Exception {
        TestAuthority authority = TestAuthority.root("CN=Root");
        X509Certificate own = authority.client("CN=Own");
        String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(
                MessageDigest.getInstance("SHA-256").digest(own.getEncoded()));
        String token = issuer.sign(issuer.claims(RESOURCE, clock.instant())
                .claim("cnf", Map.of("x5t#S256", hash)).build());

        known(present(token, own));
        assertRefused(present(token), "token_binding", Reason.INVALID);
        assertRefused(present(token, authority.client("CN=Own")), "token_binding", Reason.INVALID);
    }

    private String answer(String more) {
        return "{\"active\":true,\"sub\":\"alice\",\"aud\":\"" + RESOURCE + "\",\"scope\":\"a\"" + more + "}";
    }

    @Test
    void anOpaqueTokenIsAskedAboutEveryThirtySeconds() {
        issuer.opaque.put("opaque-1", answer(""));
        for (int i = 0; i < 5; i++) {
            assertThat(known(present("opaque-1")).id()).isEqualTo("alice");
        }
        assertThat(issuer.tokensAsked).hasValue(1);
        issuer.opaque.clear();

        known(present("opaque-1"));
        pass(Duration.ofSeconds(30));

        assertRefused(present("opaque-1"), "token_inactive", Reason.INVALID);
    }

    @Test
    void anOpaqueTokenEndsWhenItsIssuerSaidItWould() {
        issuer.opaque.put("opaque-1", answer(",\"exp\":" + clock.instant().minusSeconds(50).getEpochSecond()));
        known(present("opaque-1"));

        pass(Duration.ofSeconds(10));

        assertRefused(present("opaque-1"), "token_expired", Reason.INVALID);
        assertThat(issuer.tokensAsked).hasValue(1);
    }

    @Test
    void anAnswerAboutAnOpaqueTokenIsReadAsStrictlyAsAToken() {
        issuer.opaque.put("no-audience", "{\"active\":true,\"sub\":\"alice\"}");
        issuer.opaque.put("other-issuer", answer(",\"iss\":\"https://evil.example\""));
        issuer.opaque.put("twice", answer(",\"sub\":\"bob\""));
        issuer.opaque.put("text", "{\"active\":\"true\",\"sub\":\"alice\",\"aud\":\"" + RESOURCE + "\"}");
        issuer.opaque.put("no-json", "active");

        assertRefused(present("no-audience"), "token_audience", Reason.INVALID);
        assertRefused(present("other-issuer"), "token_issuer", Reason.INVALID);
        for (String broken : List.of("twice", "text", "no-json")) {
            assertRefused(present(broken), "issuer_unreachable", Reason.UNAVAILABLE);
        }
    }

    @Test
    void anIssuerThatDoesNotAnswerIsAskedAgain() {
        issuer.opaque.put("opaque-1", answer(""));
        issuer.down = true;
        assertRefused(present("opaque-1"), "issuer_unreachable", Reason.UNAVAILABLE);
        issuer.down = false;

        known(present("opaque-1"));
    }

    @Test
    void whatIsNoTokenReachesNobody() {
        for (String text : List.of("a b", "a,b", "a\"b", "\u00e4")) {
            assertThat(present(text)).isInstanceOf(Authentication.Refused.class);
        }
        assertThat(issuer.tokensAsked).hasValue(0);
    }

    @Test
    void settingsThatCannotBeMeantAreRefused() {
        assertThatThrownBy(() -> IssuerSettings.builder("as.example")).hasMessageContaining("no issuer");
        assertThatThrownBy(() -> IssuerSettings.builder("https://user@as.example")).hasMessageContaining("no issuer");
        assertThatThrownBy(() -> settings().algorithms(Set.of("HS256"))).hasMessageContaining("HS256");
        assertThatThrownBy(() -> settings().algorithms(Set.of("none"))).hasMessageContaining("none");
        IssuerSettings one = settings().build();
        IssuerSettings other = IssuerSettings.builder("https://as.example")
                .introspection(new IntrospectionSettings(URI.create("https://as.example/i"), "c", "s")).build();
        assertThatThrownBy(() -> new TokenSettings(RESOURCE, List.of(one, other), Set.of(), List.of()))
                .hasMessageContaining("only one may be asked");
        assertThatThrownBy(() -> new TokenSettings(RESOURCE, List.of(one, one), Set.of(), List.of()))
                .hasMessageContaining("twice");
        for (String resource : List.of(RESOURCE + "/", RESOURCE + "#x", "mcp", "/mcp", RESOURCE + "?a")) {
            assertThatThrownBy(() -> new TokenSettings(resource, List.of(), Set.of(), List.of())).as(resource)
                    .hasMessageContaining("canonical URI");
        }
        for (String scope : List.of("offline_access", "*", "files:*", "a b", "")) {
            assertThatThrownBy(() -> new TokenSettings(RESOURCE, List.of(), Set.of(scope), List.of())).as(scope)
                    .hasMessageContaining("not a scope");
        }
        assertThat(new IntrospectionSettings(URI.create("https://as.example/i"), "c", "s3cret").toString())
                .doesNotContain("s3cret");
    }
}
