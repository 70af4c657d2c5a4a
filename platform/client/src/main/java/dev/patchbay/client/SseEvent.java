package dev.patchbay.client;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One server-sent event.
 *
 * @param data empty for a priming event, which only carries an id
 * @param id what stands in {@code Last-Event-ID} when the stream is taken up again; null if there was none so far
 */
public record SseEvent(String data, @Nullable String id) {
    /** The data as bytes. */
    public byte[] utf8() {
        return data.getBytes(StandardCharsets.UTF_8);
    }
}
