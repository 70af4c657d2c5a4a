package dev.patchbay.protocol.wire;

import dev.patchbay.protocol.Revision;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Watches what one server sends over whatever transport, and checks each message against the official schema of the
 * revision that was negotiated for it. It only listens; what it finds, {@link #assertNothingWrong} throws. Safe for all
 * threads.
 */
public final class WireWatch {
    /** The newest revision of the legacy era, for what is said before one is agreed on. */
    static final Revision LEGACY = Revision.V2025_11_25;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN = 600;

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Map<Revision, AtomicLong> checked = new ConcurrentHashMap<>();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /** What is known of one session, or of one pipe. */
    static final class Session {
        private volatile Optional<Revision> revision = Optional.empty();
        /** The methods of the legacy requests so far, by id; an answer may come on any stream, and again on a resume. */
        private final Map<JsonNode, String> asked = new ConcurrentHashMap<>();

        Revision revision() {
            return revision.orElse(LEGACY);
        }

        /** Whether no legacy client ever said anything in it. */
        boolean isSilent() {
            return asked.isEmpty();
        }
    }

    /** An exchange over HTTP begins. */
    public WatchedExchange exchange(String method, String path, Headers headers) {
        return new WatchedExchange(this, method, path, headers);
    }

    /** How to find a header, whatever the case of its name. */
    @FunctionalInterface
    public interface Headers {
        Optional<String> first(String name);
    }

    /** How many messages were checked, by revision. */
    public Map<Revision, Long> checked() {
        Map<Revision, Long> counts = new EnumMap<>(Revision.class);
        checked.forEach((revision, count) -> counts.put(revision, count.get()));
        return counts;
    }

    /** What was wrong so far. */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Throws if any message was wrong. */
    public void assertNothingWrong() {
        if (!wrong.isEmpty()) {
            throw new AssertionError("The server sent what the official schema does not allow:\n"
                    + String.join("\n", wrong.stream().distinct().limit(20).toList()));
        }
    }

    Session session(String id) {
        return sessions.computeIfAbsent(id, key -> new Session());
    }

    Optional<Session> known(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    void register(String id, Session session) {
        sessions.put(id, session);
    }

    static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Whether a client's message belongs to the modern era, by what it says in its _meta. */
    static boolean claimsModern(JsonNode message) {
        return message.path("params").path("_meta").has("io.modelcontextprotocol/protocolVersion");
    }

    /** A legacy client said something in a session. */
    static void asked(Session session, JsonNode message) {
        for (JsonNode each : message.isArray() ? message : List.of(message)) {
            if (each.has("method") && each.has("id")) {
                session.asked.put(each.get("id"), each.path("method").asString(""));
            }
        }
    }

    /** A server said something in a session. */
    void said(Session session, JsonNode message) {
        if (message.isArray()) {
            if (session.revision() != Revision.V2025_03_26) {
                report(session.revision(), message, List.of("is a batch"));
            }
            message.forEach(each -> said(session, each));
            return;
        }
        String method = message.has("id") ? session.asked.get(message.get("id")) : null;
        if ("initialize".equals(method) && message.has("result")) {
            session.revision = Revision.of(message.path("result").path("protocolVersion").asString(""));
        }
        check(session.revision(), message, Optional.ofNullable(method));
    }

    void check(Revision revision, JsonNode message, Optional<String> method) {
        checked.computeIfAbsent(revision, key -> new AtomicLong()).incrementAndGet();
        report(revision, message, new MessageCheck(revision).check(message, method));
    }

    private void report(Revision revision, JsonNode message, List<String> problems) {
        String text = message.toString();
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        problems.forEach(problem -> wrong.add(revision + ": " + problem + "\n    " + shown));
    }

    /** Something that is no message at all stands where one must be. */
    void unreadable(String where, String text) {
        wrong.add(where + ": is no JSON\n    " + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…"));
    }
}
