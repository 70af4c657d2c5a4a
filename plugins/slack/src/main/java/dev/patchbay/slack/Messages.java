package dev.patchbay.slack;

import dev.patchbay.connector.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages, channels and people as this plugin gives them: few members, each with a use. */
final class Messages {
    static final Set<String> CHANNEL_FIELDS = fields("id", "name", "topic", "purpose", "members", "is_member",
            "is_private", "is_archived");
    static final Set<String> MESSAGE_FIELDS = fields("ts", "time", "user", "text", "thread_ts", "reply_count", "edited",
            "reactions", "files", "uri");
    static final Set<String> MATCH_FIELDS = fields("channel", "channel_name", "ts", "time", "user", "text", "thread_ts",
            "reply_count", "edited", "reactions", "files", "uri", "permalink");
    static final Set<String> PERSON_FIELDS = fields("id", "name", "real_name", "display_name", "title", "email", "tz",
            "is_bot", "is_deactivated");

    private Messages() {}

    /** In the order in which they are told. */
    private static Set<String> fields(String... names) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(names)));
    }

    static String uri(String channel, String ts) {
        return "slack://channels/" + channel + "/messages/" + ts;
    }

    /** A message of a channel or a thread. */
    static Map<String, @Nullable Object> message(String channel, JsonValue message) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        String ts = message.at("ts").text().orElse("");
        item.put("ts", ts);
        item.put("time", SlackText.time(ts));
        author(message).ifPresent(name -> item.put("user", name));
        item.put("text", message.at("text").text().orElse(""));
        message.at("thread_ts").text().ifPresent(thread -> item.put("thread_ts", thread));
        message.at("reply_count").integer().ifPresent(count -> item.put("reply_count", count));
        if (message.at("edited").isPresent()) {
            item.put("edited", true);
        }
        List<String> reactions = message.at("reactions").items().stream()
                .map(each -> each.at("name").text().orElse("") + " " + each.at("count").integer().orElse(1L)).toList();
        if (!reactions.isEmpty()) {
            item.put("reactions", reactions);
        }
        List<String> files = message.at("files").items().stream()
                .map(each -> each.at("name").text().orElse("a file")).toList();
        if (!files.isEmpty()) {
            item.put("files", files);
        }
        item.put("uri", uri(channel, ts));
        return item;
    }

    private static Optional<String> author(JsonValue message) {
        return message.at("user").text().filter(id -> !id.isEmpty())
                .or(() -> message.at("username").text())
                .or(() -> message.at("bot_id").text());
    }

    /** What the search found. */
    static Map<String, @Nullable Object> match(JsonValue match) {
        String channel = match.at("channel", "id").text().orElse("");
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("channel", channel);
        match.at("channel", "name").text().ifPresent(name -> item.put("channel_name", name));
        item.putAll(message(channel, match));
        match.at("permalink").text().ifPresent(link -> item.put("permalink", link));
        return item;
    }

    static Map<String, @Nullable Object> channel(JsonValue channel) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("id", channel.at("id").text().orElse(""));
        item.put("name", channel.at("name").text().orElse(""));
        notEmpty(channel.at("topic", "value")).ifPresent(text -> item.put("topic", text));
        notEmpty(channel.at("purpose", "value")).ifPresent(text -> item.put("purpose", text));
        channel.at("num_members").integer().ifPresent(count -> item.put("members", count));
        item.put("is_member", channel.at("is_member").isTrue());
        item.put("is_private", channel.at("is_private").isTrue());
        if (channel.at("is_archived").isTrue()) {
            item.put("is_archived", true);
        }
        return item;
    }

    static Map<String, @Nullable Object> person(JsonValue user) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("id", user.at("id").text().orElse(""));
        item.put("name", user.at("name").text().orElse(""));
        notEmpty(user.at("profile", "real_name")).or(() -> notEmpty(user.at("real_name")))
                .ifPresent(text -> item.put("real_name", text));
        notEmpty(user.at("profile", "display_name")).ifPresent(text -> item.put("display_name", text));
        notEmpty(user.at("profile", "title")).ifPresent(text -> item.put("title", text));
        notEmpty(user.at("profile", "email")).ifPresent(text -> item.put("email", text));
        notEmpty(user.at("tz")).ifPresent(text -> item.put("tz", text));
        item.put("is_bot", user.at("is_bot").isTrue());
        if (user.at("deleted").isTrue()) {
            item.put("is_deactivated", true);
        }
        return item;
    }

    private static Optional<String> notEmpty(JsonValue value) {
        return value.text().filter(text -> !text.isBlank());
    }
}
