package dev.patchbay.protocol;

import dev.patchbay.protocol.rpc.RequestId;

/**
 * What a caller named its wish for progress by: a string or an integer, echoed exactly.
 *
 * @param value a String, Long or BigInteger
 */
public record ProgressToken(Object value) {
    public ProgressToken {
        if (!RequestId.isIdValue(value)) {
            throw new IllegalArgumentException("a progress token is a string or an integer");
        }
    }
}
