package dev.patchbay.protocol.rpc;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The id of a request: a string or an integer, echoed exactly, never null.
 *
 * @param value a String, Long or BigInteger
 */
public record RequestId(Object value) {
    public RequestId {
        if (!isIdValue(value)) {
            throw new IllegalArgumentException("a request id is a string or an integer");
        }
    }

    public static RequestId of(String value) {
        return new RequestId(value);
    }

    public static RequestId of(long value) {
        return new RequestId(value);
    }

    /** Whether a JSON value can be an id, or a progress token, which follows the same rule. */
    public static boolean isIdValue(@Nullable Object value) {
        return value instanceof String || value instanceof Long || value instanceof BigInteger;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
