package dev.patchbay.slack;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.resource.ResourceNotFoundException;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.connector.JsonValue;
import dev.patchbay.connector.ListQuery;
import dev.patchbay.connector.Origin;
import dev.patchbay.connector.UpstreamPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that changes nothing. Threads: any. */
final class Reading {
    private static final Origin SLACK = Origin.of("Slack");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern USER_ID = Pattern.compile("[UW][A-Z0-9]{5,30}");
    private static final int PEOPLE_PAGE = 200;
    private static final int MOST_SEARCH_PAGES = 100;
    private static final int SHOWN_REPLIES = 20;

    private final SlackApi api;
    private final SlackApi searching;
    private final Channels channels;

    Reading(SlackApi api, SlackApi searching, Channels channels) {
        this.api = api;
        this.searching = searching;
        this.channels = channels;
    }

    /** Which part of a list is wanted. */
    record Part(Optional<Integer> limit, Optional<String> cursor, Optional<List<String>> fields,
            Optional<Integer> maxChars) {
        ListQuery of(String tool, Set<String> known, Object... arguments) {
            return ListQuery.of(tool, arguments).limit(limit).cursor(cursor).maxChars(maxChars)
                    .fields(fields.orElse(List.of()), known);
        }
    }

    CallToolResult channels(boolean isPrivate, boolean archived, Part part, Call call) {
        return part.of("list_channels", Messages.CHANNEL_FIELDS, isPrivate, archived).read((at, size) -> {
            Map<String, String> parameters = parameters("types", isPrivate ? "private_channel" : "public_channel",
                    "exclude_archived", Boolean.toString(!archived), "limit", Integer.toString(size));
            at.ifPresent(cursor -> parameters.put("cursor", cursor));
            JsonValue answer = api.get(SlackMethod.CONVERSATIONS_LIST, parameters, call);
            List<JsonValue> found = answer.at("channels").items();
            found.forEach(channels::remember);
            return UpstreamPage.of(found.stream().map(Messages::channel).toList(), SlackApi.next(answer));
        }).toResult(SLACK);
    }

    CallToolResult history(String channel, Optional<String> oldest, Optional<String> latest, Part part, Call call) {
        Optional<String> from = oldest.map(text -> SlackText.moment("oldest", text));
        Optional<String> to = latest.map(text -> SlackText.moment("latest", text));
        ListQuery query = part.of("get_channel_history", Messages.MESSAGE_FIELDS, Channels.plain(channel), from, to);
        String id = channels.id(channel, call);
        return query.read((at, size) -> {
            Map<String, String> parameters = parameters("channel", id, "limit", messages(size));
            from.ifPresent(moment -> parameters.put("oldest", moment));
            to.ifPresent(moment -> parameters.put("latest", moment));
            at.ifPresent(cursor -> parameters.put("cursor", cursor));
            JsonValue answer = api.get(SlackMethod.CONVERSATIONS_HISTORY, parameters, call);
            return UpstreamPage.of(messages(id, answer.at("messages").items().stream()), SlackApi.next(answer));
        }).toResult(SLACK.of(Channels.plain(channel)));
    }

    CallToolResult thread(String channel, String threadTs, Part part, Call call) {
        String ts = SlackText.ts("thread_ts", threadTs);
        ListQuery query = part.of("get_thread", Messages.MESSAGE_FIELDS, Channels.plain(channel), ts);
        String id = channels.id(channel, call);
        return query.read((at, size) -> {
            Map<String, String> parameters = parameters("channel", id, "ts", ts, "limit", messages(size));
            at.ifPresent(cursor -> parameters.put("cursor", cursor));
            JsonValue answer = api.get(SlackMethod.CONVERSATIONS_REPLIES, parameters, call);
            Stream<JsonValue> found = answer.at("messages").items().stream()
                    .filter(message -> at.isEmpty() || !isFirst(message, ts)); // each page begins with it
            return UpstreamPage.of(messages(id, found), SlackApi.next(answer));
        }).toResult(SLACK.of(Channels.plain(channel)));
    }

