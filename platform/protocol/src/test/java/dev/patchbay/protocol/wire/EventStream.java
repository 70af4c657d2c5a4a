package dev.patchbay.protocol.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/** Splits an event stream into its events while it comes. For one thread at a time. */
final class EventStream {
    private final BiConsumer<String, String> events;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String name = "message";
    private boolean hasData;

    /** @param events takes the name and the data of each event that has data */
    EventStream(BiConsumer<String, String> events) {
        this.events = events;
    }

    void feed(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                line(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else if (bytes[i] != '\r') {
                line.write(bytes[i]);
            }
        }
    }

    private void line(String text) {
        if (text.isEmpty()) {
            if (hasData && !data.isEmpty()) {
                events.accept(name, data.toString());
            }
            data.setLength(0);
            hasData = false;
            name = "message";
        } else if (text.startsWith("data:")) {
            if (hasData) {
                data.append('\n');
            }
            data.append(value(text, 5));
            hasData = true;
        } else if (text.startsWith("event:")) {
            name = value(text, 6);
        }
    }

    private static String value(String text, int from) {
        return text.startsWith(" ", from) ? text.substring(from + 1) : text.substring(from);
    }
}
