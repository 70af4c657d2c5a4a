package dev.patchbay.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked in an exchange, and by whom. Read on the I/O thread only. */
public abstract sealed class HttpRequest permits HttpExchange {
    final HttpServerExchange raw;
    private @Nullable Peer peer;
    private @Nullable InetAddress sender;
    private FloodGuard.@Nullable Sender guarded;

    HttpRequest(HttpServerExchange raw) {
        this.raw = raw;
    }

    /** By {@link Front}, before any handler. */
    void sentBy(Peer connected, @Nullable InetAddress address, FloodGuard.@Nullable Sender counted) {
        this.peer = connected;
        this.sender = address;
        this.guarded = counted;
    }

    public String method() {
        return raw.getRequestMethod().toString();
    }

    public boolean isPost() {
        return raw.getRequestMethod().equals(Methods.POST);
    }

    public String path() {
        return raw.getRequestPath();
    }

    /** What follows the question mark, as it came; empty if there is nothing. */
    public String query() {
        return raw.getQueryString();
    }

    /** The first value of a header, null if there is none. */
    public @Nullable String header(HeaderName name) {
        return raw.getRequestHeaders().getFirst(name.text());
    }

    /** All values of a header. */
    public List<String> headers(HeaderName name) {
        HeaderValues values = raw.getRequestHeaders().get(name.text());
        return values == null ? Collections.emptyList() : values;
    }

    /** All values of a header whose name is known only now. */
    public List<String> headers(String name) {
        HeaderValues values = raw.getRequestHeaders().get(name);
        return values == null ? Collections.emptyList() : values;
    }

    /** Whether the client reads event streams; one that does not say what it reads does. */
    public boolean acceptsEventStream() {
        HeaderValues accept = raw.getRequestHeaders().get(Headers.ACCEPT);
        return accept == null || Accepted.isEventStream(accept);
    }

    boolean acceptsGzip() {
        HeaderValues accepted = raw.getRequestHeaders().get(Headers.ACCEPT_ENCODING);
        return accepted != null && Accepted.isGzip(accepted);
    }

    /**
     * Whether this machine itself sent the request. Whatever a proxy has had in its hands does not count, not even one
     * on this machine.
     */
    public boolean isLoopback() {
        return peer != null && peer.isLoopback && !peer.isProxy
                && !TrustedProxies.isForwarded(raw.getRequestHeaders());
    }

    /** The address that sent the request, as a trusted proxy says or the connection shows; null if it has gone. */
    public @Nullable InetAddress sender() {
        return sender;
    }

    /** The address that sent the request, as text; empty if it has gone. */
    public String remoteAddress() {
        return sender == null ? "" : sender.getHostAddress();
    }

    /** The chain of the client's certificate, its own first, checked by the handshake; empty if it showed none. */
    public List<X509Certificate> certificates() {
        return peer == null ? List.of() : peer.certificates;
    }

    /** Says that the request had wrong credentials, which an address may bring less often than good ones. */
    public void broughtWrongCredentials() {
        if (guarded != null) {
            guarded.failed();
        }
    }

    /** Counts as one more request of who sent it. */
    void countOnce() {
        if (guarded != null) {
            guarded.admit();
        }
    }
}
