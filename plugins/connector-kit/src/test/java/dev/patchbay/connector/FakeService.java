package dev.patchbay.connector;

import dev.patchbay.api.grant.HttpAccess;
import dev.patchbay.api.grant.HttpRequest;
import dev.patchbay.api.grant.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Answers what was laid out, in its order, and remembers what was sent and how long was waited. */
final class FakeService implements HttpAccess {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    final List<HttpRequest> sent = new ArrayList<>();
    final List<Duration> waits = new ArrayList<>();
    private final Deque<Object> answers = new ArrayDeque<>();

    FakeService json(int status, String body, String... headers) {
        return answer(status, "application/json", body, headers);
    }

    FakeService answer(int status, String type, String body, String... headers) {
        List<Map.Entry<String, String>> all = new ArrayList<>(List.of(Map.entry("Content-Type", type)));
        for (int i = 0; i < headers.length; i += 2) {
            all.add(Map.entry(headers[i], headers[i + 1]));
        }
        answers.add(HttpResponse.of(status, "https://api.example.com", all, body.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    FakeService breaks(String message) {
        answers.add(new IOException(message));
        return this;
    }

    @Override
    public HttpResponse send(HttpRequest request) throws IOException {
        sent.add(request);
        if (answers.removeFirst() instanceof HttpResponse response) {
            return response;
        }
        throw new IOException("connection reset by " + request.headers().getOrDefault("Authorization", List.of()));
    }

    RestClient.Builder client() {
        return RestClient.builder(this, "Example", "https://api.example.com/v1/")
                .time((time, call) -> waits.add(time), () -> NOW);
    }
}