    CallToolResult search(String text, boolean newestFirst, Part part, Call call) {
        if (text.isBlank()) {
            throw SlackText.illegal("query is empty.");
        }
        return part.of("search_messages", Messages.MATCH_FIELDS, text, newestFirst).read((at, size) -> {
            int page = at.map(Reading::page).orElse(1);
            JsonValue found = searching.get(SlackMethod.SEARCH_MESSAGES, Map.of("query", text, "count",
                    Integer.toString(size), "page", Integer.toString(page), "sort", newestFirst ? "timestamp" : "score",
                    "sort_dir", "desc", "highlight", "false"), call).at("messages");
            long pages = Math.min(found.at("paging", "pages").integer().orElse(1L), MOST_SEARCH_PAGES);
            return new UpstreamPage(found.at("matches").items().stream().map(Messages::match).toList(),
                    page < pages ? Optional.of(Integer.toString(page + 1)) : Optional.empty(),
                    found.at("total").integer());
        }).toResult(SLACK);
    }

    private static int page(String cursor) {
        if (!cursor.matches("[1-9]\\d{0,2}") || Integer.parseInt(cursor) > MOST_SEARCH_PAGES) {
            throw SlackText.illegal("The cursor is none of ours.");
        }
        return Integer.parseInt(cursor);
    }

    CallToolResult people(String who, Part part, Call call) {
        String wanted = who.strip();
        if (wanted.isEmpty()) {
            throw SlackText.illegal("query is empty; give a name, an e-mail address or an id.");
        }
        ListQuery query = part.of("find_user", Messages.PERSON_FIELDS, wanted);
        if (EMAIL.matcher(wanted).matches()) {
            return query.read((at, size) -> one(person(wanted, call))).toResult(SLACK);
        }
        if (USER_ID.matcher(wanted).matches()) {
            return query
                    .read((at, size) -> one(api.get(SlackMethod.USERS_INFO, Map.of("user", wanted), call).at("user")))
                    .toResult(SLACK);
        }
        String words = (wanted.startsWith("@") ? wanted.substring(1) : wanted).toLowerCase(Locale.ROOT);
        return query.read((at, size) -> {
            Map<String, String> parameters = parameters("limit", Integer.toString(PEOPLE_PAGE));
            at.ifPresent(cursor -> parameters.put("cursor", cursor));
            JsonValue answer = api.get(SlackMethod.USERS_LIST, parameters, call);
            return UpstreamPage.of(answer.at("members").items().stream().filter(user -> isNamed(user, words))
                    .map(Messages::person).toList(), SlackApi.next(answer));
        }).toResult(SLACK);
    }

    /** The person with an e-mail address. */
    JsonValue person(String email, Call call) {
        return api.get(SlackMethod.USERS_LOOKUP_BY_EMAIL, Map.of("email", email), call).at("user");
    }

    private static UpstreamPage one(JsonValue user) {
        return UpstreamPage.of(List.of(Messages.person(user)), Optional.empty());
    }

    private static boolean isNamed(JsonValue user, String words) {
        return Stream.of(user.at("name"), user.at("real_name"), user.at("profile", "real_name"),
                user.at("profile", "display_name"))
                .flatMap(name -> name.text().stream())
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(words));
    }

    /** A message, and what was answered to it. */
    Map<String, @Nullable Object> message(String channel, String ts, String uri, Call call) {
        if (!Channels.isId(channel) || !ts.matches("\\d{1,12}\\.\\d{1,9}")) {
            throw new ResourceNotFoundException(uri);
        }
        try {
            JsonValue answer = api.get(SlackMethod.CONVERSATIONS_REPLIES, Map.of("channel", channel, "ts", ts, "limit",
                    messages(SHOWN_REPLIES + 1)), call);
            List<JsonValue> found = answer.at("messages").items();
            JsonValue first = found.stream().filter(message -> isFirst(message, ts)).findFirst()
                    .orElseThrow(() -> new ResourceNotFoundException(uri));
            Map<String, @Nullable Object> message = Messages.message(channel, first);
            message.put("replies", messages(channel, found.stream().filter(each -> !isFirst(each, ts))));
            message.put("has_more_replies", SlackApi.next(answer).isPresent());
            message.put("origin", SLACK.of(channel).json());
            return message;
        } catch (ToolException e) {
            if (e.code().equals(Optional.of("not_found"))) {
                throw new ResourceNotFoundException(uri);
            }
            throw e;
        }
    }

    private static boolean isFirst(JsonValue message, String ts) {
        return message.at("ts").text().equals(Optional.of(ts));
    }

    private static List<Map<String, @Nullable Object>> messages(String channel, Stream<JsonValue> messages) {
        return messages.map(message -> Messages.message(channel, message)).toList();
    }

    private String messages(int wanted) {
        return Integer.toString(api.limits().mostMessages(wanted));
    }

    private static Map<String, String> parameters(String... pairs) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], pairs[i + 1]);
        }
        return parameters;
    }
}
