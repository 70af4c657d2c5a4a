package dev.patchbay.stdio;

import java.net.URI;
import java.util.Optional;

/**
 * The MCP endpoint behind a pipe.
 *
 * @param endpoint its URL
 * @param key what it knows us by, sent as a bearer token; empty where it asks for nothing
 */
public record Upstream(URI endpoint, Optional<String> key) {
    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "Upstream[endpoint=" + endpoint + ", key=" + (key.isPresent() ? "***" : "none") + "]";
    }
}
