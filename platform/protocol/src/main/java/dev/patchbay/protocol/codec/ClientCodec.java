package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a client of one revision reads and writes. Decode methods throw {@link
 * dev.patchbay.protocol.InvalidParamsException}, whose message names the member at fault.
 *
 * <p>Immutable and safe for all threads.
 */
public interface ClientCodec {
    Revision revision();

    /** The methods a server of this revision may know. */
    Set<String> methods();

    /** The whole request. In modern revisions {@code _meta} holds version and capabilities, else only what legacy knows. */
    byte[] encodeRequest(RequestId id, ClientRequest request);

    byte[] encodeNotification(McpNotification notification);

    /** The answer to a request of the server. Legacy only. */
    byte[] encodeResponse(RequestId id, McpResult result);

    /** The answer to a question inside a result, as a JSON value for {@code inputResponses}. */
    Map<String, Object> encodeAnswer(McpResult result);

    /** The result of a request, by the type of the request; in modern revisions it may be an input-required result. */
    McpResult decodeResult(ClientRequest request, Map<String, Object> result);

    /** Who the server says it is, from a modern result's {@code _meta}. */
    Optional<Implementation> serverInfo(Map<String, Object> meta);

    /** The server's notification, or empty if the revision does not have it. */
    Optional<McpNotification> decodeNotification(RpcNotification notification);

    /** Which listen request a notification belongs to, if it says so. */
    Optional<RequestId> subscriptionId(RpcNotification notification);

    /** What the server asks, or empty if it is nothing that can be asked of a client of this revision. */
    Optional<InputRequest> decodeServerRequest(RpcRequest request);
}
