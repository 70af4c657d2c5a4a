package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.input.CreateMessageResult;
import dev.patchbay.protocol.input.ElicitResult;
import dev.patchbay.protocol.input.ListRootsResult;
import dev.patchbay.protocol.json.RawJson;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcNotification;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What servers of all revisions do alike. */
abstract sealed class ServerSide implements ServerCodec permits ModernCodec.Server, LegacyCodec.Server {
    final Features features;
    final NotificationJson sent;
    private final Vocabulary vocabulary;
    private final RequestJson requests;
    private final NotificationJson received;
    private final ResultJson results;

    ServerSide(Features features, Vocabulary vocabulary, @Nullable RawJson serverInfo) {
        this.features = features;
        this.vocabulary = vocabulary;
        this.requests = new RequestJson(features, vocabulary.methods());
        this.received = new NotificationJson(features, vocabulary.fromClient());
        this.sent = new NotificationJson(features, vocabulary.fromServer());
        this.results = new ResultJson(features, serverInfo);
    }

    /** An object that a client sent for a question, with the name it has in complaints. */
    abstract Members answer(Map<String, Object> json);

    @Override
    public final Revision revision() {
        return features.revision();
    }

    @Override
    public final Set<String> methods() {
        return vocabulary.methods();
    }

    @Override
    public final Optional<ClientRequest> decodeRequest(String method, Map<String, Object> params, RequestMeta meta) {
        return requests.read(method, params, meta);
    }

    @Override
    public final Optional<McpNotification> decodeNotification(RpcNotification notification) {
        return received.read(notification);
    }

    @Override
    public final byte[] encodeResult(McpResult result) {
        return CodecParts.object(results, result);
    }

    @Override
    public final byte[] encodeResponse(RequestId id, McpResult result) {
        return CodecParts.response(results, id, result);
    }

    @Override
    public final byte[] encodeNotification(McpNotification notification) {
        return sent.write(notification, null);
    }

    @Override
    public final ElicitResult decodeElicitResult(Map<String, Object> result) {
        return InputJson.readElicitResult(answer(result));
    }

    @Override
    public final CreateMessageResult decodeCreateMessageResult(Map<String, Object> result) {
        return features.input().sampling().readResult(answer(result));
    }

    @Override
    public final ListRootsResult decodeListRootsResult(Map<String, Object> result) {
        return InputJson.readRoots(answer(result));
    }
}
