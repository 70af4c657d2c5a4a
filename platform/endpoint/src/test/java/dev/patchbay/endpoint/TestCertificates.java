package dev.patchbay.endpoint;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** An authority with what it has issued. */
final class TestCertificates {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A certificate with its key. */
    record Issued(X509Certificate certificate, PrivateKey key) {}

    private final String name;
    private final KeyPair keys = keys("EC");
    final X509Certificate authority;

    TestCertificates(String name) throws Exception {
        this.name = name;
        this.authority = issue(name, keys, true);
    }

    static KeyPair keys(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (!algorithm.equals("Ed25519")) {
            generator.initialize(algorithm.equals("EC") ? 256 : 2048);
        }
        return generator.generateKeyPair();
    }

    Issued issue(String subject, String algorithm) throws Exception {
        KeyPair own = keys(algorithm);
        return new Issued(issue(subject, own, false), own.getPrivate());
    }

    private X509Certificate issue(String subject, KeyPair own, boolean isAuthority) throws Exception {
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(new X500Name("CN=" + name), new BigInteger(64, RANDOM),
                Date.from(now.minus(Duration.ofHours(1))), Date.from(now.plus(Duration.ofDays(1))),
                new X500Name("CN=" + subject), own.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
        if (!isAuthority) {
            builder.addExtension(Extension.subjectAlternativeName, false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    static Path pem(Path file, String kind, byte[]... blocks) throws IOException {
        StringBuilder text = new StringBuilder();
        for (byte[] block : blocks) {
            text.append("-----BEGIN ").append(kind).append("-----\n")
                    .append(Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(block)).append("\n-----END ")
                    .append(kind).append("-----\n");
        }
        return Files.writeString(file, text, StandardCharsets.US_ASCII);
    }

    static Path pem(Path file, X509Certificate... certificates) throws Exception {
        byte[][] blocks = new byte[certificates.length][];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = certificates[i].getEncoded();
        }
        return pem(file, "CERTIFICATE", blocks);
    }

    static Path pem(Path file, Key key) throws IOException {
        return pem(file, "PRIVATE KEY", key.getEncoded());
    }

    /** What a client has that trusts this authority and shows a certificate, if there is one. */
    SSLContext client(String protocol, Issued... shown) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        KeyManager[] own = new KeyManager[0];
        for (Issued one : shown) {
            own = new KeyManager[]{new Shown(one)};
        }
        SSLContext context = SSLContext.getInstance(protocol);
        context.init(own, trust.getTrustManagers(), RANDOM);
        return context;
    }

    /** Shows its certificate to whoever asks, whichever authorities it asks for. */
    private static final class Shown extends X509ExtendedKeyManager {
        private final Issued issued;

        Shown(Issued issued) {
            this.issued = issued;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[]{"own"};
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return "own";
        }

        @Override
        public String chooseEngineClientAlias(String[] keyType, Principal[] issuers, SSLEngine engine) {
            return "own";
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[]{issued.certificate()};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return issued.key();
        }
    }
}
