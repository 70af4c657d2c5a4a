package dev.patchbay.stdio;

import dev.patchbay.client.SseReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;

/** The answer to one HTTP request, whose body is still to be read. Read by one thread; closing it breaks the
 * rest off. */
final class Reply implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final LargeMessages.Metered stream;
    private final int maxMessageBytes;

    Reply(HttpResponse<InputStream> response, LargeMessages large, int maxMessageBytes) {
        this.response = response;
        this.stream = large.meter(response.body());
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

    boolean isEventStream() {
        String type = header("Content-Type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT)
                .equals("text/event-stream");
    }

    byte[] body() throws IOException {
        byte[] body = stream.readNBytes(maxMessageBytes + 1);
        if (body.length > maxMessageBytes) {
            throw new IOException("the answer is larger than " + maxMessageBytes + " bytes");
        }
        return body;
    }

    SseReader events() {
        return new SseReader(stream, maxMessageBytes);
    }

    /** An event was passed on. */
    void eventDone() {
        stream.messageDone();
    }

    /** Ends the reading from another thread. */
    void breakOff() {
        try {
            response.body().close();
        } catch (IOException e) {
            System.getLogger(Reply.class.getName()).log(System.Logger.Level.DEBUG, "breaking off an answer", e);
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            // The stream is given up; that it does not even close cleanly changes nothing.
            System.getLogger(Reply.class.getName()).log(System.Logger.Level.DEBUG, "closing an answer", e);
        }
    }
}
