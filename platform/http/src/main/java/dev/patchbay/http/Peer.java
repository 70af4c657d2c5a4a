package dev.patchbay.http;

import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a connection: what is the same for all its requests, so that it is asked for once. Confined to the
 * connection's I/O thread.
 */
final class Peer {
    private static final AttachmentKey<Peer> KEY = AttachmentKey.create(Peer.class);

    /** Its address, null if it is gone already. */
    final @Nullable InetAddress address;
    final boolean isLoopback;
    /** Whether it is a proxy whose word is taken. */
    final boolean isProxy;
    /** Who is counted for its requests; null for a proxy, and where nobody is counted. */
    final FloodGuard.@Nullable Sender sender;

    /** The chain of its certificate, which the handshake has checked; mostly empty. */
    final List<X509Certificate> certificates;

    /** How many streams of HTTP/2 are open on it. */
    int streams;

    private Peer(@Nullable InetAddress address, List<X509Certificate> certificates, TrustedProxies proxies,
            @Nullable FloodGuard guard) {
        this.address = address;
        this.certificates = certificates;
        this.isLoopback = address != null && address.isLoopbackAddress();
        this.isProxy = address != null && proxies.trusts(address);
        this.sender = guard == null || address == null || isProxy ? null : guard.sender(address);
    }

    private static List<X509Certificate> certificates(@Nullable SSLSession session) {
        if (session == null) {
            return List.of();
        }
        try {
            return Arrays.stream(session.getPeerCertificates()).map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // it showed none
        }
    }

    static @Nullable Peer known(ServerConnection connection) {
        return connection.getAttachment(KEY);
    }

    static Peer of(ServerConnection connection, TrustedProxies proxies, @Nullable FloodGuard guard) {
        Peer known = connection.getAttachment(KEY);
        if (known == null) {
            InetAddress address = connection.getPeerAddress() instanceof InetSocketAddress socket
                    ? socket.getAddress()
                    : null;
            known = new Peer(address, certificates(connection.getSslSession()), proxies, guard);
            connection.putAttachment(KEY, known);
        }
        return known;
    }
}
