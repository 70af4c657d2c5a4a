package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.lifecycle.DiscoverRequest;
import dev.patchbay.protocol.lifecycle.InitializeRequest;
import dev.patchbay.protocol.lifecycle.PingRequest;
import dev.patchbay.protocol.notification.SetLevelRequest;
import dev.patchbay.protocol.notification.SubscriptionsListenRequest;
import dev.patchbay.protocol.prompt.CompleteRequest;
import dev.patchbay.protocol.prompt.GetPromptRequest;
import dev.patchbay.protocol.prompt.ListPromptsRequest;
import dev.patchbay.protocol.resource.ListResourceTemplatesRequest;
import dev.patchbay.protocol.resource.ListResourcesRequest;
import dev.patchbay.protocol.resource.ReadResourceRequest;
import dev.patchbay.protocol.resource.SubscribeRequest;
import dev.patchbay.protocol.resource.UnsubscribeRequest;
import dev.patchbay.protocol.task.CancelTaskRequest;
import dev.patchbay.protocol.task.GetTaskRequest;
import dev.patchbay.protocol.task.UpdateTaskRequest;
import dev.patchbay.protocol.tool.CallToolRequest;
import dev.patchbay.protocol.tool.ListToolsRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Params of the clients' requests in JSON. Which of them a revision has is a set that its codec gives. */
final class RequestJson {
    private final Features features;
    private final Set<String> methods;
    private final boolean asks;

    RequestJson(Features features, Set<String> methods) {
        this.features = features;
        this.methods = methods;
        this.asks = features.revision().isModern();
    }

    Optional<ClientRequest> read(String method, Map<String, Object> json, RequestMeta meta) {
        if (!methods.contains(method)) {
            return Optional.empty();
        }
        Members params = Members.params(json);
        return Optional.of(switch (method) {
            case "tools/call" -> features.tools().readCall(params, meta);
            case "tools/list" -> new ListToolsRequest(params.optionalString("cursor"), meta);
            case "resources/list" -> new ListResourcesRequest(params.optionalString("cursor"), meta);
            case "resources/templates/list" -> new ListResourceTemplatesRequest(params.optionalString("cursor"), meta);
            case "resources/read" -> new ReadResourceRequest(params.string("uri"), answers(params), state(params),
                    meta);
            case "resources/subscribe" -> new SubscribeRequest(params.string("uri"), meta);
            case "resources/unsubscribe" -> new UnsubscribeRequest(params.string("uri"), meta);
            case "prompts/list" -> new ListPromptsRequest(params.optionalString("cursor"), meta);
            case "prompts/get" -> new GetPromptRequest(params.string("name"), params.stringMapOrEmpty("arguments"),
                    answers(params), state(params), meta);
            case "completion/complete" -> features.prompts().readComplete(params, meta);
            case "server/discover" -> new DiscoverRequest(meta);
            case "subscriptions/listen" -> new SubscriptionsListenRequest(
                    NotificationJson.readFilter(params.members("notifications")), meta);
            case "tasks/get" -> new GetTaskRequest(params.string("taskId"), meta);
            case "tasks/cancel" -> new CancelTaskRequest(params.string("taskId"), meta);
            case "tasks/update" -> {
                params.required("inputResponses");
                yield new UpdateTaskRequest(params.string("taskId"), params.objectMapOrEmpty("inputResponses"), meta);
            }
            case "initialize" -> features.lifecycle().readInitialize(params, meta);
            case "ping" -> new PingRequest(meta);
            case "logging/setLevel" -> new SetLevelRequest(NotificationJson.readLevel(params, "level"), meta);
            default -> throw new IllegalStateException("a codec names an unknown method " + method);
        });
    }

    private Map<String, Map<String, Object>> answers(Members params) {
        return asks ? params.objectMapOrEmpty("inputResponses") : Map.of();
    }

    private @Nullable String state(Members params) {
        return asks ? params.optionalString("requestState") : null;
    }

    /** The members of the params object except {@code _meta}. */
    void write(JsonWriter json, ClientRequest request) {
        if (!methods.contains(request.method())) {
            throw new IllegalArgumentException(features.revision() + " has no method " + request.method());
        }
        switch (request) {
            case CallToolRequest call -> ToolJson.writeCall(json, call);
            case ListToolsRequest list -> json.optional("cursor", list.cursor());
            case ListResourcesRequest list -> json.optional("cursor", list.cursor());
            case ListResourceTemplatesRequest list -> json.optional("cursor", list.cursor());
            case ListPromptsRequest list -> json.optional("cursor", list.cursor());
            case ReadResourceRequest read -> {
                json.field("uri", read.uri());
                InputJson.writeAnswers(json, read.inputResponses(), read.requestState());
            }
            case SubscribeRequest subscribe -> json.field("uri", subscribe.uri());
            case UnsubscribeRequest unsubscribe -> json.field("uri", unsubscribe.uri());
            case GetPromptRequest get -> {
                json.field("name", get.name()).optionalObject("arguments", get.arguments());
                InputJson.writeAnswers(json, get.inputResponses(), get.requestState());
            }
            case CompleteRequest complete -> features.prompts().writeComplete(json, complete);
            case SubscriptionsListenRequest listen -> {
                json.name("notifications");
                NotificationJson.writeFilter(json, listen.notifications());
            }
            case GetTaskRequest get -> json.field("taskId", get.taskId());
            case CancelTaskRequest cancel -> json.field("taskId", cancel.taskId());
            case UpdateTaskRequest update -> json.field("taskId", update.taskId()).fieldValue("inputResponses",
                    update.inputResponses());
            case InitializeRequest initialize -> features.lifecycle().writeInitialize(json, initialize);
            case SetLevelRequest set -> json.field("level", set.level().text());
            case DiscoverRequest discover -> {
            }
            case PingRequest ping -> {
            }
            default -> throw new IllegalArgumentException("no JSON form for " + request.method());
        }
    }
}
