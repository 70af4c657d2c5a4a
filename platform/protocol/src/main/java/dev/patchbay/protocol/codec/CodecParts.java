package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.EmptyResult;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.MetaKeys;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.lifecycle.DiscoverRequest;
import dev.patchbay.protocol.lifecycle.InitializeRequest;
import dev.patchbay.protocol.notification.SubscriptionsListenRequest;
import dev.patchbay.protocol.notification.SubscriptionsListenResult;
import dev.patchbay.protocol.prompt.CompleteRequest;
import dev.patchbay.protocol.prompt.GetPromptRequest;
import dev.patchbay.protocol.prompt.ListPromptsRequest;
import dev.patchbay.protocol.resource.ListResourceTemplatesRequest;
import dev.patchbay.protocol.resource.ListResourcesRequest;
import dev.patchbay.protocol.resource.ReadResourceRequest;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcWriter;
import dev.patchbay.protocol.task.GetTaskRequest;
import dev.patchbay.protocol.tool.CallToolRequest;
import dev.patchbay.protocol.tool.ListToolsRequest;
import java.util.Map;
import java.util.Optional;

/** What the codecs of all revisions do alike. */
final class CodecParts {
    private static final JsonReader READER = new JsonReader(JsonLimits.GENEROUS);

    private CodecParts() {}

    static byte[] object(ResultJson results, McpResult result) {
        JsonWriter json = JsonWriter.create();
        results.write(json, result);
        return json.toBytes();
    }

    static byte[] response(ResultJson results, RequestId id, McpResult result) {
        JsonWriter json = RpcWriter.beginResult(id);
        results.write(json, result);
        return RpcWriter.endMessage(json);
    }

    static Map<String, Object> asJson(ResultJson results, McpResult result) {
        return READER.readObject(object(results, result));
    }

    static byte[] serverRequest(Features features, RequestId id, InputRequest request) {
        JsonWriter json = RpcWriter.beginRequest(id, request.method());
        features.input().writeParams(json, request);
        return RpcWriter.endMessage(json);
    }

    static Optional<InputRequest> serverRequest(Features features, RpcRequest request) {
        return features.input().readRequest(request.method(), Members.params(request.params()));
    }

    /** A complete result, by the type of the request. */
    static McpResult result(Features features, ResultJson results, ClientRequest request, Map<String, Object> json) {
        Members members = Members.result(json);
        return switch (request) {
            case CallToolRequest r -> features.tools().readResult(members);
            case ListToolsRequest r -> results.readTools(members);
            case ListResourcesRequest r -> results.readResources(members);
            case ListResourceTemplatesRequest r -> results.readTemplates(members);
            case ReadResourceRequest r -> results.readContents(members);
            case ListPromptsRequest r -> results.readPrompts(members);
            case GetPromptRequest r -> features.prompts().readResult(members);
            case CompleteRequest r -> PromptJson.readCompletion(members);
            case DiscoverRequest r -> results.readDiscover(members);
            case InitializeRequest r -> features.lifecycle().readInitializeResult(members);
            case GetTaskRequest r -> results.readTask(members);
            case SubscriptionsListenRequest r -> readListenEnd(members);
            default -> new EmptyResult(members.objectOrEmpty("_meta"));
        };
    }

    private static SubscriptionsListenResult readListenEnd(Members members) {
        Members meta = members.members("_meta");
        return new SubscriptionsListenResult(new RequestId(meta.idValue(MetaKeys.SUBSCRIPTION_ID)), meta.json());
    }
}
