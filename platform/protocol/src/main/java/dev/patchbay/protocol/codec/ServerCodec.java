package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.input.CreateMessageRequest;
import dev.patchbay.protocol.input.CreateMessageResult;
import dev.patchbay.protocol.input.ElicitRequest;
import dev.patchbay.protocol.input.ElicitResult;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.input.ListRootsRequest;
import dev.patchbay.protocol.input.ListRootsResult;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a server of one revision reads and writes. All decode methods throw {@link
 * dev.patchbay.protocol.InvalidParamsException}, whose message names the member at fault; encode methods throw {@link
 * IllegalArgumentException} for a message the revision does not have, which is a fault of the caller.
 *
 * <p>Immutable and safe for all threads.
 */
public interface ServerCodec {
    Revision revision();

    /** The methods a client may send. */
    Set<String> methods();

    /** The {@code _meta} of a request's params; in modern revisions its required members must be there. */
    RequestMeta decodeMeta(Map<String, Object> params);

    /** The request, or empty if the revision does not have the method. */
    Optional<ClientRequest> decodeRequest(String method, Map<String, Object> params, RequestMeta meta);

    /** The request with its {@code _meta}, or empty if the revision does not have the method. */
    default Optional<ClientRequest> decodeRequest(RpcRequest request) {
        if (!methods().contains(request.method())) {
            return Optional.empty();
        }
        return decodeRequest(request.method(), request.params(), decodeMeta(request.params()));
    }

    /** The client's notification, or empty if the revision does not have it. */
    Optional<McpNotification> decodeNotification(RpcNotification notification);

    /** The result object alone. It can be kept, and wrapped with {@link dev.patchbay.protocol.rpc.RpcWriter#result}. */
    byte[] encodeResult(McpResult result);

    /** The whole response. */
    byte[] encodeResponse(RequestId id, McpResult result);

    byte[] encodeNotification(McpNotification notification);

    /** A notification of a listen stream, which names the request that opened the stream. Modern only. */
    byte[] encodeNotification(McpNotification notification, RequestId subscriptionId);

    /** A request of the server. Legacy only: modern servers ask inside a result. */
    byte[] encodeRequest(RequestId id, InputRequest request);

    /** A question by itself, as {@code inputRequests} holds it, to be kept. Modern only. */
    default byte[] encodeQuestion(InputRequest question) {
        throw new IllegalArgumentException(revision() + " asks in requests of its own");
    }

    /** A question that {@link #encodeQuestion} wrote. Modern only. */
    default InputRequest decodeQuestion(Map<String, Object> question) {
        throw new IllegalArgumentException(revision() + " asks in requests of its own");
    }

    /** {@code ping} to a client. Legacy only. */
    byte[] encodePing(RequestId id);

    ElicitResult decodeElicitResult(Map<String, Object> result);

    CreateMessageResult decodeCreateMessageResult(Map<String, Object> result);

    ListRootsResult decodeListRootsResult(Map<String, Object> result);

    /** The answer to a request of the server, by the type of the request. */
    default McpResult decodeAnswer(InputRequest request, Map<String, Object> result) {
        return switch (request) {
            case ElicitRequest elicit -> decodeElicitResult(result);
            case CreateMessageRequest sampling -> decodeCreateMessageResult(result);
            case ListRootsRequest roots -> decodeListRootsResult(result);
        };
    }
}
