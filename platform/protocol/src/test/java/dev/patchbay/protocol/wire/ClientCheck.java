package dev.patchbay.protocol.wire;

import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.schema.OfficialSchema;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/**
 * Holds what a client of ours sends to the official schemas, for servers that a test has written. Safe for all threads.
 */
public final class ClientCheck {
    private static final Map<String, String> DEFINITIONS = Map.ofEntries(
            Map.entry("server/discover", "DiscoverRequest"), Map.entry("initialize", "InitializeRequest"),
            Map.entry("ping", "PingRequest"), Map.entry("tools/list", "ListToolsRequest"),
            Map.entry("tools/call", "CallToolRequest"), Map.entry("prompts/list", "ListPromptsRequest"),
            Map.entry("prompts/get", "GetPromptRequest"), Map.entry("resources/list", "ListResourcesRequest"),
            Map.entry("resources/templates/list", "ListResourceTemplatesRequest"),
            Map.entry("resources/read", "ReadResourceRequest"), Map.entry("resources/subscribe", "SubscribeRequest"),
            Map.entry("resources/unsubscribe", "UnsubscribeRequest"),
            Map.entry("completion/complete", "CompleteRequest"), Map.entry("logging/setLevel", "SetLevelRequest"),
            Map.entry("subscriptions/listen", "SubscriptionsListenRequest"),
            Map.entry("notifications/initialized", "InitializedNotification"),
            Map.entry("notifications/cancelled", "CancelledNotification"),
            Map.entry("notifications/progress", "ProgressNotification"),
            Map.entry("notifications/roots/list_changed", "RootsListChangedNotification"));

    private static final Map<String, String> TASKS = Map.of("tasks/get", "GetTaskRequest", "tasks/update",
            "UpdateTaskRequest", "tasks/cancel", "CancelTaskRequest");

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    /**
     * A client said something.
     *
     * @param legacy the revision of its session, for what claims no modern one
     */
    public void said(String text, Revision legacy) {
        JsonNode message = WireWatch.parse(text).orElse(null);
        if (message == null) {
            wrong.add("no JSON: " + text);
            return;
        }
        Revision revision = WireWatch.claimsModern(message) ? Revision.V2026_07_28 : legacy;
        problems(message, revision).forEach(problem -> wrong.add(revision + ": " + problem + "\n    " + text));
    }

    private static List<String> problems(JsonNode message, Revision revision) {
        if (!message.has("method")) {
            return OfficialSchema.validateClosed(revision, message.has("error")
                    ? "JSONRPCErrorResponse"
                    : "JSONRPCResultResponse", message.toString());
        }
        String method = message.path("method").asString("");
        String task = TASKS.get(method);
        if (task != null && revision.isModern()) {
            return OfficialSchema.validateTasks(task, message.toString());
        }
        String definition = DEFINITIONS.get(method);
        return definition == null || !OfficialSchema.defines(revision, definition)
                ? List.of("a method that " + revision + " does not let a client send")
                : OfficialSchema.validateClosed(revision, definition,
                        MessageCheck.withoutTaskIds(message).toString());
    }

    /** Throws if anything was wrong. */
    public void assertNothingWrong() {
        if (!wrong.isEmpty()) {
            throw new AssertionError("The client sent what the official schema does not allow:\n"
                    + String.join("\n", wrong));
        }
    }
}
