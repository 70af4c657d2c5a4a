package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What clients of all revisions do alike. */
abstract sealed class ClientSide implements ClientCodec permits ModernCodec.Client, LegacyCodec.Client {
    final Features features;
    final ResultJson results;
    private final Vocabulary vocabulary;
    private final RequestJson requests;
    private final NotificationJson received;
    private final NotificationJson sent;

    ClientSide(Features features, Vocabulary vocabulary) {
        this.features = features;
        this.vocabulary = vocabulary;
        this.requests = new RequestJson(features, vocabulary.methods());
        this.received = new NotificationJson(features, vocabulary.fromServer());
        this.sent = new NotificationJson(features, vocabulary.fromClient());
        this.results = new ResultJson(features, null);
    }

    /** The {@code _meta} of a request, as a member of its params. */
    abstract void writeMeta(JsonWriter json, RequestMeta meta);

    @Override
    public final Revision revision() {
        return features.revision();
    }

    @Override
    public final Set<String> methods() {
        return vocabulary.methods();
    }

    @Override
    public final byte[] encodeRequest(RequestId id, ClientRequest request) {
        JsonWriter json = RpcWriter.beginRequest(id, request.method()).beginObject();
        requests.write(json, request);
        writeMeta(json, request.meta());
        return RpcWriter.endMessage(json.endObject());
    }

    @Override
    public final byte[] encodeNotification(McpNotification notification) {
        return sent.write(notification, null);
    }

    @Override
    public final Map<String, Object> encodeAnswer(McpResult result) {
        return CodecParts.asJson(results, result);
    }

    @Override
    public final Optional<McpNotification> decodeNotification(RpcNotification notification) {
        return received.read(notification);
    }
}
