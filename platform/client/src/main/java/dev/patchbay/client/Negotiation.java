package dev.patchbay.client;

import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.codec.RevisionCodec;
import dev.patchbay.protocol.rpc.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how to talk to a server: modern first, and the handshake if the answer shows that the server does not know
 * {@code server/discover}. Source: MCP 2026-07-28, Base Protocol, Versioning, backward compatibility.
 */
final class Negotiation {
    private final HttpTransport http;
    private final Implementation clientInfo;
    private final InputHandlers handlers;

    Negotiation(HttpTransport http, Implementation clientInfo, InputHandlers handlers) {
        this.http = http;
        this.clientInfo = clientInfo;
        this.handlers = handlers;
    }

    /** The connection, in the pinned revision if there is one. */
    Connection connect(@Nullable Revision pinned, Cancellation cancellation) {
        if (pinned != null && !pinned.isModern()) {
            return open(pinned, cancellation);
        }
        try {
            return open(Revision.V2026_07_28, cancellation);
        } catch (McpException e) {
            if (e.code() == ErrorCode.UNSUPPORTED_PROTOCOL_VERSION) {
                return open(common(e, pinned), cancellation);
            }
            if (pinned != null || isModern(e)) {
                throw e;
            }
        } catch (TransportException e) {
            // 400 is what the specification names; endpoints of the handshake also answer 404, 405 or 406 here.
            if (pinned != null || e.status().isEmpty()
                    || !List.of(400, 404, 405, 406).contains(e.status().getAsInt())) {
                throw e;
            }
        } catch (ProtocolViolationException e) {
            // A result that is none of server/discover: the server answers whatever it is asked.
            if (pinned != null || !(e.getCause() instanceof InvalidParamsException)) {
                throw e;
            }
        }
        return open(Revision.V2025_11_25, cancellation);
    }

    /** Errors that only a modern server gives; anything else comes from one that did not understand the question. */
    private static boolean isModern(McpException e) {
        return e.code() == ErrorCode.HEADER_MISMATCH || e.code() == ErrorCode.MISSING_REQUIRED_CLIENT_CAPABILITY
                || e.code() == ErrorCode.INTERNAL_ERROR || e.httpStatus() == 401 || e.httpStatus() == 403
                || e.httpStatus() == 429 || e.httpStatus() >= 500;
    }

    /** The newest revision both sides speak; may be the one that was refused, if the server has changed its mind. */
    private static Revision common(McpException e, @Nullable Revision pinned) {
        List<?> supported = e.data().orElse(Map.of()) instanceof Map<?, ?> data
                && data.get("supported") instanceof List<?> list ? list : List.of();
        return RevisionCodec.all().stream().map(RevisionCodec::revision)
                .filter(revision -> supported.contains(revision.text()) && (pinned == null || pinned == revision))
                .findFirst().orElseThrow(() -> new ProtocolViolationException(
                        "the server supports " + supported + ", and this client none of these"));
    }

    private Connection open(Revision revision, Cancellation cancellation) {
        Optional<RevisionCodec> codec = RevisionCodec.of(revision);
        if (codec.isEmpty()) {
            throw new ProtocolViolationException("this client does not speak revision " + revision);
        }
        if (!revision.isModern()) {
            return LegacyConnection.open(http, codec.get(), clientInfo, handlers, cancellation);
        }
        RequestMeta meta = new RequestMeta(revision.text(), handlers.capabilities(), clientInfo, null, null, null, null,
                null, Map.of());
        return ModernConnection.open(http, codec.get().client(), meta, handlers, cancellation);
    }
}
