package dev.patchbay.admin.route;

import dev.patchbay.invocation.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request to a route, checked as far as the table goes. Used by one thread. */
public final class Call {
    private final ApiJson json;
    private final Actor actor;
    private final Origin origin;
    private final Map<String, String> parameters;
    private final Map<String, String> query;
    private final byte[] body;
    private final List<String> cookies;
    private final boolean wantsPage;

    Call(ApiJson json, Actor actor, Origin origin, Map<String, String> parameters, Map<String, String> query,
            byte[] body, List<String> cookies, boolean wantsPage) {
        this.json = json;
        this.actor = actor;
        this.origin = origin;
        this.parameters = Map.copyOf(parameters);
        this.query = Map.copyOf(query);
        this.body = body;
        this.cookies = List.copyOf(cookies);
        this.wantsPage = wantsPage;
    }

    /** Who asks. */
    public Actor actor() {
        return actor;
    }

    /** From where. */
    public Origin origin() {
        return origin;
    }

    /** A part of the path. */
    public String path(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no parameter " + name);
        }
        return value;
    }

    /** A parameter behind the question mark. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** A parameter that the route needs. */
    public String need(String name) {
        return query(name).orElseThrow(() -> Problem.bad("The parameter '" + name + "' is missing."));
    }

    /**
     * A parameter that is a word for a constant.
     *
     * @throws Problem if it is another word
     */
    public <E extends Enum<E>> Optional<E> word(String name, Class<E> type) {
        Optional<String> text = query(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        for (E constant : type.getEnumConstants()) {
            if (ApiJson.word(constant).equals(text.get())) {
                return Optional.of(constant);
            }
        }
        throw Problem.bad("'" + name + "' is '" + text.get() + "'; write one of "
                + ApiJson.words(type.getEnumConstants()) + ".");
    }

    /** A cookie, which tells browsers apart and never who somebody is. */
    public Optional<String> cookie(String name) {
        String prefix = name + "=";
        return cookies.stream().flatMap(line -> Arrays.stream(line.split(";", -1))).map(String::strip)
                .filter(cookie -> cookie.startsWith(prefix)).map(cookie -> cookie.substring(prefix.length()))
                .findFirst();
    }

    /** Whether a page is wanted rather than JSON, as browsers want when somebody opens an address. */
    public boolean wantsPage() {
        return wantsPage;
    }

    /** The body. */
    public <T extends Record> T body(Class<T> type) {
        return json.read(body, type);
    }

    /** The body merged over what is there. */
    public <T extends Record> T merged(T before, Class<T> type) {
        return json.merged(body, before, type);
    }
}
