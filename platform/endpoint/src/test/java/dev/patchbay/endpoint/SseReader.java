package dev.patchbay.endpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads an event stream on a thread of its own. */
final class SseReader implements AutoCloseable {
    /** An event; the data is empty for a priming one. */
    record Event(String id, String data, String retry) {
        Map<String, Object> json() {
            return TestEndpoint.JSON.readObject(TestEndpoint.bytes(data));
        }

        boolean isMethod(String method) {
            return !data.isEmpty() && method.equals(json().get("method"));
        }
    }

    final HttpResponse<InputStream> response;
    private final BlockingQueue<Optional<Event>> events = new LinkedBlockingQueue<>();
    private volatile String lastId = "";

    SseReader(TestEndpoint server, HttpRequest.Builder request) throws IOException, InterruptedException {
        response = server.http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = "";
            String data = "";
            String retry = "";
            boolean any = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (any) {
                        events.add(Optional.of(new Event(id, data, retry)));
                    }
                    id = "";
                    data = "";
                    retry = "";
                    any = false;
                } else if (!line.startsWith(":")) {
                    any = true;
                    int colon = line.indexOf(':');
                    String value = line.substring(colon + 1).strip();
                    switch (line.substring(0, colon)) {
                        case "id" -> {
                            id = value;
                            lastId = value;
                        }
                        case "data" -> data = value;
                        case "retry" -> retry = value;
                        default -> {
                        }
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            lastId = lastId.strip(); // the test closed the stream
        } finally {
            events.add(Optional.empty());
        }
    }

    /** The next event, or null if the stream has ended. */
    @Nullable
    Event next() throws InterruptedException {
        Optional<Event> next = Objects.requireNonNull(events.poll(10, TimeUnit.SECONDS), "no event came");
        return next.orElse(null);
    }

    /** The next event that carries a message. */
    Event message() throws InterruptedException {
        Event event = Objects.requireNonNull(next(), "the stream has ended");
        return event.data().isEmpty() ? message() : event;
    }

    boolean hasNothing() {
        return events.isEmpty();
    }

    String lastId() {
        return lastId;
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
