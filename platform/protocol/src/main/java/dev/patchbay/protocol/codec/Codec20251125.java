package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.input.CreateMessageResult;
import dev.patchbay.protocol.input.ElicitResult;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.input.ListRootsResult;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Revision 2025-11-25. Source: its schema, and the pages Base Protocol and Server Features. */
public final class Codec20251125 implements RevisionCodec {
    private static final Revision REVISION = Revision.V2025_11_25;
    private static final Set<String> METHODS = Set.of("initialize", "ping", "logging/setLevel", "tools/list",
            "tools/call", "resources/list", "resources/templates/list", "resources/read", "resources/subscribe",
            "resources/unsubscribe", "prompts/list", "prompts/get", "completion/complete");
    private static final Set<String> FROM_CLIENT = Set.of("notifications/initialized", "notifications/cancelled",
            "notifications/progress", "notifications/roots/list_changed");
    private static final Set<String> FROM_SERVER = Set.of("notifications/cancelled", "notifications/progress",
            "notifications/message", "notifications/tools/list_changed", "notifications/prompts/list_changed",
            "notifications/resources/list_changed", "notifications/resources/updated",
            "notifications/elicitation/complete");

    @Override
    public Revision revision() {
        return REVISION;
    }

    @Override
    public ServerCodec server(Implementation serverInfo) {
        return new Server();
    }

    @Override
    public ClientCodec client() {
        return new Client();
    }

    private static final class Server implements ServerCodec {
        private final Features features = Features.of(REVISION);
        private final RequestJson requests = new RequestJson(features, METHODS);
        private final NotificationJson received = new NotificationJson(REVISION, FROM_CLIENT);
        private final NotificationJson sent = new NotificationJson(REVISION, FROM_SERVER);
        private final ResultJson results = new ResultJson(features, null);

        @Override
        public Revision revision() {
            return REVISION;
        }

        @Override
        public Set<String> methods() {
            return METHODS;
        }

        @Override
        public RequestMeta decodeMeta(Map<String, Object> params) {
            return MetaJson.readLegacy(REVISION, params);
        }

        @Override
        public Optional<ClientRequest> decodeRequest(String method, Map<String, Object> params, RequestMeta meta) {
            return requests.read(method, params, meta);
        }

        @Override
        public Optional<McpNotification> decodeNotification(RpcNotification notification) {
            return received.read(notification);
        }

        @Override
        public byte[] encodeResult(McpResult result) {
            return CodecParts.object(results, result);
        }

        @Override
        public byte[] encodeResponse(RequestId id, McpResult result) {
            return CodecParts.response(results, id, result);
        }

        @Override
        public byte[] encodeNotification(McpNotification notification) {
            return sent.write(notification, null);
        }

        @Override
        public byte[] encodeNotification(McpNotification notification, RequestId subscriptionId) {
            throw new IllegalArgumentException(REVISION + " has no listen streams");
        }

        @Override
        public byte[] encodeRequest(RequestId id, InputRequest request) {
            return CodecParts.serverRequest(features, id, request);
        }

        @Override
        public byte[] encodePing(RequestId id) {
            return RpcWriter.endMessage(RpcWriter.beginRequest(id, "ping").beginObject().endObject());
        }

        @Override
        public ElicitResult decodeElicitResult(Map<String, Object> result) {
            return InputJson.readElicitResult(Members.result(result));
        }

        @Override
        public CreateMessageResult decodeCreateMessageResult(Map<String, Object> result) {
            return features.input().readMessageResult(Members.result(result));
        }

        @Override
        public ListRootsResult decodeListRootsResult(Map<String, Object> result) {
            return InputJson.readRoots(Members.result(result));
        }
    }

    private static final class Client implements ClientCodec {
        private final Features features = Features.of(REVISION);
        private final RequestJson requests = new RequestJson(features, METHODS);
        private final NotificationJson received = new NotificationJson(REVISION, FROM_SERVER);
        private final NotificationJson sent = new NotificationJson(REVISION, FROM_CLIENT);
        private final ResultJson results = new ResultJson(features, null);

        @Override
        public Revision revision() {
            return REVISION;
        }

        @Override
        public Set<String> methods() {
            return METHODS;
        }

        @Override
        public byte[] encodeRequest(RequestId id, ClientRequest request) {
            JsonWriter json = RpcWriter.beginRequest(id, request.method()).beginObject();
            requests.write(json, request);
            MetaJson.writeLegacy(json, request.meta());
            return RpcWriter.endMessage(json.endObject());
        }

        @Override
        public byte[] encodeNotification(McpNotification notification) {
            return sent.write(notification, null);
        }

        @Override
        public byte[] encodeResponse(RequestId id, McpResult result) {
            return CodecParts.response(results, id, result);
        }

        @Override
        public Map<String, Object> encodeAnswer(McpResult result) {
            return CodecParts.asJson(results, result);
        }

        @Override
        public McpResult decodeResult(ClientRequest request, Map<String, Object> result) {
            return CodecParts.result(features, results, request, result);
        }

        @Override
        public Optional<Implementation> serverInfo(Map<String, Object> meta) {
            return Optional.empty();
        }

        @Override
        public Optional<McpNotification> decodeNotification(RpcNotification notification) {
            return received.read(notification);
        }

        @Override
        public Optional<RequestId> subscriptionId(RpcNotification notification) {
            return Optional.empty();
        }

        @Override
        public Optional<InputRequest> decodeServerRequest(RpcRequest request) {
            return CodecParts.serverRequest(features, request);
        }
    }
}
