package dev.patchbay.security;

import org.jspecify.annotations.Nullable;

/**
 * What a request brings to tell who sent it, whatever the transport.
 *
 * @param isLoopback whether the other end of the connection is this machine
 * @param authorization the value of the {@code Authorization} header, null if there is none; never logged
 */
public record Credentials(boolean isLoopback, @Nullable String authorization) {
    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "Credentials[isLoopback=" + isLoopback + ", authorization=" + (authorization == null ? "none" : "***")
                + "]";
    }
}
