package dev.patchbay.egress;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to one server for one exchange. The name is resolved once, each of its addresses is checked, and one of
 * those is connected to, so that no second answer of the name service can lead elsewhere; over TLS the server proves the
 * name. No redirect is followed, no proxy used, nothing retried.
 *
 * <p>Threads: {@link #exchange} once, by one thread, which it blocks and which may be interrupted; {@link #close} by any,
 * at any moment, which ends the exchange.
 */
public final class Line implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final int MAX_INFORMATIONAL = 10;
    private static final Http1Config LIMITS = Http1Config.custom().setMaxLineLength(8192).setMaxHeaderCount(100)
            .setMaxEmptyLineCount(2).build();

    private final Resolver resolver;
    private final SSLContext tls;
    private final Connector connector;
    private final Target target;
    private @Nullable SocketChannel channel;
    private boolean closed;

    /**
     * Creates a line; nothing is resolved or connected yet.
     *
     * @param resolver finds addresses
     * @param tls what servers are trusted
     * @param connector connects sockets
     * @param target the server
     */
    public Line(Resolver resolver, SSLContext tls, Connector connector, Target target) {
        this.resolver = resolver;
        this.tls = tls;
        this.connector = connector;
        this.target = target;
    }

    /**
     * Connects, sends and receives.
     *
     * @param sent what to send
     * @param check which addresses may be connected to
     * @param limit how long the server may leave us waiting; closing the line bounds all of it
     * @param maxBytes the biggest body to take
     * @return the answer
     * @throws IOException if an address must not be connected to, or nothing sound was answered in time
     */
    public Received exchange(Sent sent, AddressCheck check, Duration limit, int maxBytes) throws IOException {
        InetAddress address = address(check);
        int millis = Math.clamp(limit.toMillis(), 1, Integer.MAX_VALUE);
        try (SocketChannel open = open();
                DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(
                        LIMITS)) {
            Socket raw = open.socket();
            connector.connect(raw, new InetSocketAddress(address, target.port()), millis);
            raw.setSoTimeout(millis);
            raw.setTcpNoDelay(true);
            if (target.encrypted()) {
                SSLSocket encrypted = encrypted(raw);
                encrypted.startHandshake();
                connection.bind(encrypted, raw);
            } else {
                connection.bind(raw);
            }
            connection.setSocketTimeout(Timeout.ofMilliseconds(millis));
            send(connection, sent);
            return receive(connection, "HEAD".equals(sent.method()), maxBytes);
        } catch (HttpException e) {
            throw new IOException("no HTTP answer: " + e, e);
        }
    }

    private InetAddress address(AddressCheck check) throws IOException {
        InetAddress[] found = resolver.resolve(target.host());
        for (InetAddress each : found) {
            Optional<String> problem = check.problem(each);
            if (problem.isPresent()) {
                throw new AddressRefusedException(problem.get());
            }
        }
        if (found.length == 0) {
            throw new IOException("the host has no address");
        }
        return found[0];
    }

    /** A socket of a channel, because an interrupt closes it. */
    private synchronized SocketChannel open() throws IOException {
        if (closed) {
            throw new IOException("no time left");
        }
        SocketChannel opened = SocketChannel.open();
        channel = opened;
        return opened;
    }

    private SSLSocket encrypted(Socket raw) throws IOException {
        SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(raw, target.host(), target.port(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setProtocols(new String[]{"TLSv1.3", "TLSv1.2"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (target.isName()) {
            parameters.setServerNames(List.of(new SNIHostName(target.host())));
        }
        encrypted.setSSLParameters(parameters);
        return encrypted;
    }

    private void send(DefaultBHttpClientConnection connection, Sent sent) throws IOException, HttpException {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest(sent.method(), sent.path());
        request.setHeader("Host", target.authority());
        request.setHeader("Connection", "close");
        sent.headers().forEach(header -> request.addHeader(header.getKey(), header.getValue()));
        boolean hasBody = sent.body().length > 0;
        if (hasBody || "POST".equals(sent.method()) || "PUT".equals(sent.method())) {
            request.setHeader("Content-Length", sent.body().length);
        }
        if (hasBody) {
            request.setEntity(new ByteArrayEntity(sent.body(), null));
        }
        connection.sendRequestHeader(request);
        if (hasBody) {
            connection.sendRequestEntity(request);
        }
        connection.flush();
    }

    private static Received receive(DefaultBHttpClientConnection connection, boolean isHead, int maxBytes)
            throws IOException, HttpException {
        ClassicHttpResponse response = head(connection);
        int status = response.getCode();
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (Header header : response.getHeaders()) {
            headers.add(Map.entry(header.getName(), header.getValue() == null ? "" : header.getValue()));
        }
        if (isHead || status == 204 || status == 304) {
            return new Received(status, headers, new byte[0]);
        }
        connection.receiveResponseEntity(response);
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Received(status, headers, new byte[0]);
        }
        InputStream in = entity.getContent(); // not closed: that would read the rest, however long it is
        byte[] bytes = in.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new IOException("it answers with more than " + maxBytes + " bytes");
        }
        return new Received(status, headers, bytes);
    }

    /** The head of the answer, behind those that only tell that it takes a while. */
    private static ClassicHttpResponse head(DefaultBHttpClientConnection connection)
            throws IOException, HttpException {
        for (int i = 0; i < MAX_INFORMATIONAL; i++) {
            ClassicHttpResponse response = connection.receiveResponseHeader();
            if (response == null) {
                throw new IOException("it answers nothing");
            }
            if (response.getCode() >= 200) {
                return response;
            }
            if (response.getCode() == 101) {
                break;
            }
        }
        throw new IOException("it does not come to an answer");
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("A connection did not close", e);
            }
        }
    }
}
