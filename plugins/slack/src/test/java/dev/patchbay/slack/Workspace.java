package dev.patchbay.slack;

import dev.patchbay.connector.Json;
import dev.patchbay.replay.Answer;
import dev.patchbay.replay.ReceivedRequest;
import dev.patchbay.replay.ReplayServer;
import dev.patchbay.replay.VendorApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A channel of Slack in which one question is asked and people do something when it is looked at for the n-th time. Answers
 * have the shapes of Slack's documentation.
 */
final class Workspace {
    static final String TS = "1503435956.000247";
    static final String BOT_USER = "U0BOTUSER";

    private final AtomicInteger looks = new AtomicInteger();
    private final Map<Integer, Runnable> happenings = new ConcurrentHashMap<>();
    private final List<Map<String, Object>> reactions = new ArrayList<>();
    private final List<Map<String, Object>> replies = new ArrayList<>();
    private final AtomicReference<String> text = new AtomicReference<>("");
    private volatile boolean isDeleted;
    private volatile boolean isEdited;

    Workspace(ReplayServer slack) {
        slack.on("GET", "/auth.test").answer(Answer.json(VendorApi.slack().example("GET", "/auth.test", "200").body()
                .replace("W12345678", BOT_USER)));
        slack.on("POST", "/chat.postMessage").answer(this::posted);
        slack.on("GET", "/reactions.get").answer(this::reactions);
        slack.on("GET", "/conversations.replies").answer(this::replies);
    }

    /** Says what happens right before the n-th look, from 1. */
    Workspace at(int look, Runnable happening) {
        happenings.put(look, happening);
        return this;
    }

    void react(String reaction, String... users) {
        reactions.add(Map.of("name", reaction, "users", List.of(users), "count", users.length));
    }

    void unreact() {
        reactions.clear();
    }

    void reply(String user, String said, String ts) {
        replies.add(message(user, said, ts));
    }

    /** What an app writes in the name of a person. */
    void replyOfApp(String user, String said, String ts) {
        Map<String, Object> message = message(user, said, ts);
        message.put("bot_id", "B19LU7CSY");
        replies.add(message);
    }

    void edit(String changed) {
        text.set(changed);
    }

    /** As another app with the same token would do before anybody has looked. */
    void markEdited() {
        isEdited = true;
    }

    void delete() {
        isDeleted = true;
    }

    int looks() {
        return looks.get();
    }

    /** What was posted. */
    String text() {
        return text.get();
    }

    private Answer posted(ReceivedRequest request) {
        text.set(request.json().path("text").asString(""));
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", "message");
        message.put("subtype", "bot_message");
        message.put("bot_id", "B19LU7CSY");
        message.put("username", "patchbay");
        message.put("text", text.get());
        message.put("ts", TS);
        return json(Map.of("ok", true, "channel", request.json().path("channel").asString(""), "ts", TS, "message",
                message));
    }

    private synchronized Answer reactions(ReceivedRequest request) {
        Runnable happening = happenings.get(looks.incrementAndGet());
        if (happening != null) {
            happening.run();
        }
        if (isDeleted) {
            return StandIn.refusal("message_not_found");
        }
        Map<String, Object> message = message(BOT_USER, text.get(), TS);
        if (isEdited) {
            message.put("edited", Map.of("user", BOT_USER, "ts", "1503435957.000000"));
        }
        if (!reactions.isEmpty()) {
            message.put("reactions", List.copyOf(reactions));
        }
        return json(Map.of("ok", true, "type", "message", "channel", request.query("channel").orElse(""), "message",
                message));
    }

    private synchronized Answer replies(ReceivedRequest request) {
        List<Map<String, Object>> messages = new ArrayList<>();
        messages.add(message(BOT_USER, text.get(), TS));
        messages.addAll(replies);
        return json(Map.of("ok", true, "messages", messages, "has_more", false));
    }

    private static Map<String, Object> message(String user, String said, String ts) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", "message");
        message.put("user", user);
        message.put("text", said);
        message.put("ts", ts);
        message.put("thread_ts", TS);
        return message;
    }

    private static Answer json(Map<String, Object> body) {
        return Answer.json(Json.write(body));
    }
}
