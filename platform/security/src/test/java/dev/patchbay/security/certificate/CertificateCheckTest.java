package dev.patchbay.security.certificate;

import static dev.patchbay.security.StoredIdentities.client;
import static dev.patchbay.security.certificate.TestAuthority.Issue.forClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.security.Authentication;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.Credentials;
import dev.patchbay.security.StoredIdentities;
import dev.patchbay.security.TestClock;
import dev.patchbay.store.identity.IdentityLink;
import dev.patchbay.store.identity.IdentityLink.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateCheckTest {
    private static TestAuthority root;
    private static TestAuthority issuing;
    private static TestAuthority foreign;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final AtomicLong nanos = new AtomicLong();
    private final StoredIdentities stored = new StoredIdentities().with(client("agent", false, "reader"))
            .with(client("other", false))
            .with(new IdentityLink(Kind.CERTIFICATE_SUBJECT, "", "CN=Agent, O=Acme", "agent"))
            .with(new IdentityLink(Kind.CERTIFICATE_SAN, "CN=Acme Issuing", "uri:spiffe://acme/agent", "agent"))
            .with(new IdentityLink(Kind.CERTIFICATE_SAN, "", "dns:other.acme.example", "other"));

    @BeforeAll
    static void issue() throws Exception {
        root = TestAuthority.root("CN=Acme Root");
        issuing = root.intermediate("CN=Acme Issuing", 0);
        foreign = TestAuthority.root("CN=Acme Root");
    }

    private CertificateCheck check(Revocation revocation) {
        return new CertificateCheck(new CertificateSettings(Set.of(root.certificate), revocation),
                stored.identities(clock), clock, nanos::get);
    }

    private Authentication present(CertificateCheck check, X509Certificate... chain) {
        Authentication found = check.authenticate(new Credentials(null, false, null, List.of(chain)));
        return found instanceof Authentication.Later(var stage) ? stage.toCompletableFuture().join() : found;
    }

    private Authentication present(X509Certificate... chain) {
        try (CertificateCheck check = check(new Revocation.Off())) {
            return present(check, chain);
        }
    }

    private static void assertRefused(Authentication found, String code) {
        assertThat(found).isInstanceOfSatisfying(Authentication.Refused.class,
                refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static ClientIdentity known(Authentication found) {
        assertThat(found).isInstanceOf(Authentication.Known.class);
        return ((Authentication.Known) found).caller();
    }

    @Test
    void aSubjectIsItsClient() throws Exception {
        ClientIdentity caller = known(present(issuing.client("O=acme,CN=agent"), issuing.certificate));

        assertThat(caller.id()).isEqualTo("agent");
        assertThat(caller.roles()).containsExactly("reader");
        assertThat(caller.method()).isEqualTo("certificate");
        assertThat(caller.scoped()).isFalse();
        assertThat(caller.expiresAt()).contains(TestAuthority.TO);
    }

    @Test
    void orderOfTheSubjectsPartsIsTheWriters() throws Exception {
        assertThat(known(present(issuing.client("O=Acme,CN=Agent"), issuing.certificate)).credentialId())
                .isEqualTo("certificate_subject  cn=agent,o=acme");
        assertRefused(present(issuing.client("CN=Agent,O=Acme"), issuing.certificate), "unknown_client");
    }

    @Test
    void anAlternativeNameIsItsClient() throws Exception {
        assertThat(known(present(issuing.client("CN=x", "uri:spiffe://acme/agent"), issuing.certificate)).id())
                .isEqualTo("agent");
        assertThat(known(present(issuing.client("CN=x", "dns:other.acme.example"), issuing.certificate)).id())
                .isEqualTo("other");
    }

    @Test
    void aLinkThatNamesAnIssuerIsForItsCertificatesOnly() throws Exception {
        assertRefused(present(root.client("CN=x", "uri:spiffe://acme/agent")), "unknown_client");
    }

    @Test
    void namesOfOneKindAreNotThoseOfAnother() throws Exception {
        assertRefused(present(issuing.client("CN=x", "email:spiffe://acme/agent", "dns:agent"), issuing.certificate),
                "unknown_client");
    }

    @Test
    void namesOfTwoClientsAreNobody() throws Exception {
        assertRefused(present(issuing.client("CN=x", "uri:spiffe://acme/agent", "dns:other.acme.example"),
                issuing.certificate), "certificate_ambiguous");
    }

    @Test
    void badChainsAreRefused() throws Exception {
        String subject = "O=Acme,CN=Agent";
        Instant now = clock.instant();
        TestAuthority expiredIssuer = root.expiredIntermediate("CN=Old", now.minus(Duration.ofDays(30)));
        TestAuthority deep = root.intermediate("CN=Deep", 0);
        TestAuthority tooDeep = deep.intermediate("CN=Too deep", 0);
        X509Certificate client = issuing.client(subject);
        KeyPair rsa1024 = rsa(1024);
        Map<String, X509Certificate[]> chains = new LinkedHashMap<>();
        chains.put("of a stranger with the name of our authority", chain(foreign.client(subject)));
        chains.put("with the stranger in the chain", chain(foreign.client(subject), foreign.certificate));
        chains.put("without its intermediate", chain(client));
        chains.put("with another intermediate", chain(client, deep.certificate));
        chains.put("self-signed", chain(TestAuthority.root(subject).certificate));
        chains.put("of an authority", chain(issuing.certificate));
        chains.put("the authority itself", chain(root.certificate));
        chains.put("issued by a client", chain(byClient(subject), issuing.certificate));
        chains.put("deeper than its authority allows",
                chain(tooDeep.client(subject), tooDeep.certificate, deep.certificate));
        chains.put("for servers", chain(issuing.sign(forClient(subject).forServers()), issuing.certificate));
        chains.put("for encryption only",
                chain(issuing.sign(forClient(subject).usage(KeyUsage.keyEncipherment)), issuing.certificate));
        chains.put("of an expired intermediate", chain(expiredIssuer.client(subject), expiredIssuer.certificate));
        chains.put("signed with SHA-1",
                chain(root.signingWith("SHA1withECDSA").client(subject)));
        chains.put("of a weak key", chain(issuing.sign(new TestAuthority.Issue(subject, rsa1024).forClients()),
                issuing.certificate));
        chains.put("longer than any", chain(client, issuing.certificate, issuing.certificate, issuing.certificate,
                issuing.certificate, issuing.certificate, root.certificate));
        X509Certificate forged = forged(client);
        chains.put("changed after it was signed", chain(forged, issuing.certificate));

        chains.forEach((name, chain) -> assertThat(present(chain)).as(name)
                .isInstanceOfSatisfying(Authentication.Refused.class, refused -> assertThat(refused.code()).as(name)
                        .isIn("certificate_invalid", "certificate_expired")));
        assertRefused(present(issuing.sign(forClient(subject).valid(now.minus(Duration.ofDays(2)),
                Duration.ofDays(1))), issuing.certificate), "certificate_expired");
        assertRefused(present(issuing.sign(forClient(subject).valid(now.plus(Duration.ofDays(1)),
                Duration.ofDays(1))), issuing.certificate), "certificate_expired");
        known(present(client, issuing.certificate));
    }

    private static X509Certificate[] chain(X509Certificate... chain) {
        return chain;
    }

    private static X509Certificate byClient(String subject) throws Exception {
        return issuing.asClient("CN=Somebody").client(subject);
    }

    private static KeyPair rsa(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static X509Certificate forged(X509Certificate certificate) throws Exception {
        byte[] bytes = certificate.getEncoded();
        int subject = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("Agent");
        bytes[subject] = 'E';
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(bytes));
    }

    @Test
    void aCertificateEndsWithinItsConnection() throws Exception {
        X509Certificate client = issuing.sign(forClient("O=Acme,CN=Agent").valid(clock.instant().minusSeconds(5),
                Duration.ofSeconds(15)));
        try (CertificateCheck check = check(new Revocation.Off())) {
            known(present(check, client, issuing.certificate));

            clock.advance(Duration.ofSeconds(11));

            assertRefused(present(check, client, issuing.certificate), "certificate_expired");
        }
    }

    @Test
    void aListRevokesAndIsReadAgainWhenItChanges(@TempDir Path folder) throws Exception {
        X509Certificate client = issuing.client("O=Acme,CN=Agent");
        Instant from = clock.instant().minusSeconds(60);
        Instant to = clock.instant().plusSeconds(3600);
        Path ofRoot = Files.write(folder.resolve("root.crl"), root.revocationList(from, to));
        Path ofIssuing = Files.write(folder.resolve("issuing.crl"), issuing.revocationList(from, to));
        try (CertificateCheck check = check(new Revocation.Lists(List.of(ofRoot, ofIssuing)))) {
            known(present(check, client, issuing.certificate));

            Files.write(ofIssuing, issuing.revocationList(from, to, client));
            nanos.addAndGet(Duration.ofMinutes(2).toNanos());
            assertRefused(present(check, client, issuing.certificate), "certificate_revoked");

            Files.write(ofIssuing, issuing.revocationList(from.minusSeconds(7200), from.minusSeconds(3600)));
            nanos.addAndGet(Duration.ofMinutes(2).toNanos());
            assertRefused(present(check, client, issuing.certificate), "certificate_status_unknown");

            Files.delete(ofIssuing);
            assertRefused(present(check, client, issuing.certificate), "certificate_status_unknown");
        }
    }

    @Test
    void anIntermediateCanBeRevokedToo(@TempDir Path folder) throws Exception {
        X509Certificate client = issuing.client("O=Acme,CN=Agent");
        Instant from = clock.instant().minusSeconds(60);
        Instant to = clock.instant().plusSeconds(3600);
        Path ofRoot = Files.write(folder.resolve("root.crl"), root.revocationList(from, to, issuing.certificate));
        Path ofIssuing = Files.write(folder.resolve("issuing.crl"), issuing.revocationList(from, to));
        try (CertificateCheck check = check(new Revocation.Lists(List.of(ofRoot, ofIssuing)))) {
            assertRefused(present(check, client, issuing.certificate), "certificate_revoked");
        }
    }

    @Test
    void aResponderIsAskedAndItsSilenceRefuses() throws Exception {
        X509Certificate client = root.client("O=Acme,CN=Agent");
        // the JDK asks with the time of the machine
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(5);
        try (TestResponder responder = new TestResponder(root, now);
                CertificateCheck check = check(new Revocation.Online(Optional.of(responder.url())))) {
            known(present(check, client));

            responder.revoked.add(client.getSerialNumber());
            nanos.addAndGet(Duration.ofMinutes(2).toNanos());
            assertRefused(present(check, client), "certificate_revoked");

            responder.down = true;
            nanos.addAndGet(Duration.ofMinutes(2).toNanos());
            assertRefused(present(check, client), "certificate_status_unknown");
        }
    }

    @Test
    void authoritiesComeFromAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("authorities.pem");
        Files.writeString(file, pem(root.certificate) + pem(issuing.certificate));

        assertThat(CertificateSettings.authorities(file)).containsExactly(root.certificate, issuing.certificate);
        Files.writeString(file, pem(issuing.client("CN=x")));
        assertThatThrownBy(() -> CertificateSettings.authorities(file)).isInstanceOf(IOException.class)
                .hasMessageContaining("of no authority");
        Files.writeString(file, "");
        assertThatThrownBy(() -> CertificateSettings.authorities(file)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new CertificateSettings(Set.of(), new Revocation.Off()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
