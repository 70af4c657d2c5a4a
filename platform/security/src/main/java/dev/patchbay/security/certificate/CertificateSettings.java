package dev.patchbay.security.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whose certificates are taken.
 *
 * @param authorities who issues them; the same that the TLS listener trusts, and never the authorities of the web
 * @param revocation how it is found out that one was revoked
 */
public record CertificateSettings(Set<X509Certificate> authorities, Revocation revocation) {
    /** Copies the authorities. */
    public CertificateSettings {
        authorities = Set.copyOf(authorities);
        if (authorities.isEmpty()) {
            throw new IllegalArgumentException("Without an authority no certificate is taken; name a file with one");
        }
    }

    /**
     * Reads certificates of authorities.
     *
     * @param file PEM, one or more
     * @return the certificates
     * @throws IOException if the file cannot be read, or holds something else
     */
    public static Set<X509Certificate> authorities(Path file) throws IOException {
        Set<X509Certificate> found = new LinkedHashSet<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                if (!(each instanceof X509Certificate authority) || authority.getBasicConstraints() < 0) {
                    throw new IOException(file + " holds a certificate that is of no authority");
                }
                found.add(authority);
            }
        } catch (CertificateException e) {
            throw new IOException(file + " holds no certificates: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw new IOException(file + " holds no certificates");
        }
        return found;
    }
}
