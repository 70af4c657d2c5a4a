package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.MetaKeys;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.json.RawJson;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.task.CreateTaskResult;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Revision 2026-07-28. Source: its schema, and the pages Base Protocol and Server Features. */
public final class ModernCodec implements RevisionCodec {
    private static final Revision REVISION = Revision.V2026_07_28;
    private static final Set<String> METHODS = Set.of("server/discover", "tools/list", "tools/call", "resources/list",
            "resources/templates/list", "resources/read", "prompts/list", "prompts/get", "completion/complete",
            "subscriptions/listen", "tasks/get", "tasks/update", "tasks/cancel");
    private static final Set<String> FROM_CLIENT = Set.of("notifications/cancelled");
    private static final Set<String> FROM_SERVER = Set.of("notifications/cancelled", "notifications/progress",
            "notifications/message", "notifications/tools/list_changed", "notifications/prompts/list_changed",
            "notifications/resources/list_changed", "notifications/resources/updated",
            "notifications/subscriptions/acknowledged", "notifications/tasks");
    private static final Vocabulary VOCABULARY = new Vocabulary(METHODS, FROM_CLIENT, FROM_SERVER);

    @Override
    public Revision revision() {
        return REVISION;
    }

    @Override
    public ServerCodec server(Implementation serverInfo) {
        Features features = Features.of(REVISION);
        JsonWriter json = JsonWriter.create();
        features.lifecycle().writeImplementation(json, serverInfo);
        return new Server(features, RawJson.of(json.toBytes()));
    }

    @Override
    public ClientCodec client() {
        return new Client();
    }

    static final class Server extends ServerSide {
        private final MetaJson metas;

        Server(Features features, RawJson serverInfo) {
            super(features, VOCABULARY, serverInfo);
            this.metas = new MetaJson(features);
        }

        @Override
        Members answer(Map<String, Object> json) {
            return new Members("inputResponse", json);
        }

        @Override
        public RequestMeta decodeMeta(Map<String, Object> params) {
            return metas.readModern(params);
        }

        @Override
        public byte[] encodeNotification(McpNotification notification, RequestId subscriptionId) {
            return sent.write(notification, subscriptionId);
        }

        @Override
        public byte[] encodeQuestion(InputRequest question) {
            return features.tasks().question(question).utf8();
        }

        @Override
        public InputRequest decodeQuestion(Map<String, Object> question) {
            return features.tasks().readQuestion(new Members("inputRequest", question));
        }

        @Override
        public byte[] encodeRequest(RequestId id, InputRequest request) {
            throw new IllegalArgumentException("a server of " + REVISION + " sends no requests");
        }

        @Override
        public byte[] encodePing(RequestId id) {
            throw new IllegalArgumentException("a server of " + REVISION + " sends no requests");
        }
    }

    static final class Client extends ClientSide {
        private final MetaJson metas;

        Client() {
            super(Features.of(REVISION), VOCABULARY);
            this.metas = new MetaJson(features);
        }

        @Override
        void writeMeta(JsonWriter json, RequestMeta meta) {
            metas.writeModern(json, meta);
        }

        @Override
        public byte[] encodeResponse(RequestId id, McpResult result) {
            throw new IllegalArgumentException("a client of " + REVISION + " sends no responses");
        }

        @Override
        public McpResult decodeResult(ClientRequest request, Map<String, Object> result) {
            Members members = Members.result(result);
            @Nullable String type = members.optionalString("resultType");
            // A server that leaves it out means a complete result, which is how older drafts were.
            return switch (type == null ? "complete" : type) {
                case "complete" -> CodecParts.result(features, results, request, result);
                case "input_required" -> features.input().readRequired(members);
                case "task" -> new CreateTaskResult(TaskJson.readTask(members), members.objectOrEmpty("_meta"));
                default -> throw members.unknown("resultType", "\"complete\", \"input_required\" or \"task\"");
            };
        }

        @Override
        public Optional<Implementation> serverInfo(Map<String, Object> meta) {
            Members members = new Members("result._meta", meta).optionalMembers(MetaKeys.SERVER_INFO);
            return Optional.ofNullable(features.lifecycle().readOptionalImplementation(members));
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
