package dev.patchbay.http;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * With what the server shows who it is, and whether its clients must too. TLS 1.3 only.
 *
 * @param certificate the chain of the server's certificates, its own first, as PEM
 * @param key the private key of the first, PKCS#8 as PEM, not encrypted
 * @param clientAuthorities the certificates of the authorities whose clients are let in, as PEM; null for none
 * @param clientAuth whether clients are asked for a certificate
 * @param reloadEvery how often it is looked whether the files have changed
 */
public record TlsOptions(Path certificate, Path key, @Nullable Path clientAuthorities, ClientAuth clientAuth,
        Duration reloadEvery) {
    /** Looks at the files every five seconds. */
    public TlsOptions(Path certificate, Path key, @Nullable Path clientAuthorities, ClientAuth clientAuth) {
        this(certificate, key, clientAuthorities, clientAuth, Duration.ofSeconds(5));
    }

    public TlsOptions {
        if ((clientAuth == ClientAuth.NONE) != (clientAuthorities == null)) {
            throw new IllegalArgumentException("Clients are asked for certificates of certain authorities, or not");
        }
    }

    /** Whether clients are asked for a certificate. */
    public enum ClientAuth {
        /** They are not asked. */
        NONE,
        /** They are asked; one without a certificate is let in. */
        WANTED,
        /** One without a certificate is not let in. */
        REQUIRED
    }
}
