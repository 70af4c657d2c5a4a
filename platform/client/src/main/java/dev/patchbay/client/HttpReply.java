package dev.patchbay.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;

/** The answer to one HTTP request, whose body is still to be read. Closing it breaks the rest off. */
final class HttpReply implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final long maxMessageBytes;

    HttpReply(HttpResponse<InputStream> response, long maxMessageBytes) {
        this.response = response;
        this.maxMessageBytes = maxMessageBytes;
    }

    int status() {
        return response.statusCode();
    }

    boolean isSuccess() {
        return status() >= 200 && status() < 300;
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    boolean isJson() {
        return contentType().equals("application/json");
    }

    boolean isEventStream() {
        return contentType().equals("text/event-stream");
    }

    /** Without parameters, in lower case; empty if absent. */
    String contentType() {
        String type = header("Content-Type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
    }

    byte[] body() throws IOException {
        byte[] body = response.body().readNBytes((int) Math.min(maxMessageBytes + 1, Integer.MAX_VALUE - 8));
        if (body.length > maxMessageBytes) {
            throw new IOException("the answer is larger than " + maxMessageBytes + " bytes");
        }
        return body;
    }

    SseReader events() {
        return new SseReader(response.body(), maxMessageBytes);
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            // The stream is given up; that it does not even close cleanly changes nothing for the caller.
            System.getLogger(HttpReply.class.getName()).log(System.Logger.Level.DEBUG, "closing an answer", e);
        }
    }
}
