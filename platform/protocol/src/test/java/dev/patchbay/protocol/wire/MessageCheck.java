package dev.patchbay.protocol.wire;

import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.schema.OfficialSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks one message of a server. */
final class MessageCheck {
    private static final Map<String, String> RESULTS = Map.ofEntries(Map.entry("server/discover", "DiscoverResult"),
            Map.entry("initialize", "InitializeResult"), Map.entry("tools/list", "ListToolsResult"),
            Map.entry("tools/call", "CallToolResult"), Map.entry("prompts/list", "ListPromptsResult"),
            Map.entry("prompts/get", "GetPromptResult"), Map.entry("resources/list", "ListResourcesResult"),
            Map.entry("resources/templates/list", "ListResourceTemplatesResult"),
            Map.entry("resources/read", "ReadResourceResult"), Map.entry("completion/complete", "CompleteResult"),
            Map.entry("subscriptions/listen", "SubscriptionsListenResult"));
    private static final Map<String, String> TASK_RESULTS = Map.of("tasks/get", "GetTaskResult", "tasks/update",
            "UpdateTaskResult", "tasks/cancel", "CancelTaskResult");
    private static final Set<String> WITHOUT_RESULT = Set.of("ping", "logging/setLevel", "resources/subscribe",
            "resources/unsubscribe");
    private static final Map<String, String> REQUESTS = Map.of("ping", "PingRequest", "sampling/createMessage",
            "CreateMessageRequest", "roots/list", "ListRootsRequest", "elicitation/create", "ElicitRequest");
    private static final Map<String, String> NOTIFICATIONS = Map.of("notifications/progress", "ProgressNotification",
            "notifications/message", "LoggingMessageNotification", "notifications/cancelled", "CancelledNotification",
            "notifications/tools/list_changed", "ToolListChangedNotification", "notifications/prompts/list_changed",
            "PromptListChangedNotification", "notifications/resources/list_changed",
            "ResourceListChangedNotification", "notifications/resources/updated", "ResourceUpdatedNotification",
            "notifications/elicitation/complete", "ElicitationCompleteNotification",
            "notifications/subscriptions/acknowledged", "SubscriptionsAcknowledgedNotification");
    private static final Map<Integer, String> MODERN_ERRORS = Map.of(-32700, "ParseError", -32600,
            "InvalidRequestError", -32601, "MethodNotFoundError", -32602, "InvalidParamsError", -32603,
            "InternalError", -32020, "HeaderMismatchError", -32021, "MissingRequiredClientCapabilityError", -32022,
            "UnsupportedProtocolVersionError");

    private static final Set<String> VALID = ConcurrentHashMap.newKeySet();

    private final Revision revision;

    MessageCheck(Revision revision) {
        this.revision = revision;
    }

    /**
     * What is wrong with a message.
     *
     * @param method the method of the request that a response answers, if there was one with its id
     */
    List<String> check(JsonNode message, Optional<String> method) {
        if (!message.isObject()) {
            return List.of("is no object");
        }
        List<String> wrong = new ArrayList<>();
        if (!message.path("jsonrpc").asString("").equals("2.0")) {
            wrong.add("has no jsonrpc 2.0");
        }
        if (message.has("method")) {
            wrong.addAll(message.has("id") ? request(message) : notification(message));
        } else if (message.has("error")) {
            wrong.addAll(error(message));
        } else if (message.has("result")) {
            wrong.addAll(method.map(known -> result(message, known))
                    .orElseGet(() -> List.of("answers an id that nobody asked with")));
        } else {
            wrong.add("is no request, notification, result or error");
        }
        return wrong;
    }

    private List<String> request(JsonNode message) {
        if (revision.isModern()) {
            return List.of("is a request, which no server sends in " + revision);
        }
        List<String> wrong = new ArrayList<>(closed("JSONRPCRequest", message));
        wrong.addAll(named(REQUESTS, message));
        return wrong;
    }

    private List<String> notification(JsonNode message) {
        List<String> wrong = new ArrayList<>(closed("JSONRPCNotification", message));
        String method = message.path("method").asString("");
        if (revision.isModern() && method.equals("notifications/tasks")) {
            wrong.addAll(OfficialSchema.validateTasks("TaskStatusNotification", message.toString()));
        } else if (method.equals("notifications/subscriptions/acknowledged")) {
            wrong.addAll(named(NOTIFICATIONS, withoutTaskIds(message)));
        } else {
            wrong.addAll(named(NOTIFICATIONS, message));
        }
        return wrong;
    }

