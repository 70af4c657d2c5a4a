package dev.patchbay.protocol.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** An HTTP client of the JDK that shows a watch all that comes back, before the test sees it. */
public final class WatchedHttpClient extends HttpClient {
    private static final long LARGEST_BODY = 1 << 20;

    private final HttpClient client;
    private final WireWatch watch;

    public WatchedHttpClient(HttpClient client, WireWatch watch) {
        this.client = client;
        this.watch = watch;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return client.send(request, watched(request, handler));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return client.sendAsync(request, watched(request, handler));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler,
            PushPromiseHandler<T> pushed) {
        return client.sendAsync(request, watched(request, handler), pushed);
    }

    private <T> BodyHandler<T> watched(HttpRequest request, BodyHandler<T> handler) {
        WatchedExchange exchange = watch.exchange(request.method(), request.uri().toString(),
                name -> request.headers().firstValue(name));
        exchange.request(body(request));
        return info -> {
            exchange.response(info.statusCode(), name -> info.headers().firstValue(name));
            return new Tee<>(handler.apply(info), exchange);
        };
    }

    /** What a request will send, as far as it is known before; a larger one is an attack, which has no answer. */
    private static byte[] body(HttpRequest request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        request.bodyPublisher()
                .filter(body -> body.contentLength() >= 0 && body.contentLength() <= LARGEST_BODY)
                .ifPresent(body -> body.subscribe(new Flow.Subscriber<ByteBuffer>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        subscription.request(Long.MAX_VALUE);
                    }

                    @Override
                    public void onNext(ByteBuffer item) {
                        copy(item, bytes);
                    }

                    @Override
                    public void onError(Throwable cause) {
                        throw new IllegalStateException(cause);
                    }

                    @Override
                    public void onComplete() {
                        // the bodies that tests send are there at once
                    }
                }));
        return bytes.toByteArray();
    }

    private static void copy(ByteBuffer from, ByteArrayOutputStream to) {
        byte[] bytes = new byte[from.remaining()];
        from.duplicate().get(bytes);
        to.writeBytes(bytes);
    }

    private record Tee<T>(BodySubscriber<T> reader, WatchedExchange exchange) implements BodySubscriber<T> {
        @Override
        public CompletionStage<T> getBody() {
            return reader.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            reader.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> items) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            items.forEach(item -> copy(item, bytes));
            exchange.body(bytes.toByteArray(), 0, bytes.size());
            reader.onNext(items);
        }

        @Override
        public void onError(Throwable cause) {
            reader.onError(cause);
        }

        @Override
        public void onComplete() {
            exchange.end();
            reader.onComplete();
        }
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public void shutdownNow() {
        client.shutdownNow();
    }
}
