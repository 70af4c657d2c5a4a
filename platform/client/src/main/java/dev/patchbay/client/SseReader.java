package dev.patchbay.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of server-sent events. Events without data are given too, because MCP primes a stream with one. Belongs
 * to one thread. Source: WHATWG HTML, Server-sent events, Parsing an event stream.
 */
public final class SseReader {
    private static final int MAX_RETRY_MS = 60_000;

    private final InputStream in;
    private final long maxEventBytes;
    private boolean atStart = true;
    private boolean afterCr;
    private @Nullable String lastId;
    private @Nullable Duration retry;

    /**
     * Creates a reader.
     *
     * @param in the stream
     * @param maxEventBytes the largest event that is read
     */
    public SseReader(InputStream in, long maxEventBytes) {
        this.in = new BufferedInputStream(in, 8192);
        this.maxEventBytes = maxEventBytes;
    }

    /** The next event, or empty at the end of the stream. An event that was cut off is none. */
    public Optional<SseEvent> next() throws IOException {
        StringBuilder data = new StringBuilder();
        boolean something = false;
        long size = 0;
        for (String line = line(); line != null; line = line()) {
            if (line.isEmpty()) {
                if (something) {
                    return Optional
                            .of(new SseEvent(data.isEmpty() ? "" : data.substring(0, data.length() - 1), lastId));
                }
                continue;
            }
            size += line.length();
            if (size > maxEventBytes) {
                throw new IOException("an event is larger than " + maxEventBytes + " bytes");
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + (line.startsWith(" ", colon + 1) ? 2 : 1));
            switch (field) {
                case "data" -> {
                    data.append(value).append('\n');
                    something = true;
                }
                case "id" -> {
                    if (value.indexOf('\0') < 0) {
                        lastId = value;
                        something = true;
                    }
                }
                case "retry" -> readRetry(value);
                default -> {
                    // Comments (an empty field name), event types and what is unknown mean nothing in MCP.
                }
            }
        }
        return Optional.empty();
    }

    /** The id to take the stream up again with. */
    public Optional<String> lastId() {
        return Optional.ofNullable(lastId);
    }

    /** How long the server asks to wait before that. */
    public Optional<Duration> retry() {
        return Optional.ofNullable(retry);
    }

    private void readRetry(String value) {
        if (!value.isEmpty() && value.length() < 10 && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            retry = Duration.ofMillis(Math.min(Integer.parseInt(value), MAX_RETRY_MS));
        }
    }

    /** One line without its end (LF, CR or CRLF); null at the end of the stream, also in the middle of a line. */
    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n' && afterCr) {
                afterCr = false;
                continue;
            }
            afterCr = b == '\r';
            if (b == '\n' || b == '\r') {
                return withoutMark(line.toString(StandardCharsets.UTF_8));
            }
            if (line.size() >= maxEventBytes) {
                throw new IOException("an event is larger than " + maxEventBytes + " bytes");
            }
            line.write(b);
        }
        return null;
    }

    private String withoutMark(String line) {
        boolean marked = atStart && line.startsWith("\uFEFF");
        atStart = false;
        return marked ? line.substring(1) : line;
    }
}