    /** The extension adds a member to a listen and its acknowledgement, which the core's schema does not name. */
    static JsonNode withoutTaskIds(JsonNode message) {
        JsonNode copy = message.deepCopy();
        if (copy.path("params").path("notifications") instanceof ObjectNode notifications
                && OfficialSchema.validateTasks("TaskSubscriptionAcknowledgedNotifications",
                        notifications.toString()).isEmpty()) {
            notifications.remove("taskIds");
        }
        return copy;
    }

    private List<String> named(Map<String, String> definitions, JsonNode message) {
        String definition = definitions.get(message.path("method").asString(""));
        return definition == null || !OfficialSchema.defines(revision, definition)
                ? List.of("has a method that " + revision + " does not let a server send")
                : closed(definition, message);
    }

    private List<String> error(JsonNode message) {
        String definition = OfficialSchema.defines(revision, "JSONRPCErrorResponse") ? "JSONRPCErrorResponse"
                : "JSONRPCError";
        List<String> wrong = new ArrayList<>();
        if (message.has("id") || definition.equals("JSONRPCErrorResponse")) {
            wrong.addAll(closed(definition, message));
        } // else: what could not be read has no id, and the older schemas have no error without one
        if (!Set.of("jsonrpc", "id", "error").containsAll(message.propertyNames())
                || !Set.of("code", "message", "data").containsAll(message.path("error").propertyNames())) {
            wrong.add("is an error with members that JSON-RPC does not know");
        }
        int code = message.path("error").path("code").asInt(0);
        if (revision.isModern()) {
            String named = MODERN_ERRORS.get(code);
            if (named == null && code >= -32768 && code <= -32000) {
                wrong.add("has a code that is reserved and not defined in " + revision);
            } else if (Set.of(-32020, -32021, -32022).contains(code) && named != null) {
                wrong.addAll(closed(named, message));
            }
        } else if (code <= -32020 && code >= -32099 && code != -32042) {
            wrong.add("has a code of the modern revision");
        }
        return wrong;
    }

    private List<String> result(JsonNode message, String method) {
        ObjectNode envelope = (ObjectNode) message.deepCopy();
        if (message.path("result").isObject()) { // it has a definition of its own
            envelope.putObject("result").put("resultType", "complete");
        }
        List<String> wrong = new ArrayList<>(closed(OfficialSchema.defines(revision, "JSONRPCResultResponse")
                ? "JSONRPCResultResponse"
                : "JSONRPCResponse", envelope));
        if (!Set.of("jsonrpc", "id", "result").equals(Set.copyOf(message.propertyNames()))) {
            wrong.add("is a result with members that JSON-RPC does not know");
        }
        JsonNode result = message.path("result");
        wrong.addAll(revision.isModern() ? modernResult(result, method) : legacyResult(result, method));
        return wrong;
    }

    private List<String> modernResult(JsonNode result, String method) {
        String type = result.path("resultType").asString("");
        boolean asks = Set.of("tools/call", "prompts/get", "resources/read").contains(method);
        if (type.equals("input_required") && asks) {
            return closed("InputRequiredResult", result);
        }
        if (type.equals("task") && method.equals("tools/call")) {
            return OfficialSchema.validateTasks("CreateTaskResult", result.toString());
        }
        if (!type.equals("complete")) {
            return List.of("has a resultType that " + method + " does not have");
        }
        String task = TASK_RESULTS.get(method);
        if (task != null) {
            return OfficialSchema.validateTasks(task, result.toString());
        }
        String definition = RESULTS.get(method);
        return definition == null || !OfficialSchema.defines(revision, definition)
                ? List.of("is a result of " + method + ", which " + revision + " does not know")
                : closed(definition, result);
    }

    private List<String> legacyResult(JsonNode result, String method) {
        if (WITHOUT_RESULT.contains(method)) {
            return Set.of("_meta").containsAll(result.propertyNames()) ? closed("EmptyResult", result)
                    : List.of("is not empty");
        }
        String definition = RESULTS.get(method);
        return definition == null || !OfficialSchema.defines(revision, definition)
                ? List.of("is a result of " + method + ", which " + revision + " does not know")
                : closed(definition, result);
    }

    private List<String> closed(String definition, JsonNode json) {
        String text = json.toString();
        String key = revision + definition + text;
        if (VALID.contains(key)) {
            return List.of();
        }
        List<String> wrong = OfficialSchema.validateClosed(revision, definition, text).stream()
                .map(line -> definition + " of " + revision + ": " + line).toList();
        if (wrong.isEmpty() && key.length() < 10_000 && VALID.size() < 5_000) {
            VALID.add(key); // a load says the same again and again
        }
        return wrong;
    }
}
