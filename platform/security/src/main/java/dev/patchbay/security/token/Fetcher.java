package dev.patchbay.security.token;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks authorization servers, and nobody else. A name is resolved once, each of its addresses is checked, and one of
 * those is connected to, so that no second answer of the name service can lead elsewhere. No redirect is followed, no
 * proxy used, nothing retried, nothing logged; size and time are bounded.
 *
 * <p>Threads: safe for all. At most a few requests run at once, on threads of its own, and few may wait; a request
 * beyond fails at once.
 */
final class Fetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    private static final int THREADS = 8;
    private static final int WAITING = 64;
    private static final int MAX_BYTES = 64 * 1024;
    private static final Http1Config LIMITS = Http1Config.custom().setMaxLineLength(8192).setMaxHeaderCount(100)
            .setMaxEmptyLineCount(2).build();

    private final AddressRule rule;
    private final Resolver resolver;
    private final SSLContext tls;
    private final Duration limit;
    private final ThreadPoolExecutor threads;

    Fetcher(AddressRule rule, Resolver resolver, SSLContext tls, Duration limit) {
        this.rule = rule;
        this.resolver = resolver;
        this.tls = tls;
        this.limit = limit;
        this.threads = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("patchbay-issuer-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Fetches a document. Fails with {@link IOException} only. */
    CompletableFuture<byte[]> get(URI address) {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("GET", path(address));
        request.setHeader("Accept", "application/json");
        return send(address, request);
    }

    /** Sends a form, with what shows that we may. Fails with {@link IOException} only. */
    CompletableFuture<byte[]> post(URI address, String form, String authorization) {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("POST", path(address));
        request.setHeader("Accept", "application/json");
        request.setHeader("Authorization", authorization);
        request.setEntity(new StringEntity(form,
                ContentType.APPLICATION_FORM_URLENCODED.withCharset(StandardCharsets.UTF_8)));
        return send(address, request);
    }

    private static String path(URI address) {
        String path = address.getRawPath();
        String query = address.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    private CompletableFuture<byte[]> send(URI address, ClassicHttpRequest request) {
        Exchange exchange = new Exchange(address, request);
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        CompletableFuture<byte[]> bounded = answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((bytes, problem) -> exchange.close())
                .exceptionallyCompose(problem -> CompletableFuture.failedFuture(readable(problem)));
        try {
            threads.execute(() -> {
                try {
                    answer.complete(exchange.run());
                } catch (IOException e) {
                    answer.completeExceptionally(e);
                } catch (HttpException | RuntimeException e) {
                    answer.completeExceptionally(new IOException("no HTTP answer: " + e, e));
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new IOException("too many requests to authorization servers at once", e));
        }
        return bounded;
    }

    private IOException readable(Throwable problem) {
        Throwable cause = problem instanceof CompletionException && problem.getCause() != null
                ? problem.getCause()
                : problem;
        return cause instanceof IOException known
                ? known
                : new IOException("no answer within " + limit.toMillis() + " ms", cause);
    }

    /** One request; closed from outside when its time is over. */
    private final class Exchange {
        private final URI address;
        private final ClassicHttpRequest request;
        private @Nullable Socket socket;
        private boolean closed;

        private Exchange(URI address, ClassicHttpRequest request) {
            this.address = address;
            this.request = request;
        }

        byte[] run() throws IOException, HttpException {
            boolean plain = "http".equals(address.getScheme());
            int port = address.getPort() >= 0 ? address.getPort() : plain ? 80 : 443;
            InetAddress target = target(plain);
            int millis = Math.toIntExact(limit.toMillis());
            try (Socket raw = open()) {
                raw.setSoTimeout(millis);
                raw.connect(new InetSocketAddress(target, port), millis);
                DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(LIMITS);
                if (plain) {
                    connection.bind(raw);
                } else {
                    SSLSocket encrypted = encrypted(raw, port);
                    encrypted.startHandshake();
                    connection.bind(encrypted, raw);
                }
                connection.setSocketTimeout(Timeout.ofMilliseconds(millis));
                return ask(connection);
            }
        }

        private InetAddress target(boolean plain) throws IOException {
            String host = address.getHost();
            if (host == null || address.getRawUserInfo() != null || host.endsWith(".")
                    || !(plain || "https".equals(address.getScheme()))) {
                throw new IOException("not an https URL with a plain host: " + withoutUser());
            }
            InetAddress[] found = resolver.resolve(host);
            for (InetAddress each : found) {
                if (!rule.allows(each)) {
                    throw new IOException("its address " + each.getHostAddress()
                            + " is not public; list it to allow it");
                }
                if (plain && !rule.allowsPlain(each)) {
                    throw new IOException("without https only listed addresses of this machine are asked");
                }
            }
            if (found.length == 0) {
                throw new IOException("the host has no address");
            }
            return found[0];
        }

        private String withoutUser() {
            return address.getScheme() + "://" + address.getHost();
        }

        private synchronized Socket open() throws IOException {
            if (closed) {
                throw new IOException("no time left");
            }
            socket = new Socket(Proxy.NO_PROXY);
            return socket;
        }

        synchronized void close() {
            closed = true;
            if (socket != null) {
                try {
                    socket.close();
                } catch (IOException e) {
                    LOG.debug("A connection to an authorization server did not close", e);
                }
            }
        }

        private SSLSocket encrypted(Socket raw, int port) throws IOException {
            String host = address.getHost();
            String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(raw, name, port, true);
            SSLParameters parameters = encrypted.getSSLParameters();
            parameters.setProtocols(new String[]{"TLSv1.3", "TLSv1.2"});
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            if (Character.isLetter(name.charAt(name.length() - 1)) && name.indexOf(':') < 0) {
                parameters.setServerNames(List.of(new SNIHostName(name)));
            }
            encrypted.setSSLParameters(parameters);
            return encrypted;
        }

        private byte[] ask(DefaultBHttpClientConnection connection) throws IOException, HttpException {
            request.setHeader("Host", address.getRawAuthority());
            request.setHeader("Connection", "close");
            HttpEntity body = request.getEntity();
            if (body != null) {
                request.setHeader("Content-Type", body.getContentType());
                request.setHeader("Content-Length", body.getContentLength());
            }
            connection.sendRequestHeader(request);
            if (body != null) {
                connection.sendRequestEntity(request);
            }
            connection.flush();
            ClassicHttpResponse response = connection.receiveResponseHeader();
            if (response == null || response.getCode() != 200) {
                throw new IOException("it answers " + (response == null ? "nothing" : "status " + response.getCode()));
            }
            connection.receiveResponseEntity(response);
            try (InputStream in = response.getEntity().getContent()) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new IOException("it answers with more than " + MAX_BYTES + " bytes");
                }
                return bytes;
            }
        }
    }

    /** Lets what runs end by its limit, and runs nothing more. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
