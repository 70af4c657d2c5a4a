package dev.patchbay.client;

import dev.patchbay.protocol.http.McpHeaders;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The stream that answers one request. A server may close it before the answer and have it taken up again; that is done
 * as often as something new comes.
 */
final class LegacyStream {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);
    private static final int MAX_FRUITLESS = 5;

    private final HttpTransport http;
    private final Map<String, String> headers;
    private final RequestId id;
    private final ServerMessages messages;
    private final Cancellation cancellation;

    LegacyStream(HttpTransport http, Map<String, String> headers, RequestId id, ServerMessages messages,
            Cancellation cancellation) {
        this.http = http;
        this.headers = headers;
        this.id = id;
        this.messages = messages;
        this.cancellation = cancellation;
    }

    RpcResponse response(HttpReply first) throws IOException {
        SseReader events = first.events();
        Optional<RpcResponse> response = read(events);
        int fruitless = 0;
        while (response.isEmpty()) {
            String lastId = events.lastId().orElseThrow(LegacyConnection::noAnswer);
            if (fruitless++ == MAX_FRUITLESS) {
                throw new TransportException("the server closed the stream " + MAX_FRUITLESS
                        + " times without anything new", (Throwable) null);
            }
            pause(events.retry().orElse(DEFAULT_RETRY));
            Map<String, String> resumption = new LinkedHashMap<>(headers);
            resumption.put(McpHeaders.LAST_EVENT_ID, lastId);
            try (HttpReply reply = http.get(resumption, cancellation)) {
                if (!reply.isSuccess()) {
                    throw Replies.refusal(reply);
                }
                SseReader next = reply.events();
                response = read(next);
                if (next.lastId().isPresent()) {
                    fruitless = next.lastId().get().equals(lastId) ? fruitless : 0;
                    events = next;
                }
            }
        }
        return response.get();
    }

    private Optional<RpcResponse> read(SseReader events) throws IOException {
        try {
            return Replies.fromStream(events, id, messages);
        } catch (IOException e) {
            if (events.lastId().isEmpty() || cancellation.isCancelled()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private void pause(Duration duration) {
        try {
            cancellation.pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException();
        }
    }
}
