package dev.patchbay.endpoint.legacy;

import dev.patchbay.api.call.Caller;
import dev.patchbay.http.EventStream;
import dev.patchbay.http.HttpExchange;
import org.jspecify.annotations.Nullable;

/** The stream that a POST is answered with as soon as something is said before the answer. Guarded by its user. */
final class PostStream {
    private final HttpExchange exchange;
    private final LegacySession session;
    private final Caller caller;
    private final CallParts parts;
    private @Nullable SessionStream opened;

    PostStream(HttpExchange exchange, LegacySession session, Caller caller, CallParts parts) {
        this.exchange = exchange;
        this.session = session;
        this.caller = caller;
        this.parts = parts;
    }

    /** The stream if it was opened. */
    @Nullable
    SessionStream ifOpen() {
        return opened;
    }

    /** The stream, opened now if it was not; null if the client has too many open. */
    @Nullable
    SessionStream open() {
        if (opened == null && parts.streams().admit(caller.id())) {
            SessionStream stream = session.newStream();
            opened = stream;
            EventStream reader = exchange.openStream();
            exchange.onIoThread(() -> {
                exchange.onDisconnect(() -> stream.left(reader));
                exchange.onComplete(() -> parts.streams().release(caller.id()));
            });
            stream.read(reader);
            if (session.polls()) {
                parts.timers().after(session.options().pollAfter(), stream::close);
            }
        }
        return opened;
    }
}
