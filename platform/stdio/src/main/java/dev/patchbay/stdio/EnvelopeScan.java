package dev.patchbay.stdio;

import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.rpc.RequestId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the id of a JSON-RPC message while its bytes go by, and whether it has a method, without holding the message: for
 * ones that are too long to hold, and for ones that are only passed on. It judges no syntax. Belongs to one thread.
 */
final class EnvelopeScan {
    private static final int MAX_KEY = 16;
    private static final int MAX_ID = 1024;

    private final ByteArrayOutputStream key = new ByteArrayOutputStream(MAX_KEY);
    private @Nullable ByteArrayOutputStream id;
    private int depth;
    private boolean isObject;
    private boolean hasMethod;
    private boolean inString;
    private boolean escaped;
    private boolean inKey;
    private boolean beforeKey;
    private boolean inId;

    static EnvelopeScan of(byte[] message) {
        EnvelopeScan scan = new EnvelopeScan();
        scan.accept(message, 0, message.length);
        return scan;
    }

    void accept(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            accept(bytes[i]);
        }
    }

    private void accept(byte b) {
        if (inString) {
            inString(b);
            return;
        }
        switch (b) {
            case '"' -> {
                inString = true;
                inKey = beforeKey && isTop();
                beforeKey = false;
                key(inKey ? 0 : -1);
                id(b);
            }
            case '{', '[' -> {
                id(b);
                depth++;
                if (depth == 1) {
                    isObject = b == '{';
                    beforeKey = isObject;
                }
            }
            case '}', ']' -> {
                if (isTop()) {
                    inId = false;
                }
                depth--;
                id(b);
            }
            case ',' -> {
                beforeKey = isTop();
                inId = inId && !isTop();
                id(b);
            }
            case ':' -> colon(b);
            default -> id(b);
        }
    }

    private void inString(byte b) {
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            inString = false;
        }
        if (inString && inKey) {
            key(b);
        }
        id(b);
    }

    private void key(int b) {
        if (b == 0) {
            key.reset();
        } else if (b > 0 && key.size() < MAX_KEY) {
            key.write(b);
        }
    }

    private void colon(byte b) {
        if (isTop() && inKey) {
            inKey = false;
            String name = key.toString(StandardCharsets.UTF_8);
            hasMethod |= name.equals("method");
            if (name.equals("id")) {
                id = new ByteArrayOutputStream();
                inId = true;
            }
        } else {
            id(b);
        }
    }

    private void id(byte b) {
        if (inId && id != null && id.size() <= MAX_ID) {
            id.write(b);
        }
    }

    private boolean isTop() {
        return depth == 1 && isObject;
    }

    boolean hasMethod() {
        return hasMethod;
    }

    /** The id, if the message has one that can be an id. */
    Optional<RequestId> id() {
        if (id == null || id.size() > MAX_ID) {
            return Optional.empty();
        }
        try {
            Object value = JsonReader.withDefaults().read(id.toByteArray());
            return value != null && RequestId.isIdValue(value) ? Optional.of(new RequestId(value)) : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }
}
