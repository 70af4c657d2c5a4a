package dev.patchbay.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** HTTP as MCP needs it: requests whose answers are read as they come and can be broken off. Safe for all threads. */
final class HttpTransport implements AutoCloseable {
    private final HttpClient http;
    private final URI endpoint;
    private final Map<String, String> fixedHeaders;
    private final long maxMessageBytes;

    HttpTransport(HttpClient http, URI endpoint, Map<String, String> fixedHeaders, long maxMessageBytes) {
        this.http = http;
        this.endpoint = endpoint;
        this.fixedHeaders = Map.copyOf(fixedHeaders);
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Posts a message; gives the answer once its head is there. */
    HttpReply post(byte[] message, Map<String, String> headers, Cancellation cancellation) {
        return send(request(headers).header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(message)), cancellation);
    }

    /** Opens a stream. */
    HttpReply get(Map<String, String> headers, Cancellation cancellation) {
        return send(request(headers).header("Accept", "text/event-stream").GET(), cancellation);
    }

    HttpReply delete(Map<String, String> headers, Duration timeout) {
        return send(request(headers).timeout(timeout).DELETE(), new Cancellation());
    }

    private HttpRequest.Builder request(Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint);
        fixedHeaders.forEach(request::setHeader);
        headers.forEach(request::setHeader);
        return request;
    }

    private HttpReply send(HttpRequest.Builder request, Cancellation cancellation) {
        CompletableFuture<HttpResponse<InputStream>> answer = http.sendAsync(request.build(),
                HttpResponse.BodyHandlers.ofInputStream());
        cancellation.during(() -> answer.cancel(true));
        try {
            HttpReply reply = new HttpReply(answer.get(), maxMessageBytes);
            cancellation.during(reply::close);
            return reply;
        } catch (CancellationException e) {
            throw new CallCancelledException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw new CallCancelledException();
        } catch (ExecutionException e) {
            if (cancellation.isCancelled()) {
                throw new CallCancelledException();
            }
            throw unreachable(e.getCause());
        }
    }

    private TransportException unreachable(@Nullable Throwable cause) {
        String why = switch (cause) {
            case ConnectException refused -> "nothing listens there, or the connection was refused";
            case IOException broken when broken.getMessage() != null -> broken.getMessage();
            case null -> "unknown reason";
            default -> cause.getClass().getSimpleName();
        };
        return new TransportException("cannot reach " + endpoint + ": " + why, cause);
    }

    /** Breaks off whatever is still on its way. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
