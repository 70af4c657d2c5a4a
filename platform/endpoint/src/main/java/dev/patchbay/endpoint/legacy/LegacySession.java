package dev.patchbay.endpoint.legacy;

import dev.patchbay.api.call.Caller;
import dev.patchbay.endpoint.list.SeenLists;
import dev.patchbay.http.EventStream;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.protocol.ClientCapabilities;
import dev.patchbay.protocol.LoggingLevel;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a legacy session remembers. It belongs to one client and is never taken for an identity. Safe for all threads. */
final class LegacySession {
    private static final int OWN_STREAM = 0;
    private static final int MAX_ENDED_STREAMS = 16;
    private static final int MAX_SUBSCRIPTIONS = 1000;
    private static final int MAX_RUNNING = 256;

    private final String id;
    private final SeenLists seen;
    private final LegacyRevision revision;
    private final ClientCapabilities capabilities;
    private final LegacyOptions options;
    private final KeptEvents kept;
    /** Where all of the session goes through one connection. */
    private final boolean isOnOneStream;
    private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<RequestId, LegacyCall<?>> running = new ConcurrentHashMap<>();
    private final ConcurrentMap<RequestId, Consumer<RpcResponse>> questions = new ConcurrentHashMap<>();
    private final AtomicLong lastQuestion = new AtomicLong();
    private final Map<Integer, SessionStream> streams = new LinkedHashMap<>();
    private int lastStream;
    private volatile LoggingLevel level = LoggingLevel.INFO;
    private volatile long lastUsed = System.nanoTime();
    private volatile boolean ended;
    private volatile boolean draining;
    private volatile Caller caller;

    /**
     * Creates a session.
     *
     * @param kept where events are kept for its client
     * @param only the stream that all of the session goes through; null if it can have many
     */
    LegacySession(String id, Caller caller, LegacyRevision revision, ClientCapabilities capabilities,
            SeenLists seen, LegacyOptions options, KeptEvents kept, @Nullable SessionStream only) {
        this.id = id;
        this.caller = caller;
        this.revision = revision;
        this.capabilities = capabilities;
        this.seen = seen;
        this.options = options;
        this.kept = kept;
        this.isOnOneStream = only != null;
        if (only != null) {
            streams.put(OWN_STREAM, only);
        }
    }

    String id() {
        return id;
    }

    Caller caller() {
        return caller;
    }

    LegacyRevision revision() {
        return revision;
    }

    ClientCapabilities capabilities() {
        return capabilities;
    }

    LegacyOptions options() {
        return options;
    }

    SeenLists seen() {
        return seen;
    }

    /** The same client comes with the rights it has now. */
    void usedBy(Caller now) {
        caller = now;
        used();
    }

    void used() {
        lastUsed = System.nanoTime();
    }

    long lastUsed() {
        return lastUsed;
    }

    boolean isEnded() {
        return ended;
    }

    /** Whether something holds on to the session besides its id. */
    boolean isBusy() {
        synchronized (streams) {
            return !running.isEmpty() || streams.values().stream().anyMatch(SessionStream::isRead);
        }
    }

    LoggingLevel level() {
        return level;
    }

    void level(LoggingLevel value) {
        level = value;
    }

    /** Whether there was room for it. */
    boolean subscribe(String uri) {
        return subscriptions.contains(uri) || (subscriptions.size() < MAX_SUBSCRIPTIONS && subscriptions.add(uri));
    }

    void unsubscribe(String uri) {
        subscriptions.remove(uri);
    }

    boolean isSubscribed(String uri) {
        return subscriptions.contains(uri);
    }

    /** Whether a client of this revision comes back for what it waits for when its stream is closed. */
    boolean polls() {
        return revision.codec().revision().isAtLeast(Revision.V2025_11_25);
    }

    /** The stream for messages that belong to no call. */
    SessionStream ownStream() {
        synchronized (streams) {
            SessionStream own = streams.computeIfAbsent(OWN_STREAM, this::stream);
            if (ended) {
                own.end();
            }
            return own;
        }
    }

    /** Says something that belongs to no call, if the client ever listened. */
    void tell(McpNotification notification) {
        Optional<SessionStream> own = findStream(OWN_STREAM);
        if (own.isPresent()) {
            own.get().send(revision.codec().encodeNotification(notification));
        }
    }

    Optional<SessionStream> findStream(int number) {
        synchronized (streams) {
            return Optional.ofNullable(streams.get(number));
        }
    }

    /** A stream for one call; of those that have ended only the last few are kept for clients that come back. */
    SessionStream newStream() {
        synchronized (streams) {
            List<Integer> over = new ArrayList<>();
            streams.forEach((number, stream) -> {
                if (stream.isEnded()) {
                    over.add(number);
                }
            });
            for (int number : over.subList(0, Math.max(0, over.size() - MAX_ENDED_STREAMS + 1))) {
                Objects.requireNonNull(streams.remove(number)).forget();
            }
            SessionStream stream = stream(++lastStream);
            if (ended) {
                stream.end(); // nobody would ever forget what it keeps
            } else {
                streams.put(stream.number(), stream);
            }
            return stream;
        }
    }

    private SessionStream stream(int number) {
        return SessionStream.kept(number, polls(), options, caller.id(), kept);
    }

    /** Lets a connection read a stream until it goes away. On its I/O thread. */
    static EventStream connect(HttpExchange exchange, SessionStream stream) {
        EventStream reader = exchange.openStream();
        exchange.onDisconnect(() -> stream.left(reader));
        return reader;
    }

    /** Whether no more calls may be begun; those that wait for an answer of the client count too. */
    boolean isFull() {
        return running.size() >= MAX_RUNNING;
    }

    /** Whether no call with that id is running. */
    boolean begin(RequestId request, LegacyCall<?> call) {
        return running.putIfAbsent(request, call) == null;
    }

    void finish(RequestId request) {
        running.remove(request);
    }

    void cancel(@Nullable RequestId request) {
        LegacyCall<?> call = request == null ? null : running.get(request);
        if (call != null) {
            call.cancel();
        }
    }

    /** A new question; its answer goes to the consumer. */
    RequestId ask(Consumer<RpcResponse> answer) {
        RequestId question = RequestId.of("patchbay-" + lastQuestion.incrementAndGet());
        questions.put(question, answer);
        return question;
    }

    void forget(RequestId question) {
        questions.remove(question);
    }

    /** Hands an answer on; one to no question of ours is dropped. */
    void answer(RequestId question, RpcResponse response) {
        Consumer<RpcResponse> waiting = questions.remove(question);
        if (waiting != null) {
            waiting.accept(response);
        }
    }

    /** Ends the stream that belongs to no call, as soon as no call needs it. */
    void drain() {
        draining = true;
        endIfDrained();
    }

    /** Ends the stream of a session that is drained if nothing more will be said on it. */
    void endIfDrained() {
        if (draining && (!isOnOneStream || running.isEmpty())) {
            findStream(OWN_STREAM).ifPresent(SessionStream::end);
        }
    }

    /** Cancels what runs and ends all streams. */
    void end() {
        ended = true;
        running.values().forEach(LegacyCall::cancel);
        synchronized (streams) {
            streams.values().forEach(stream -> {
                stream.end();
                stream.forget();
            });
        }
        questions.clear();
    }
}
