package dev.patchbay.http;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens and which limits hold for every request.
 *
 * @param bind the address, such as {@code 127.0.0.1}
 * @param port the port, 0 for any free one
 * @param ioThreads threads that read and write, 0 for as many as there are processors
 * @param allowedHosts values of {@code Host} that are served besides this machine's own names
 * @param allowedOrigins values of {@code Origin} that are served
 * @param maxBodyBytes longest body of a request
 * @param maxHeaderBytes all names and values of a request's headers together
 * @param maxHeaders how many headers a request may have
 * @param maxUrlLength longest path with query, in characters
 * @param maxConnections open connections
 * @param idle how long a connection may wait for its next request
 * @param headerTimeout how long the head of a request may take
 * @param bodyTimeout how long the body of a request may take
 * @param writeTimeout how long a client may leave bytes unread
 * @param streamQueueBytes how many bytes may wait for the reader of an event stream before it is cut off
 * @param keepAlive how long an event stream may be silent before a comment is sent
 * @param disconnectWatch after which time an unanswered request is watched for a disconnect
 * @param localOrigins whether pages that this machine itself serves are allowed on any port, as developers need it
 * @param proxies whose word is taken for who sent a request
 * @param flood how much one address may send
 * @param tls the certificate to show, null for plain HTTP
 * @param maxStreams how many requests of one HTTP/2 connection may be open at once, 0 for HTTP/1.1 only
 * @param compression which answers are compressed
 * @param inFlightBytes how many bytes of requests that are still coming may be in memory, and how many of answers that
 *            wait for slow readers
 */
