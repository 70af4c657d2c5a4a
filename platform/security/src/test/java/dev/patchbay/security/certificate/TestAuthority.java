package dev.patchbay.security.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that issues certificates for tests, good and bad ones. */
public final class TestAuthority {
    static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant TO = Instant.parse("2036-01-01T00:00:00Z");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyPair CLIENT_KEYS = keys();

    final X509Certificate certificate;
    final KeyPair keys;
    private final String signature;

    private TestAuthority(X509Certificate certificate, KeyPair keys, String signature) {
        this.certificate = certificate;
        this.keys = keys;
        this.signature = signature;
    }

    public static TestAuthority root(String name) throws Exception {
        KeyPair keys = keys();
        Issue issue = new Issue(name, keys).authority(3);
        return new TestAuthority(issue.by(new X500Name(name), keys, "SHA256withECDSA"), keys, "SHA256withECDSA");
    }

    TestAuthority intermediate(String name, int pathLength) throws Exception {
        KeyPair own = keys();
        return new TestAuthority(sign(new Issue(name, own).authority(pathLength)), own, "SHA256withECDSA");
    }

    TestAuthority expiredIntermediate(String name, Instant until) throws Exception {
        KeyPair own = keys();
        Issue issue = new Issue(name, own).authority(0).valid(until.minus(Duration.ofDays(1)), Duration.ofDays(1));
        return new TestAuthority(sign(issue), own, "SHA256withECDSA");
    }

    /** One that is no authority and issues all the same. */
    TestAuthority asClient(String name) throws Exception {
        KeyPair own = keys();
        return new TestAuthority(sign(new Issue(name, own).forClients()), own, "SHA256withECDSA");
    }

    TestAuthority signingWith(String algorithm) {
        return new TestAuthority(certificate, keys, algorithm);
    }

    public X509Certificate client(String subject, String... alternatives) throws Exception {
        return sign(new Issue(subject, CLIENT_KEYS).forClients().alternatives(alternatives));
    }

    /** What a server has that proves names by this authority. */
    public SSLContext serverContext(String... alternatives) throws Exception {
        KeyPair own = keys();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", own.getPrivate(), new char[0], new X509Certificate[]{
            sign(new Issue("CN=Server", own).forServers().alternatives(alternatives)), certificate});
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), null, RANDOM);
        return context;
    }

    /** What a client has that trusts this authority. */
    public SSLContext clientContext() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", certificate);
        TrustManagerFactory trustManagers = TrustManagerFactory
                .getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trustManagers.getTrustManagers(), RANDOM);
        return context;
    }

    X509Certificate sign(Issue issue) throws Exception {
        return issue.by(new X500Name(certificate.getSubjectX500Principal().getName()), keys, signature);
    }

    byte[] revocationList(Instant from, Instant to, X509Certificate... revoked) throws Exception {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(X500Name.getInstance(
                certificate.getSubjectX500Principal().getEncoded()), Date.from(from));
        builder.setNextUpdate(Date.from(to));
        for (X509Certificate each : revoked) {
            builder.addCRLEntry(each.getSerialNumber(), Date.from(from), CRLReason.keyCompromise);
        }
        return builder.build(signer(keys, signature)).getEncoded();
    }

    static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static ContentSigner signer(KeyPair keys, String algorithm) throws Exception {
        return new JcaContentSignerBuilder(algorithm).build(keys.getPrivate());
    }

    /** A certificate that is about to be issued. */
    static final class Issue {
        private final String subject;
        private final KeyPair keys;
        private Instant from = FROM;
        private Instant to = TO;
        private int pathLength = -1;
        private List<KeyPurposeId> purposes = new ArrayList<>();
        private int usage = KeyUsage.digitalSignature;
        private List<GeneralName> names = new ArrayList<>();

        Issue(String subject, KeyPair keys) {
            this.subject = subject;
            this.keys = keys;
        }

        static Issue forClient(String subject) {
            return new Issue(subject, CLIENT_KEYS).forClients();
        }

        Issue authority(int length) {
            this.pathLength = length;
            this.usage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
            return this;
        }

        Issue forClients() {
            purposes.add(KeyPurposeId.id_kp_clientAuth);
            return this;
        }

        Issue forServers() {
            purposes = new ArrayList<>(List.of(KeyPurposeId.id_kp_serverAuth));
            return this;
        }

        Issue usage(int bits) {
            this.usage = bits;
            return this;
        }

        Issue valid(Instant start, Duration length) {
            this.from = start;
            this.to = start.plus(length);
            return this;
        }

        Issue alternatives(String... texts) {
            for (String text : texts) {
                String[] parts = text.split(":", 2);
                names.add(new GeneralName(switch (parts[0]) {
                    case "dns" -> GeneralName.dNSName;
                    case "uri" -> GeneralName.uniformResourceIdentifier;
                    case "email" -> GeneralName.rfc822Name;
                    default -> throw new IllegalArgumentException(text);
                }, parts[1]));
            }
            return this;
        }

        private X509Certificate by(X500Name issuer, KeyPair issuerKeys, String algorithm) throws Exception {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(issuer, new BigInteger(64, RANDOM),
                    Date.from(from), Date.from(to), new X500Name(subject), keys.getPublic());
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.subjectKeyIdentifier, false,
                    extensions.createSubjectKeyIdentifier(keys.getPublic()));
            builder.addExtension(Extension.authorityKeyIdentifier, false,
                    extensions.createAuthorityKeyIdentifier(issuerKeys.getPublic()));
            builder.addExtension(Extension.basicConstraints, true,
                    pathLength < 0 ? new BasicConstraints(false) : new BasicConstraints(pathLength));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            if (!purposes.isEmpty()) {
                builder.addExtension(Extension.extendedKeyUsage, false,
                        new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
            }
            if (!names.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false,
                        new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer(issuerKeys, algorithm)));
        }
    }
}
