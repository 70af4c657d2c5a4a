package dev.patchbay.protocol;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code _meta} of a client's request. In legacy revisions only the progress token and the rest can be there: the
 * version is then the session's and the capabilities are {@link ClientCapabilities#NONE}, the session knows them.
 *
 * @param protocolVersion as the client wrote it; not necessarily a known revision
 * @param clientCapabilities what may be asked of the client during this request
 * @param clientInfo who the client says it is
 * @param logLevel log messages at or above it are wanted; none if null
 * @param progressToken progress is wanted under this token; none if null
 * @param traceparent W3C trace context
 * @param tracestate W3C trace context
 * @param baggage W3C baggage
 * @param rest all other members
 */
public record RequestMeta(String protocolVersion, ClientCapabilities clientCapabilities,
        @Nullable Implementation clientInfo, @Nullable LoggingLevel logLevel, @Nullable ProgressToken progressToken,
        @Nullable String traceparent, @Nullable String tracestate, @Nullable String baggage,
        Map<String, Object> rest) {
    /**
     * The version a request claims in {@code params._meta}, whatever else is there: the claim alone makes a request
     * modern. A claim that is no string is the empty string.
     */
    public static Optional<String> claimedVersion(Map<String, Object> params) {
        if (params.get("_meta") instanceof Map<?, ?> meta && meta.containsKey(MetaKeys.PROTOCOL_VERSION)) {
            return Optional.of(meta.get(MetaKeys.PROTOCOL_VERSION) instanceof String version ? version : "");
        }
        return Optional.empty();
    }

    /** What a request without {@code _meta} says, in a session of that revision. */
    public static RequestMeta ofSession(Revision revision) {
        return new RequestMeta(revision.text(), ClientCapabilities.NONE, null, null, null, null, null, null, Map.of());
    }

    /** The same request with a wish for progress. */
    public RequestMeta withProgressToken(@Nullable ProgressToken token) {
        return new RequestMeta(protocolVersion, clientCapabilities, clientInfo, logLevel, token, traceparent,
                tracestate, baggage, rest);
    }

    /** The same request with a wish for log messages. */
    public RequestMeta withLogLevel(@Nullable LoggingLevel level) {
        return new RequestMeta(protocolVersion, clientCapabilities, clientInfo, level, progressToken, traceparent,
                tracestate, baggage, rest);
    }
}
