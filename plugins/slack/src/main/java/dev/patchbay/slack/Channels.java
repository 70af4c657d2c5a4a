package dev.patchbay.slack;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.connector.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds channels by what people call them. Nothing is read ahead: a name is looked for when it is first used, and what is
 * seen on the way is remembered for ten minutes.
 *
 * <p>Threads: any.
 */
final class Channels {
    private static final Pattern ID = Pattern.compile("[CGDUW][A-Z0-9]{5,30}");
    private static final Pattern NAME = Pattern.compile("[^\\s#@<>,:*]{1,80}");
    private static final int MOST_PAGES = 10;
    private static final int PAGE = 200;
    private static final int REMEMBERED = 5000;
    private static final long REMEMBERED_NANOS = 600_000_000_000L;

    private final SlackApi api;
    private final Map<String, Seen> idsByName = remembering();
    private final Map<String, Seen> namesById = remembering();

    Channels(SlackApi api) {
        this.api = api;
    }

    private record Seen(String text, long nanos) {
        boolean isFresh() {
            return System.nanoTime() - nanos < REMEMBERED_NANOS;
        }
    }

    private static Map<String, Seen> remembering() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    static boolean isId(String channel) {
        return ID.matcher(channel).matches();
    }

    /** The name without its sign, as names are compared. */
    static String plain(String channel) {
        String text = channel.strip();
        return text.startsWith("#") ? text.substring(1) : text;
    }

    /** The id of a channel that is given by its id or its name. */
    String id(String channel, Call call) {
        String given = plain(channel);
        if (isId(given)) {
            return given;
        }
        String name = given.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw SlackText
                    .illegal("'" + SlackText.shown(channel) + "' is no channel; give an id such as C012AB3CD or a"
                            + " name such as #general.");
        }
        return remembered(idsByName, name).or(() -> search(name, call)).orElseThrow(() -> new ToolException(
                "There is no channel #" + name + " among the first " + MOST_PAGES * PAGE + " that the app sees. Call"
                        + " list_channels, or give the channel's id.")
                .code("not_found"));
    }

    /** The name of a channel that is given by its id; the empty string for a conversation without a name. */
    String name(String id, Call call) {
        Optional<String> known = remembered(namesById, id);
        if (known.isPresent()) {
            return known.get();
        }
        JsonValue channel = api.get(SlackMethod.CONVERSATIONS_INFO, Map.of("channel", id), call).at("channel");
        String name = channel.at("name").text().orElse("");
        remember(id, name);
        return name;
    }

    private Optional<String> search(String name, Call call) {
        try {
            return search(name, "public_channel,private_channel", call);
        } catch (ToolException e) {
            if (e.code().equals(Optional.of("forbidden"))) {
                return search(name, "public_channel", call); // without groups:read
            }
            throw e;
        }
    }

    private Optional<String> search(String name, String types, Call call) {
        Optional<String> cursor = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            Map<String, String> parameters = new LinkedHashMap<>(Map.of("types", types, "exclude_archived", "true",
                    "limit", Integer.toString(PAGE)));
            cursor.ifPresent(at -> parameters.put("cursor", at));
            JsonValue answer = api.get(SlackMethod.CONVERSATIONS_LIST, parameters, call);
            answer.at("channels").items().forEach(this::remember);
            Optional<String> found = remembered(idsByName, name);
            cursor = SlackApi.next(answer);
            if (found.isPresent() || cursor.isEmpty()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Remembers a channel that was seen in an answer. */
    void remember(JsonValue channel) {
        Optional<String> id = channel.at("id").text();
        Optional<String> name = channel.at("name").text();
        if (id.isPresent() && name.isPresent()) {
            remember(id.get(), name.get());
        }
    }

    private synchronized void remember(String id, String name) {
        long now = System.nanoTime();
        namesById.put(id, new Seen(name, now));
        if (!name.isEmpty()) {
            idsByName.put(name, new Seen(id, now));
        }
    }

    private synchronized Optional<String> remembered(Map<String, Seen> where, String key) {
        return Optional.ofNullable(where.get(key)).filter(Seen::isFresh).map(Seen::text);
    }

    /** Whether one of the channels that an administrator named is this one; asks Slack only if that is needed. */
    boolean isAmong(List<String> allowed, String channel, Call call) {
        List<String> ids = allowed.stream().map(Channels::plain).filter(Channels::isId).toList();
        List<String> names = allowed.stream().map(Channels::plain).filter(text -> !isId(text))
                .map(text -> text.toLowerCase(Locale.ROOT)).toList();
        String given = plain(channel);
        if (isId(given)) {
            return ids.contains(given) || (!names.isEmpty() && names.contains(name(given, call)));
        }
        return names.contains(given.toLowerCase(Locale.ROOT)) || (!ids.isEmpty() && ids.contains(id(given, call)));
    }
}
