package dev.patchbay.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.patchbay.egress.Network;
import dev.patchbay.security.TestClock;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenIdSignInTest {
    private static final String CLIENT = "patchbay-admin";
    private static final String NONCE = "the nonce of this sign-in";
    private static final String REDIRECT = "http://127.0.0.1:8081/callback";
    private static final String PKCE = ",\"code_challenge_methods_supported\":[\"plain\",\"S256\"]";

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T12:00:00Z"));
    private FakeIssuer issuer;
    private OpenIdSignIn signIn;

    @BeforeEach
    void start() throws Exception {
        issuer = new FakeIssuer();
        issuer.moreMetadata = endpoints() + PKCE;
        signIn = signIn(List.of(Network.of("127.0.0.0/8")));
    }

    @AfterEach
    void stop() {
        signIn.close();
        issuer.close();
    }

    private OpenIdSignIn signIn(List<Network> networks) throws Exception {
        return new OpenIdSignIn(IssuerSettings.builder(issuer.issuer()).build(), new UserSignIn.Client(CLIENT, ""),
                List.of("groups"), networks, SSLContext.getDefault(), clock);
    }

    private String endpoints() {
        return ",\"authorization_endpoint\":\"" + issuer.issuer() + "/auth?x=1\",\"token_endpoint\":\""
                + issuer.issuer() + "/token\"";
    }

    private static <T> T got(CompletableFuture<T> answer) {
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private OpenIdUser user(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return user(change, "JWT", Optional.empty());
    }

    private OpenIdUser user(UnaryOperator<JWTClaimsSet.Builder> change, String type, Optional<String> iss)
            throws JOSEException {
        JWTClaimsSet claims = change.apply(issuer.claims(CLIENT, clock.instant()).claim("nonce", NONCE)
                .claim("groups", List.of("ops", "staff"))).build();
        issuer.tokenAnswer = "{\"id_token\":\"" + issuer.sign(claims, type) + "\"}";
        return got(signIn.user("c0de", iss, "ver1fier", NONCE, REDIRECT));
    }

    private void assertRefused(String code, UnaryOperator<JWTClaimsSet.Builder> change) {
        assertRefused(code, change, "JWT", Optional.empty());
    }

    private void assertRefused(String code, UnaryOperator<JWTClaimsSet.Builder> change, String type,
            Optional<String> iss) {
        assertThatThrownBy(() -> user(change, type, iss)).cause()
                .isInstanceOfSatisfying(SignInRefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void theBrowserIsSentWithAChallengeAStateAndANonce() {
        URI address = got(signIn.address("a state", "chall", NONCE, REDIRECT));

        assertThat(address).hasToString(issuer.issuer()
                + "/auth?x=1&" + address.getRawQuery().substring("x=1&".length()));
        assertThat(address.getRawQuery().split("&", -1)).contains("response_type=code", "client_id=" + CLIENT,
                "code_challenge_method=S256", "state=a+state", "scope=openid+groups");
    }

    @Test
    void whoComesBackIsKnownBySubjectAndClaims() throws JOSEException {
        OpenIdUser user = user(claims -> claims);

        assertThat(user.subject()).isEqualTo("alice");
        assertThat(user.holds("groups", "ops")).isTrue();
        assertThat(user.holds("groups", "op")).isFalse();
        assertThat(user.holds("roles", "ops")).isFalse();
        assertThat(issuer.tokenRequest.split("&", -1)).contains("code=c0de", "code_verifier=ver1fier",
                "client_id=" + CLIENT, "grant_type=authorization_code");
    }

    @Test
    void anIdTokenOfAnotherSignInIsRefused() {
        assertRefused("token_nonce", claims -> claims.claim("nonce", "another"));
        assertRefused("token_nonce", claims -> claims.claim("nonce", null));
        assertRefused("token_nonce", claims -> claims.claim("nonce", 5));
    }

    @Test
    void anIdTokenForOthersIsRefused() {
        assertRefused("token_audience", claims -> claims.audience("somebody-else"));
        assertRefused("token_audience", claims -> claims.audience(List.of(CLIENT, "somebody-else")));
        assertRefused("token_audience", claims -> claims.claim("azp", "somebody-else"));
        assertRefused("token_audience", claims -> claims.audience((String) null));
    }

    @Test
    void anIdTokenIsOfNowWithinAMinute() throws JOSEException {
        Instant now = clock.instant();
        assertThat(user(claims -> claims.expirationTime(Date.from(now.minusSeconds(59)))).subject())
                .isEqualTo("alice");
        assertThat(user(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(60)))).subject()).isEqualTo("alice");
        assertRefused("token_expired", claims -> claims.expirationTime(Date.from(now.minusSeconds(60))));
        assertRefused("token_not_yet_valid", claims -> claims.notBeforeTime(Date.from(now.plusSeconds(61))));
        assertRefused("token_malformed", claims -> claims.expirationTime(null));
        assertRefused("token_malformed", claims -> claims.issueTime(null));
        assertRefused("token_malformed", claims -> claims.subject(null));
    }

    @Test
    void anIdTokenOfAnotherIssuerOrAnotherKindIsRefused() {
        assertRefused("token_issuer", claims -> claims.issuer("https://evil.example"));
        assertRefused("token_type", claims -> claims, "at+jwt", Optional.empty());
    }

    @Test
    void aSignatureThatIsWrongOrMissingIsRefused() throws JOSEException {
        user(claims -> claims);
        String good = issuer.tokenAnswer;
        issuer.tokenAnswer = good.substring(0, good.length() - 22) + "A".repeat(20) + "\"}";
        assertThatThrownBy(() -> got(signIn.user("c", Optional.empty(), "v", NONCE, REDIRECT))).cause()
                .hasMessageContaining("token_");
        issuer.tokenAnswer = "{\"id_token\":\"eyJhbGciOiJub25lIn0."
                + good.substring(13).split("\\.", -1)[1] + ".\"}";
        assertThatThrownBy(() -> got(signIn.user("c", Optional.empty(), "v", NONCE, REDIRECT))).cause()
                .hasMessageContaining("token_algorithm");
        issuer.tokenAnswer = "{\"access_token\":\"x\",\"token_type\":\"Bearer\"}";
        assertThatThrownBy(() -> got(signIn.user("c", Optional.empty(), "v", NONCE, REDIRECT))).cause()
                .hasMessageContaining("no ID token");
    }

    @Test
    void anAnswerOfAnotherIssuerIsNotExchanged() throws JOSEException {
        assertRefused("issuer_mismatch", claims -> claims, "JWT", Optional.of("https://evil.example"));
        assertRefused("issuer_mismatch", claims -> claims, "JWT", Optional.of(issuer.issuer() + "/"));
        assertThat(issuer.tokenRequest).as("the code went nowhere").isEmpty();
        assertThat(user(claims -> claims, "JWT", Optional.of(issuer.issuer())).subject()).isEqualTo("alice");
    }

    @Test
    void anIssuerThatNamesItselfMustDoSoInEveryAnswer() {
        issuer.moreMetadata = endpoints() + PKCE + ",\"authorization_response_iss_parameter_supported\":true";

        assertRefused("issuer_mismatch", claims -> claims);
    }

    @Test
    void anIssuerWithoutPkceOrWithTheMetadataOfAnotherIsNotUsed() throws Exception {
        issuer.moreMetadata = endpoints();
        assertThatThrownBy(() -> got(signIn.address("s", "n", "c", REDIRECT))).hasMessageContaining("PKCE with S256");
        issuer.moreMetadata = endpoints() + ",\"code_challenge_methods_supported\":[\"plain\"]";
        assertThatThrownBy(() -> got(signIn.address("s", "n", "c", REDIRECT))).hasMessageContaining("PKCE with S256");
        issuer.moreMetadata = endpoints() + PKCE;
        issuer.metadataIssuer = issuer.issuer() + "/";
        assertThatThrownBy(() -> got(signIn.address("s", "n", "c", REDIRECT))).hasMessageContaining("another issuer");
        issuer.metadataIssuer = "";
        assertThat(got(signIn.address("s", "n", "c", REDIRECT))).isNotNull();
    }

    @Test
    void thisMachineIsNotAskedUnlessListed() throws Exception {
        try (OpenIdSignIn careful = signIn(List.of())) {
            assertThatThrownBy(() -> got(careful.address("s", "n", "c", REDIRECT))).cause()
                    .isInstanceOf(IOException.class).hasMessageContaining("not public");
        }
    }

    @Test
    void keysThatCannotBeFetchedSayNothingAboutWhoCame() throws JOSEException {
        got(signIn.address("s", "n", "c", REDIRECT));
        issuer.moreMetadata = endpoints() + PKCE + ",\"jwks_uri\":5";

        assertThatThrownBy(() -> user(claims -> claims)).cause().isInstanceOf(IOException.class)
                .isNotInstanceOf(SignInRefusedException.class);
    }
}
