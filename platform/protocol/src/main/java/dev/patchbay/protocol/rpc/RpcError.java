package dev.patchbay.protocol.rpc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The error of a response.
 *
 * @param code one of {@link ErrorCode}, or another side's
 * @param message one sentence
 * @param data any JSON value, or null for none
 */
public record RpcError(int code, String message, @Nullable Object data) {
    private static final int MAX_ECHO = 100;

    public static RpcError of(int code, String message) {
        return new RpcError(code, message, null);
    }

    public static RpcError methodNotFound(String method) {
        return of(ErrorCode.METHOD_NOT_FOUND, "Method not found: " + shortened(method));
    }

    public static RpcError headerMismatch(String problem) {
        return of(ErrorCode.HEADER_MISMATCH, problem);
    }

    /** The version asked for is not served; {@code supported} is what is. */
    public static RpcError unsupportedProtocolVersion(String requested, List<String> supported) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("supported", supported);
        data.put("requested", shortened(requested));
        return new RpcError(ErrorCode.UNSUPPORTED_PROTOCOL_VERSION,
                "Unsupported protocol version: " + shortened(requested), data);
    }

    /** The client would have to declare these capabilities (a ClientCapabilities object). */
    public static RpcError missingClientCapability(String message, Map<String, Object> requiredCapabilities) {
        return new RpcError(ErrorCode.MISSING_REQUIRED_CLIENT_CAPABILITY, message,
                Map.of("requiredCapabilities", requiredCapabilities));
    }

    /** What a caller sent is not sent back in full length. */
    private static String shortened(String text) {
        return text.length() <= MAX_ECHO ? text : text.substring(0, MAX_ECHO) + "…";
    }
}
