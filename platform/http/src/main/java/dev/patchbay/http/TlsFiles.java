package dev.patchbay.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what TLS needs from files, and says in words what is wrong with them. */
final class TlsFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);
    private static final Pattern KEY = Pattern
            .compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = new char[0];

    private TlsFiles() {}

    /**
     * Makes the context of a server.
     *
     * @throws IOException if a file cannot be read or does not hold what it should; the message names it
     */
    static SSLContext context(TlsOptions options) throws IOException {
        X509Certificate[] chain = certificates(options.certificate());
        PrivateKey key = key(options.key(), chain[0]);
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry("server", key, NO_PASSWORD, chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keys.getKeyManagers(), trust(options.clientAuthorities()), new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up with " + options.certificate() + ": " + e.getMessage(), e);
        }
    }

    /** Nobody is trusted unless authorities are named; without a store of its own the JDK would trust its public ones. */
    private static TrustManager[] trust(@Nullable Path authorities) throws IOException, GeneralSecurityException {
        if (authorities == null) {
            return new TrustManager[0];
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (X509Certificate authority : certificates(authorities)) {
            if (authority.getBasicConstraints() < 0) {
                throw new IOException(authorities + " holds a certificate that is none of an authority: "
                        + authority.getSubjectX500Principal());
            }
            trusted.setCertificateEntry("authority-" + trusted.size(), authority);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(trusted);
        return managers.getTrustManagers();
    }

    private static X509Certificate[] certificates(Path file) throws IOException {
        byte[] pem = Files.readAllBytes(file);
        try {
            Collection<? extends Certificate> read = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem));
            if (!read.isEmpty()) {
                return read.toArray(new X509Certificate[0]);
            }
        } catch (CertificateException e) {
            throw new IOException(file + " holds no certificates as PEM: " + e.getMessage(), e);
        }
        throw new IOException(file + " holds no certificate. It should begin with -----BEGIN CERTIFICATE-----.");
    }

    private static PrivateKey key(Path file, X509Certificate certificate) throws IOException {
        Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new IOException(file + " holds no private key as PKCS#8 PEM without a password (-----BEGIN PRIVATE"
                    + " KEY-----). Convert it with: openssl pkcs8 -topk8 -nocrypt -in old.pem -out new.pem");
        }
        warnIfOthersRead(file);
        byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
        try {
            PrivateKey key = KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(bytes));
            if (fits(key, certificate)) {
                return key;
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds a key that is none of the first certificate's kind ("
                    + certificate.getPublicKey().getAlgorithm() + ").", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        throw new IOException(file + " is not the key of the first certificate: "
                + certificate.getSubjectX500Principal());
    }

    private static void warnIfOthersRead(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            LOG.warn("Every user of this machine can read the private key {}: set its mode to 0600", file);
        }
    }

    private static boolean fits(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] text = "whose key is this".getBytes(StandardCharsets.US_ASCII);
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(text);
        byte[] signature = signing.sign();
        Signature checking = Signature.getInstance(algorithm);
        checking.initVerify(certificate.getPublicKey());
        checking.update(text);
        return checking.verify(signature);
    }
}
