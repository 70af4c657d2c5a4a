package dev.patchbay.protocol;

import java.util.Map;

/**
 * A result that says only "done".
 *
 * @param meta the result's {@code _meta}
 */
public record EmptyResult(Map<String, Object> meta) implements McpResult {
    public static final EmptyResult INSTANCE = new EmptyResult(Map.of());
}
