package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.MetaKeys;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.input.CreateMessageResult;
import dev.patchbay.protocol.input.ElicitResult;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.input.ListRootsResult;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.json.RawJson;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Revision 2026-07-28. Source: its schema, and the pages Base Protocol and Server Features. */
public final class ModernCodec implements RevisionCodec {
    private static final Revision REVISION = Revision.V2026_07_28;
    private static final Set<String> METHODS = Set.of("server/discover", "tools/list", "tools/call", "resources/list",
            "resources/templates/list", "resources/read", "prompts/list", "prompts/get", "completion/complete",
            "subscriptions/listen");
    private static final Set<String> FROM_CLIENT = Set.of("notifications/cancelled");
    private static final Set<String> FROM_SERVER = Set.of("notifications/cancelled", "notifications/progress",
            "notifications/message", "notifications/tools/list_changed", "notifications/prompts/list_changed",
            "notifications/resources/list_changed", "notifications/resources/updated",
            "notifications/subscriptions/acknowledged");

    @Override
    public Revision revision() {
        return REVISION;
    }

    @Override
    public ServerCodec server(Implementation serverInfo) {
        return new Server(serverInfo);
    }

    @Override
    public ClientCodec client() {
        return new Client();
    }

    private static final class Server implements ServerCodec {
        private final Features features = Features.of(REVISION);
        private final RequestJson requests = new RequestJson(features, METHODS);
        private final MetaJson metas = new MetaJson(features);
        private final NotificationJson received = new NotificationJson(REVISION, FROM_CLIENT);
        private final NotificationJson sent = new NotificationJson(REVISION, FROM_SERVER);
        private final ResultJson results;

        Server(Implementation serverInfo) {
            JsonWriter json = JsonWriter.create();
            features.lifecycle().writeImplementation(json, serverInfo);
            this.results = new ResultJson(features, RawJson.of(json.toBytes()));
        }

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
            return metas.readModern(params);
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
            return sent.write(notification, subscriptionId);
        }

        @Override
        public byte[] encodeRequest(RequestId id, InputRequest request) {
            throw new IllegalArgumentException("a server of " + REVISION + " sends no requests");
        }

        @Override
        public byte[] encodePing(RequestId id) {
            throw new IllegalArgumentException("a server of " + REVISION + " sends no requests");
        }

        @Override
        public ElicitResult decodeElicitResult(Map<String, Object> result) {
            return InputJson.readElicitResult(new Members("inputResponse", result));
        }

        @Override
        public CreateMessageResult decodeCreateMessageResult(Map<String, Object> result) {
            return features.input().readMessageResult(new Members("inputResponse", result));
        }

        @Override
        public ListRootsResult decodeListRootsResult(Map<String, Object> result) {
            return InputJson.readRoots(new Members("inputResponse", result));
        }
    }

    private static final class Client implements ClientCodec {
        private final Features features = Features.of(REVISION);
        private final RequestJson requests = new RequestJson(features, METHODS);
        private final MetaJson metas = new MetaJson(features);
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
            metas.writeModern(json, request.meta());
            return RpcWriter.endMessage(json.endObject());
        }

        @Override
        public byte[] encodeNotification(McpNotification notification) {
            return sent.write(notification, null);
        }

        @Override
        public byte[] encodeResponse(RequestId id, McpResult result) {
            throw new IllegalArgumentException("a client of " + REVISION + " sends no responses");
        }

        @Override
        public Map<String, Object> encodeAnswer(McpResult result) {
            return CodecParts.asJson(results, result);
        }

        @Override
        public McpResult decodeResult(ClientRequest request, Map<String, Object> result) {
            Members members = Members.result(result);
            @Nullable String type = members.optionalString("resultType");
            // A server that leaves it out means a complete result, which is how older drafts were.
            return switch (type == null ? "complete" : type) {
                case "complete" -> CodecParts.result(features, results, request, result);
                case "input_required" -> features.input().readRequired(members);
                default -> throw members.unknown("resultType", "\"complete\" or \"input_required\"");
            };
        }

        @Override
        public Optional<Implementation> serverInfo(Map<String, Object> meta) {
            Members members = new Members("result._meta", meta).optionalMembers(MetaKeys.SERVER_INFO);
            return Optional.ofNullable(features.lifecycle().readOptionalImplementation(members));
        }

        @Override
        public Optional<McpNotification> decodeNotification(RpcNotification notification) {
            return received.read(notification);
        }

        @Override
        public Optional<RequestId> subscriptionId(RpcNotification notification) {
            return NotificationJson.subscriptionId(notification);
        }

        @Override
        public Optional<InputRequest> decodeServerRequest(RpcRequest request) {
            return Optional.empty();
        }
    }
}