public record HttpOptions(String bind, int port, int ioThreads, Set<String> allowedHosts, Set<String> allowedOrigins,
        int maxBodyBytes, int maxHeaderBytes, int maxHeaders, int maxUrlLength, int maxConnections, Duration idle,
        Duration headerTimeout, Duration bodyTimeout, Duration writeTimeout, int streamQueueBytes, Duration keepAlive,
        Duration disconnectWatch, boolean localOrigins, TrustedProxies proxies, FloodLimits flood,
        @Nullable TlsOptions tls, int maxStreams, Compression compression, int inFlightBytes) {
    public HttpOptions {
        allowedHosts = Set.copyOf(allowedHosts);
        allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /** Loopback on any free port, with the limits that hold unless configured otherwise. */
    public static HttpOptions defaults() {
        return new HttpOptions("127.0.0.1", 0, 0, Set.of(), Set.of(), 4 * 1024 * 1024, 32 * 1024, 100, 8 * 1024, 10_000,
                Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30),
                1024 * 1024, Duration.ofSeconds(15), Duration.ofMillis(50), false, TrustedProxies.NONE,
                FloodLimits.OFF, null, 100, Compression.LISTS, 24 * 1024 * 1024);
    }

    public HttpOptions listeningOn(String address, int portNumber) {
        return new HttpOptions(address, portNumber, ioThreads, allowedHosts, allowedOrigins, maxBodyBytes,
                maxHeaderBytes, maxHeaders, maxUrlLength, maxConnections, idle, headerTimeout, bodyTimeout,
                writeTimeout, streamQueueBytes, keepAlive, disconnectWatch, localOrigins, proxies, flood, tls,
                maxStreams, compression, inFlightBytes);
    }

    public HttpOptions withAllowed(Set<String> hosts, Set<String> origins) {
        return new HttpOptions(bind, port, ioThreads, hosts, origins, maxBodyBytes, maxHeaderBytes, maxHeaders,
                maxUrlLength, maxConnections, idle, headerTimeout, bodyTimeout, writeTimeout, streamQueueBytes,
                keepAlive, disconnectWatch, localOrigins, proxies, flood, tls, maxStreams, compression, inFlightBytes);
    }

    public HttpOptions withMaxBodyBytes(int value) {
        return new HttpOptions(bind, port, ioThreads, allowedHosts, allowedOrigins, value, maxHeaderBytes, maxHeaders,
                maxUrlLength, maxConnections, idle, headerTimeout, bodyTimeout, writeTimeout, streamQueueBytes,
                keepAlive, disconnectWatch, localOrigins, proxies, flood, tls, maxStreams, compression, inFlightBytes);
    }

    public HttpOptions withMaxHeaders(int bytes, int count) {
        return new HttpOptions(bind, port, ioThreads, allowedHosts, allowedOrigins, maxBodyBytes, bytes, count,
                maxUrlLength, maxConnections, idle, headerTimeout, bodyTimeout, writeTimeout, streamQueueBytes,
                keepAlive, disconnectWatch, localOrigins, proxies, flood, tls, maxStreams, compression, inFlightBytes);
    }

    public HttpOptions withMaxConnections(int value) {
        return new HttpOptions(bind, port, ioThreads, allowedHosts, allowedOrigins, maxBodyBytes, maxHeaderBytes,
                maxHeaders, maxUrlLength, value, idle, headerTimeout, bodyTimeout, writeTimeout, streamQueueBytes,
                keepAlive, disconnectWatch, localOrigins, proxies, flood, tls, maxStreams, compression, inFlightBytes);
    }

    public HttpOptions withTimeouts(Duration idleTime, Duration header, Duration body, Duration write) {
        return new HttpOptions(bind, port, ioThreads, allowedHosts, allowedOrigins, maxBodyBytes, maxHeaderBytes,
                maxHeaders, maxUrlLength, maxConnections, idleTime, header, body, write, streamQueueBytes, keepAlive,
                disconnectWatch, localOrigins, proxies, flood, tls, maxStreams, compression, inFlightBytes);
    }

    public HttpOptions withStreams(int queueBytes, Duration keepAliveTime) {
        return new HttpOptions(bind, port, ioThreads, allowedHosts, allowedOrigins, maxBodyBytes, maxHeaderBytes,
                maxHeaders, maxUrlLength, maxConnections, idle, headerTimeout, bodyTimeout, writeTimeout, queueBytes,
                keepAliveTime, disconnectWatch, localOrigins, proxies, flood, tls, maxStreams, compression,
                inFlightBytes);
    }

    public HttpOptions withLocalOrigins(boolean allowed) {
        return new HttpOptions(bind, port, ioThreads, allowedHosts, allowedOrigins, maxBodyBytes, maxHeaderBytes,
                maxHeaders, maxUrlLength, maxConnections, idle, headerTimeout, bodyTimeout, writeTimeout,
                streamQueueBytes, keepAlive, disconnectWatch, allowed, proxies, flood, tls, maxStreams, compression,
                inFlightBytes);
    }

    public HttpOptions behind(TrustedProxies trusted) {
        return new HttpOptions(bind, port, ioThreads, allowedHosts, allowedOrigins, maxBodyBytes, maxHeaderBytes,
                maxHeaders, maxUrlLength, maxConnections, idle, headerTimeout, bodyTimeout, writeTimeout,
                streamQueueBytes, keepAlive, disconnectWatch, localOrigins, trusted, flood, tls, maxStreams,
                compression, inFlightBytes);
    }

    public HttpOptions withFlood(FloodLimits limits) {
        return new HttpOptions(bind, port, ioThreads, allowedHosts, allowedOrigins, maxBodyBytes, maxHeaderBytes,
                maxHeaders, maxUrlLength, maxConnections, idle, headerTimeout, bodyTimeout, writeTimeout,
                streamQueueBytes, keepAlive, disconnectWatch, localOrigins, proxies, limits, tls, maxStreams,
                compression, inFlightBytes);
    }

    public HttpOptions withTls(TlsOptions options) {
        return new HttpOptions(bind, port, ioThreads, allowedHosts, allowedOrigins, maxBodyBytes, maxHeaderBytes,
                maxHeaders, maxUrlLength, maxConnections, idle, headerTimeout, bodyTimeout, writeTimeout,
                streamQueueBytes, keepAlive, disconnectWatch, localOrigins, proxies, flood, options, maxStreams,
                compression, inFlightBytes);
    }

    public HttpOptions withMaxStreams(int value) {
        return new HttpOptions(bind, port, ioThreads, allowedHosts, allowedOrigins, maxBodyBytes, maxHeaderBytes,
                maxHeaders, maxUrlLength, maxConnections, idle, headerTimeout, bodyTimeout, writeTimeout,
                streamQueueBytes, keepAlive, disconnectWatch, localOrigins, proxies, flood, tls, value,
                compression, inFlightBytes);
    }

    public HttpOptions with(Compression value) {
        return new HttpOptions(bind, port, ioThreads, allowedHosts, allowedOrigins, maxBodyBytes, maxHeaderBytes,
                maxHeaders, maxUrlLength, maxConnections, idle, headerTimeout, bodyTimeout, writeTimeout,
                streamQueueBytes, keepAlive, disconnectWatch, localOrigins, proxies, flood, tls, maxStreams, value,
                inFlightBytes);
    }

    public HttpOptions withInFlightBytes(int value) {
        return new HttpOptions(bind, port, ioThreads, allowedHosts, allowedOrigins, maxBodyBytes, maxHeaderBytes,
                maxHeaders, maxUrlLength, maxConnections, idle, headerTimeout, bodyTimeout, writeTimeout,
                streamQueueBytes, keepAlive, disconnectWatch, localOrigins, proxies, flood, tls, maxStreams,
                compression, value);
    }
}
