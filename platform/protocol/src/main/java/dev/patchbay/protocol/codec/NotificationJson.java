package dev.patchbay.protocol.codec;

import static dev.patchbay.protocol.Revision.V2025_03_26;

import dev.patchbay.protocol.LoggingLevel;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.MetaKeys;
import dev.patchbay.protocol.ProgressToken;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.input.ElicitationCompleteNotification;
import dev.patchbay.protocol.input.RootsListChangedNotification;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.lifecycle.CancelledNotification;
import dev.patchbay.protocol.lifecycle.InitializedNotification;
import dev.patchbay.protocol.notification.LoggingMessageNotification;
import dev.patchbay.protocol.notification.ProgressNotification;
import dev.patchbay.protocol.notification.SubscriptionFilter;
import dev.patchbay.protocol.notification.SubscriptionsAcknowledgedNotification;
import dev.patchbay.protocol.prompt.PromptListChangedNotification;
import dev.patchbay.protocol.resource.ResourceListChangedNotification;
import dev.patchbay.protocol.resource.ResourceUpdatedNotification;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcWriter;
import dev.patchbay.protocol.task.TaskStatusNotification;
import dev.patchbay.protocol.tool.ToolListChangedNotification;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notifications in JSON. Which of them a revision has is a set that its codec gives. */
final class NotificationJson {
    private final Revision revision;
    private final Set<String> methods;
    private final TaskJson tasks;

    NotificationJson(Features features, Set<String> methods) {
        this.revision = features.revision();
        this.methods = methods;
        this.tasks = features.tasks();
    }

    byte[] write(McpNotification notification, @Nullable RequestId subscriptionId) {
        if (!methods.contains(notification.method())) {
            throw new IllegalArgumentException(revision + " has no notification " + notification.method());
        }
        JsonWriter json = RpcWriter.beginNotification(notification.method()).beginObject();
        switch (notification) {
            case ProgressNotification progress -> {
                json.fieldValue("progressToken", progress.progressToken().value());
                json.name("progress").number(progress.progress()).optional("total", progress.total());
                if (revision.isAtLeast(V2025_03_26)) {
                    json.optional("message", progress.message());
                }
            }
            case LoggingMessageNotification log -> json.field("level", log.level().text())
                    .optional("logger", log.logger()).fieldValue("data", log.data());
            case ElicitationCompleteNotification complete -> json.field("elicitationId", complete.elicitationId());
            case TaskStatusNotification task -> tasks.writeDetailed(json, task.task());
            case ResourceUpdatedNotification updated -> json.field("uri", updated.uri());
            case SubscriptionsAcknowledgedNotification acknowledged -> {
                json.name("notifications");
                writeFilter(json, acknowledged.notifications());
            }
            case CancelledNotification cancelled -> {
                RequestId id = cancelled.requestId();
                json.optional("requestId", id == null ? null : id.value()).optional("reason", cancelled.reason());
            }
            case ToolListChangedNotification n -> {
            }
            case PromptListChangedNotification n -> {
            }
            case ResourceListChangedNotification n -> {
            }
            case InitializedNotification n -> {
            }
            case RootsListChangedNotification n -> {
            }
            default -> throw new IllegalArgumentException("no JSON form for " + notification.method());
        }
        if (subscriptionId != null) {
            json.name("_meta").beginObject().fieldValue(MetaKeys.SUBSCRIPTION_ID, subscriptionId.value()).endObject();
        }
        return RpcWriter.endMessage(json.endObject());
    }

    Optional<McpNotification> read(RpcNotification message) {
        if (!methods.contains(message.method())) {
            return Optional.empty();
        }
        Members params = Members.params(message.params());
        return Optional.of(switch (message.method()) {
            case "notifications/progress" -> new ProgressNotification(readToken(params), params.number("progress"),
                    params.optionalNumber("total"), params.optionalString("message"));
            case "notifications/message" -> new LoggingMessageNotification(readLevel(params, "level"),
                    params.optionalString("logger"), params.value("data"));
            case "notifications/resources/updated" -> new ResourceUpdatedNotification(params.string("uri"));
            case "notifications/tasks" -> new TaskStatusNotification(tasks.readDetailed(params));
            case "notifications/elicitation/complete" -> new ElicitationCompleteNotification(
                    params.string("elicitationId"));
            case "notifications/subscriptions/acknowledged" -> new SubscriptionsAcknowledgedNotification(
                    readFilter(params.members("notifications")));
            case "notifications/cancelled" -> new CancelledNotification(readRequestId(params),
                    params.optionalString("reason"));
            case "notifications/tools/list_changed" -> new ToolListChangedNotification();
            case "notifications/prompts/list_changed" -> new PromptListChangedNotification();
            case "notifications/resources/list_changed" -> new ResourceListChangedNotification();
            case "notifications/initialized" -> new InitializedNotification();
            case "notifications/roots/list_changed" -> new RootsListChangedNotification();
            default -> throw new IllegalStateException("a codec names an unknown notification " + message.method());
        });
    }

    static LoggingLevel readLevel(Members members, String name) {
        return LoggingLevel.of(members.string(name)).orElseThrow(() -> members.unknown(name,
                "one of debug, info, notice, warning, error, critical, alert, emergency"));
    }

    private static ProgressToken readToken(Members params) {
        return new ProgressToken(params.idValue("progressToken"));
    }

    private static @Nullable RequestId readRequestId(Members params) {
        return params.has("requestId") ? new RequestId(params.idValue("requestId")) : null;
    }

    static void writeFilter(JsonWriter json, SubscriptionFilter filter) {
        json.beginObject();
        if (filter.toolsListChanged()) {
            json.field("toolsListChanged", true);
        }
        if (filter.promptsListChanged()) {
            json.field("promptsListChanged", true);
        }
        if (filter.resourcesListChanged()) {
            json.field("resourcesListChanged", true);
        }
        if (!filter.resourceSubscriptions().isEmpty()) {
            json.fieldValue("resourceSubscriptions", filter.resourceSubscriptions());
        }
        if (!filter.taskIds().isEmpty()) {
            json.fieldValue("taskIds", filter.taskIds());
        }
        json.endObject();
    }

    static SubscriptionFilter readFilter(Members members) {
        return new SubscriptionFilter(members.flag("toolsListChanged"), members.flag("promptsListChanged"),
                members.flag("resourcesListChanged"), members.stringsOrEmpty("resourceSubscriptions"),
                members.stringsOrEmpty("taskIds"));
    }

    /** The subscription a notification of a listen stream belongs to. */
    static Optional<RequestId> subscriptionId(RpcNotification message) {
        Members meta = Members.params(message.params()).optionalMembers("_meta");
        if (meta == null || !meta.has(MetaKeys.SUBSCRIPTION_ID)) {
            return Optional.empty();
        }
        return Optional.of(new RequestId(meta.idValue(MetaKeys.SUBSCRIPTION_ID)));
    }
}
