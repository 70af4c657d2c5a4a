package dev.patchbay.protocol.notification;

import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.rpc.RequestId;
import java.util.Map;

/** The last message of a listen stream that the server ends. */
public record SubscriptionsListenResult(RequestId subscriptionId, Map<String, Object> meta) implements McpResult {}
