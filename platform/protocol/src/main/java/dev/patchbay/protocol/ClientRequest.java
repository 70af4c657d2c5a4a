package dev.patchbay.protocol;

/** A request that a client sends to a server. */
public interface ClientRequest extends McpRequest {
    /** What the request's {@code _meta} said. */
    RequestMeta meta();
}
