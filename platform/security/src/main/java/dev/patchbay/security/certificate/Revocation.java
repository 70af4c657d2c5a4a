package dev.patchbay.security.certificate;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How it is found out that a certificate was revoked. Where it cannot be found out, the certificate is refused: each of
 * its chain must be said to be in order.
 */
public sealed interface Revocation {
    /** It is not; a client is disabled or its link removed instead. */
    record Off() implements Revocation {}

    /**
     * By lists in files, read again when they change. A list that is past its next update is as good as none.
     *
     * @param files the lists, one or more of each authority, PEM or DER
     */
    record Lists(List<Path> files) implements Revocation {
        /** Copies the list. */
        public Lists {
            files = List.copyOf(files);
        }
    }

    /**
     * By asking (OCSP).
     *
     * @param responder who is asked, in place of whom each certificate names
     */
    record Online(Optional<URI> responder) implements Revocation {}
}
