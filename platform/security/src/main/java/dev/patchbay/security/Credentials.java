package dev.patchbay.security;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request brings to tell who sent it, whatever the transport. A transport fills it with what it has seen itself,
 * never with what the caller says of itself in a message.
 *
 * @param address the other end of the connection, null where there is none
 * @param isLoopback whether the other end of the connection is this machine
 * @param authorization the value of the one {@code Authorization} header, null if there is none; never logged. A
 *            transport refuses requests with several
 * @param certificates the chain of the client certificate that the TLS handshake has checked, the client's own first;
 *            empty if there is none
 */
public record Credentials(@Nullable InetAddress address, boolean isLoopback, @Nullable String authorization,
        List<X509Certificate> certificates) {
    /** Copies the chain. */
    public Credentials {
        certificates = List.copyOf(certificates);
    }

    /**
     * Makes the credentials of a connection without certificates.
     *
     * @param isLoopback whether the other end of the connection is this machine
     * @param authorization the value of the {@code Authorization} header, null if there is none
     */
    public Credentials(boolean isLoopback, @Nullable String authorization) {
        this(null, isLoopback, authorization, List.of());
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "Credentials[address=" + address + ", isLoopback=" + isLoopback + ", authorization="
                + (authorization == null ? "none" : "***") + ", certificates=" + certificates.size() + "]";
    }
}
