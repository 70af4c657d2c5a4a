package dev.patchbay.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;

/** HTTP as a pipe needs it: answers are read as they come and can be broken off. Safe for all threads. */
final class Wire implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Made beside what else there is to start, because it loads much. */
    private final CompletableFuture<HttpClient> http = CompletableFuture.supplyAsync(
            () -> HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER).build(),
            task -> Thread.ofPlatform().daemon().name("patchbay-http").start(task));
    private final LargeMessages large = new LargeMessages();
    private final int maxMessageBytes;

    Wire(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /**
     * Posts a message.
     *
     * @return the answer, once its head is there
     * @throws java.net.ConnectException if nothing listens there, so that nothing can have happened
     * @throws IOException if the connection breaks, or the call is broken off
     */
    Reply post(Upstream to, Map<String, String> headers, byte[] message, Call call) throws IOException {
        return send(request(to, headers).header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream").POST(new Body(message, call)),
                call);
    }

    Reply get(Upstream from, Map<String, String> headers, Call call) throws IOException {
        return send(request(from, headers).header("Accept", "text/event-stream").GET(), call);
    }

    Reply delete(Upstream at, Map<String, String> headers, Duration limit) throws IOException {
        return send(request(at, headers).timeout(limit).DELETE(), Call.internal());
    }

    private static HttpRequest.Builder request(Upstream to, Map<String, String> headers) {
        // Over plain HTTP the JDK would offer an upgrade to HTTP/2 with each first request.
        HttpRequest.Builder request = HttpRequest.newBuilder(to.endpoint())
                .version("https".equals(to.endpoint().getScheme())
                        ? HttpClient.Version.HTTP_2
                        : HttpClient.Version.HTTP_1_1);
        to.key().ifPresent(key -> request.setHeader("Authorization", "Bearer " + key));
        headers.forEach(request::setHeader);
        return request;
    }

    private Reply send(HttpRequest.Builder request, Call call) throws IOException {
        CompletableFuture<HttpResponse<InputStream>> answer = http.join().sendAsync(request.build(),
                BodyHandlers.ofInputStream());
        call.during(() -> answer.cancel(true));
        try {
            Reply reply = new Reply(answer.get(), large, maxMessageBytes);
            call.during(reply::breakOff);
            return reply;
        } catch (CancellationException e) {
            throw new IOException("broken off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new IOException(e.getCause());
        }
    }

    /** A message that says when it was sent. */
    private record Body(HttpRequest.BodyPublisher bytes, Call call) implements HttpRequest.BodyPublisher {
        Body(byte[] message, Call call) {
            this(BodyPublishers.ofByteArray(message), call);
        }

        @Override
        public long contentLength() {
            return bytes.contentLength();
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            bytes.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscriber.onSubscribe(subscription);
                }

                @Override
                public void onNext(ByteBuffer item) {
                    subscriber.onNext(item);
                }

                @Override
                public void onError(Throwable problem) {
                    subscriber.onError(problem);
                }

                @Override
                public void onComplete() {
                    subscriber.onComplete();
                    call.sent();
                }
            });
        }
    }

    /** Breaks off whatever is still on its way. */
    @Override
    public void close() {
        var _ = http.thenAccept(HttpClient::shutdownNow);
    }
}
