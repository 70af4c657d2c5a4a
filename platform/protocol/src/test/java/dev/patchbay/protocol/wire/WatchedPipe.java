package dev.patchbay.protocol.wire;

import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.wire.WireWatch.Session;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** A client and a server of stdio: one message a line, both eras on one pipe. Lines of one side come one at a time. */
public final class WatchedPipe {
    private final WireWatch watch;
    private final Session session = new Session();
    private final Map<JsonNode, String> modern = new ConcurrentHashMap<>();
    private final Set<JsonNode> modernTokens = ConcurrentHashMap.newKeySet();

    public WatchedPipe(WireWatch watch) {
        this.watch = watch;
    }

    /** A line that the client wrote. */
    public void client(String line) {
        WireWatch.parse(line).ifPresent(message -> {
            JsonNode token = message.path("params").path("_meta").path("progressToken");
            if (!WireWatch.claimsModern(message)) {
                modernTokens.remove(token);
                WireWatch.asked(session, message);
                if (message.has("method") && message.has("id")) {
                    modern.remove(message.get("id")); // ids may be used again
                }
            } else if (message.has("id")) {
                modern.put(message.get("id"), message.path("method").asString(""));
                modernTokens.add(token);
            }
        });
    }

    /** A line that the server wrote; all of them have to be messages. */
    public void server(String line) {
        Optional<JsonNode> message = WireWatch.parse(line);
        if (message.isEmpty()) {
            watch.unreadable("stdout", line);
        } else if (isModern(message.get())) {
            watch.check(Revision.V2026_07_28, message.get(),
                    Optional.ofNullable(message.get().get("id")).map(modern::get));
        } else {
            watch.said(session, message.get());
        }
    }

    private boolean isModern(JsonNode message) {
        if (message.has("id") && !message.has("method")) {
            return modern.containsKey(message.get("id"));
        }
        // a subscription's notifications name it, those of a call name its token, and what is logged names nothing
        return message.path("params").path("_meta").has("io.modelcontextprotocol/subscriptionId")
                || message.path("method").asString("").equals("notifications/tasks")
                || modernTokens.contains(message.path("params").path("progressToken")) || session.isSilent();
    }
}
