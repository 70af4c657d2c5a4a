package dev.patchbay.protocol;

/** The decoded parameters of a request. One record for each method; {@code switch} over the type to handle it. */
public interface McpRequest {
    /** The method's name on the wire. */
    String method();
}
