package dev.patchbay.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.security.Authentication.Known;
import dev.patchbay.security.Authentication.Later;
import dev.patchbay.security.Authentication.Reason;
import dev.patchbay.security.Authentication.Refused;
import dev.patchbay.security.certificate.TestAuthority;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorsTest {
    private static final Authentication ANN = new Known(new ClientIdentity("ann", "Ann", Set.of()));
    private static final Authentication BOB = new Known(new ClientIdentity("bob", "Bob", Set.of()));
    private static final Authentication WRONG = new Refused("wrong", "wrong", Reason.INVALID);
    private static final Authentication UNLINKED = new Refused(Authenticators.UNKNOWN_CLIENT, "unlinked",
            Reason.FORBIDDEN);

    private static X509Certificate certificate;

    private final HeaderCheck check = presented -> presented.scheme().equals("bearer")
            ? Optional.of(presented.value().equals("good") ? ANN : WRONG)
            : Optional.empty();
    private final Authenticators authenticators = Authenticators.of(List.of(check));

    private static Authentication later(Authentication found) {
        return new Later(CompletableFuture.supplyAsync(() -> found));
    }

    private Authentication ask(@Nullable String header) {
        return authenticators.authenticate(new Credentials(true, header));
    }

    private static Authentication settled(Authentication found) {
        return found instanceof Later(var stage) ? stage.toCompletableFuture().join() : found;
    }

    private static void assertRefused(Authentication found, String code, Reason reason) {
        assertThat(found).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.reason()).isEqualTo(reason);
        });
    }

    @BeforeAll
    static void issue() throws Exception {
        certificate = TestAuthority.root("CN=Any").client("CN=Any");
    }

    /** What matters of the certificate is only that it is there. */
    private static Credentials certified(@Nullable String header) {
        return new Credentials(null, false, header, List.of(certificate));
    }

    @Test
    void whoBringsNothingIsAskedForCredentialsEvenOnThisMachine() {
        assertRefused(ask(null), "credentials_missing", Reason.MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer    ", " Bearer good", "good", "Bearer g\u00f6\u00f6d",
        "Bearer good\u0000", "Bearer good\r\nX: y"})
    void whatIsNoHeaderIsRefusedAndFallsThroughToNothing(String header) {
        Authenticators withAnonymous = authenticators.withFallback(new LoopbackAuthenticator());

        assertRefused(withAnonymous.authenticate(new Credentials(true, header)), "credentials_malformed",
                Reason.INVALID);
    }

    @Test
    void aHeaderOfMoreThan8KiBIsNotLookedAt() {
        assertRefused(ask("Bearer " + "a".repeat(8192)), "credentials_malformed", Reason.INVALID);
        assertRefused(ask("Bearer " + "a".repeat(8000)), "wrong", Reason.INVALID);
    }

    @Test
    void theSchemeIsComparedWithoutCaseAndUnknownOnesAreRefused() {
        assertThat(ask("bEaReR   good")).isEqualTo(ANN);
        assertRefused(ask("Basic good"), "credentials_not_supported", Reason.INVALID);
    }

    @Test
    void devModeServesWhoBringsNothingButNotWhoBringsSomethingWrong() {
        Authenticators withAnonymous = authenticators.withFallback(new LoopbackAuthenticator());

        assertThat(withAnonymous.authenticate(new Credentials(true, null)))
                .isEqualTo(new Known(ClientIdentity.LOCAL));
        assertRefused(withAnonymous.authenticate(new Credentials(true, "Bearer bad")), "wrong", Reason.INVALID);
    }

    @Test
    void aCertificateAloneTellsWhoCalls() {
        assertThat(authenticators.withCertificates(credentials -> BOB).authenticate(certified(null))).isEqualTo(BOB);
        assertThat(authenticators.withCertificates(credentials -> UNLINKED).authenticate(certified(null)))
                .isEqualTo(UNLINKED);
    }

    @Test
    void aCertificateIsNotLookedAtUnlessThatIsConfigured() {
        assertRefused(authenticators.authenticate(certified(null)), "credentials_missing", Reason.MISSING);
    }

    @Test
    void twoCredentialsMustBeOfOneClient() {
        Authentication[][] forms = {{ANN, BOB, WRONG, UNLINKED},
            {later(ANN), later(BOB), later(WRONG), later(UNLINKED)}};
        for (Authentication[] form : forms) {
            assertThat(together("good", form[0])).isEqualTo(ANN);
            assertRefused(together("good", form[1]), "credentials_conflict", Reason.INVALID);
            assertThat(together("good", form[2])).isEqualTo(WRONG);
            assertThat(together("good", form[3])).isEqualTo(ANN);
            assertThat(together("bad", form[0])).isEqualTo(WRONG);
            assertThat(together("bad", form[3])).isEqualTo(WRONG);
        }
    }

    private Authentication together(String header, Authentication byCertificate) {
        return settled(authenticators.withCertificates(credentials -> byCertificate)
                .authenticate(certified("Bearer " + header)));
    }

    @Test
    void twoCredentialsThatBothTakeTimeMustBeOfOneClientToo() {
        Authenticators slow = Authenticators.of(List.of(presented -> Optional.of(later(ANN))))
                .withCertificates(credentials -> later(BOB));

        assertRefused(settled(slow.authenticate(certified("Bearer x"))), "credentials_conflict", Reason.INVALID);
    }

    @Test
    void aCheckThatFailsRefuses() {
        Authenticators broken = Authenticators.of(List.of(presented -> {
            throw new IllegalStateException("broken");
        }));

        assertRefused(broken.authenticate(new Credentials(true, "Bearer x")), "authentication_failed",
                Reason.UNAVAILABLE);
    }

    @Test
    void whatIsPresentedNeverPrintsItsSecret() {
        Credentials credentials = new Credentials(true, "Bearer hunter2");

        assertThat(new Presented("bearer", "hunter2", credentials).toString()).doesNotContain("hunter2");
    }
}
