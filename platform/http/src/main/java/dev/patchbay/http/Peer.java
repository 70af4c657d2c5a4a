package dev.patchbay.http;

import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

    private Peer(@Nullable InetAddress address, TrustedProxies proxies, @Nullable FloodGuard guard) {
        this.address = address;
        this.isLoopback = address != null && address.isLoopbackAddress();
        this.isProxy = address != null && proxies.trusts(address);
        this.sender = guard == null || address == null || isProxy ? null : guard.sender(address);
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
            known = new Peer(address, proxies, guard);
            connection.putAttachment(KEY, known);
        }
        return known;
    }
}
