package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The revisions with a handshake: 2025-11-25, 2025-06-18, 2025-03-26 and 2024-11-05. All have the same methods; what a
 * revision does not know of the rest is left out or said in its words. Source: their schemas.
 */
public final class LegacyCodec implements RevisionCodec {
    private static final Set<String> METHODS = Set.of("initialize", "ping", "logging/setLevel", "tools/list",
            "tools/call", "resources/list", "resources/templates/list", "resources/read", "resources/subscribe",
            "resources/unsubscribe", "prompts/list", "prompts/get", "completion/complete");
    private static final Set<String> FROM_CLIENT = Set.of("notifications/initialized", "notifications/cancelled",
            "notifications/progress", "notifications/roots/list_changed");
    private static final Set<String> FROM_SERVER = Set.of("notifications/cancelled", "notifications/progress",
            "notifications/message", "notifications/tools/list_changed", "notifications/prompts/list_changed",
            "notifications/resources/list_changed", "notifications/resources/updated");

    private final Revision revision;
    private final Vocabulary vocabulary;

    /**
     * Creates the codec of a revision.
     *
     * @throws IllegalArgumentException if the revision has no handshake
     */
    public LegacyCodec(Revision revision) {
        if (revision.isModern()) {
            throw new IllegalArgumentException(revision + " has no handshake");
        }
        this.revision = revision;
        Set<String> fromServer = new HashSet<>(FROM_SERVER);
        if (revision.isAtLeast(Revision.V2025_11_25)) {
            fromServer.add("notifications/elicitation/complete");
        }
        this.vocabulary = new Vocabulary(METHODS, FROM_CLIENT, Set.copyOf(fromServer));
    }

    @Override
    public Revision revision() {
        return revision;
    }

    @Override
    public ServerCodec server(Implementation serverInfo) {
        return new Server(Features.of(revision), vocabulary);
    }

    @Override
    public ClientCodec client() {
        return new Client(Features.of(revision), vocabulary);
    }

    static final class Server extends ServerSide {
        Server(Features features, Vocabulary vocabulary) {
            super(features, vocabulary, null);
        }

        @Override
        Members answer(Map<String, Object> json) {
            return Members.result(json);
        }

        @Override
        public RequestMeta decodeMeta(Map<String, Object> params) {
            return MetaJson.readLegacy(revision(), params);
        }

        @Override
        public byte[] encodeNotification(McpNotification notification, RequestId subscriptionId) {
            throw new IllegalArgumentException(revision() + " has no listen streams");
        }

        @Override
        public byte[] encodeRequest(RequestId id, InputRequest request) {
            return CodecParts.serverRequest(features, id, request);
        }

        @Override
        public byte[] encodePing(RequestId id) {
            return RpcWriter.endMessage(RpcWriter.beginRequest(id, "ping").beginObject().endObject());
        }
    }

    static final class Client extends ClientSide {
        Client(Features features, Vocabulary vocabulary) {
            super(features, vocabulary);
        }

        @Override
        void writeMeta(JsonWriter json, RequestMeta meta) {
            MetaJson.writeLegacy(json, meta);
        }

        @Override
        public byte[] encodeResponse(RequestId id, McpResult result) {
            return CodecParts.response(results, id, result);
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
        public Optional<RequestId> subscriptionId(RpcNotification notification) {
            return Optional.empty();
        }

        @Override
        public Optional<InputRequest> decodeServerRequest(RpcRequest request) {
            return CodecParts.serverRequest(features, request);
        }
    }
}
