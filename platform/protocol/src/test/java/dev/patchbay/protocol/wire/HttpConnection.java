package dev.patchbay.protocol.wire;

import dev.patchbay.protocol.wire.WireWatch.Headers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection of HTTP/1.1, both ways, read as exchanges. What is no HTTP/1.1 (TLS, HTTP/2, the nonsense
 * of an attack) is let go by, and {@link #isOpaque} tells. Safe for one thread for each direction.
 */
public final class HttpConnection {
    private static final int LARGEST_HEAD = 1 << 20;

    private final WireWatch watch;
    private final Reading requests = new Reading(true);
    private final Reading responses = new Reading(false);
    private final Queue<WatchedExchange> waiting = new ArrayDeque<>();
    private final Queue<String> methods = new ArrayDeque<>();
    private boolean opaque;

    public HttpConnection(WireWatch watch) {
        this.watch = watch;
    }

    /** Bytes of the client, given before the server gets them. */
    public synchronized void client(byte[] bytes, int offset, int length) {
        requests.feed(bytes, offset, length);
    }

    /** Bytes of the server. */
    public synchronized void server(byte[] bytes, int offset, int length) {
        responses.feed(bytes, offset, length);
    }

    /** The server has closed its side. */
    public synchronized void end() {
        responses.end();
    }

    /** Whether something could not be read as HTTP/1.1, and everything after it was not checked. */
    public synchronized boolean isOpaque() {
        return opaque;
    }

    private enum Part {
        HEAD, FIXED, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILERS, UNTIL_CLOSE, OPAQUE
    }

    /** One direction. */
    private final class Reading {
        private final boolean client;
        private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private Part part = Part.HEAD;
        private long left;
        private @Nullable WatchedExchange exchange;
        /** Whether the response began before the request was over. */
        private boolean isAnswered;

        Reading(boolean client) {
            this.client = client;
        }

        void feed(byte[] bytes, int offset, int length) {
            int at = offset;
            int end = offset + length;
            while (at < end && part != Part.OPAQUE && !opaque) {
                switch (part) {
                    case FIXED, CHUNK -> {
                        int count = (int) Math.min(left, end - at);
                        content(bytes, at, count);
                        at += count;
                        left -= count;
                        if (left == 0) {
                            contentEnded();
                        }
                    }
                    case UNTIL_CLOSE -> {
                        content(bytes, at, end - at);
                        at = end;
                    }
                    default -> line(bytes[at++]);
                }
            }
        }

        private void contentEnded() {
            if (part == Part.CHUNK) {
                part = Part.CHUNK_END;
            } else {
                messageEnded();
            }
        }

        private void line(byte next) {
            collected.write(next);
            if (collected.size() > LARGEST_HEAD) {
                giveUp();
                return;
            }
            if (next != '\n') {
                return;
            }
            String text = collected.toString(StandardCharsets.ISO_8859_1);
            switch (part) {
                case HEAD -> {
                    if (text.isBlank()) {
                        collected.reset(); // empty lines before a head mean nothing
                    } else if (text.endsWith("\r\n\r\n") || text.endsWith("\n\n")) {
                        collected.reset();
                        head(text);
                    }
                }
                case CHUNK_SIZE -> {
                    collected.reset();
                    chunk(text.strip());
                }
                case CHUNK_END -> {
                    collected.reset();
                    part = Part.CHUNK_SIZE;
                }
                default -> {
                    collected.reset();
                    if (text.isBlank()) {
                        messageEnded();
                    }
                }
            }
        }

        private void chunk(String text) {
            try {
                left = Long.parseLong(text.split(";", 2)[0].strip(), 16);
                part = left == 0 ? Part.TRAILERS : Part.CHUNK;
            } catch (NumberFormatException e) {
                giveUp();
            }
        }

        private void head(String text) {
            List<String> lines = text.lines().toList();
            String[] words = lines.getFirst().split(" ", 3);
            Map<String, String> headers = new HashMap<>();
            for (String line : lines.subList(1, lines.size())) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    headers.putIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                }
            }
            Headers found = name -> Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
            if (client ? words.length < 3 || !words[2].startsWith("HTTP/1.") : !words[0].startsWith("HTTP/1.")) {
                giveUp();
            } else if (client) {
                exchange = watch.exchange(words[0], words[1], found);
                methods.add(words[0]);
                bodyAfter(found, false);
            } else {
                answered(Integer.parseInt(words[1].strip()), found);
            }
        }

        private void answered(int status, Headers found) {
            if (status == 101) {
                giveUp(); // other protocols follow
            } else if (status >= 200) {
                String method = Optional.ofNullable(methods.poll()).orElse("");
                exchange = waiting.poll();
                if (exchange == null) { // the request is not over, or no request that could be read
                    requests.isAnswered = requests.exchange != null;
                    exchange = Optional.ofNullable(requests.exchange)
                            .orElseGet(() -> watch.exchange("", "", name -> Optional.empty()));
                }
                exchange.response(status, found);
                if (method.equals("HEAD") || status == 204 || status == 304) {
                    messageEnded();
                } else {
                    bodyAfter(found, true);
                }
            }
        }

        private void bodyAfter(Headers found, boolean mayLast) {
            if (found.first("transfer-encoding").isPresent()) {
                part = Part.CHUNK_SIZE;
                return;
            }
            Optional<String> length = found.first("content-length");
            if (length.isEmpty()) {
                if (mayLast) {
                    part = Part.UNTIL_CLOSE;
                } else {
                    messageEnded();
                }
                return;
            }
            try {
                left = Long.parseLong(length.get());
                part = Part.FIXED;
                if (left == 0) {
                    messageEnded();
                }
            } catch (NumberFormatException e) {
                giveUp();
            }
        }

        private void content(byte[] bytes, int offset, int length) {
            if (client) {
                body.write(bytes, offset, length);
            } else if (exchange != null) {
                exchange.body(bytes, offset, length);
            }
        }

        private void messageEnded() {
            WatchedExchange ended = exchange;
            exchange = null;
            part = Part.HEAD;
            if (ended == null) {
                return;
            }
            if (client) {
                ended.request(body.toByteArray());
                body.reset();
                if (!isAnswered) {
                    waiting.add(ended);
                }
                isAnswered = false;
            } else {
                ended.end();
            }
        }

        private void giveUp() {
            part = Part.OPAQUE;
            opaque = true;
        }

        void end() {
            if (exchange != null && part != Part.HEAD) {
                messageEnded();
            }
        }
    }
}
