package dev.patchbay.endpoint.legacy;

import dev.patchbay.invocation.Origin;

/** Answers on the one stream of a session of the oldest transport, whose POSTs are answered at once and with nothing. */
final class SseReply implements Reply {
    private final LegacySession session;
    private final Origin origin;

    SseReply(LegacySession session, Origin origin) {
        this.session = session;
        this.origin = origin;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public boolean mayStream() {
        return true;
    }

    @Override
    public void later() {
        // the POST was answered
    }

    @Override
    public boolean open() {
        return true;
    }

    @Override
    public void send(byte[] message) {
        session.ownStream().send(message);
    }

    @Override
    public void answer(byte[] response) {
        send(response);
        session.endIfDrained();
    }

    @Override
    public void end() {
        session.endIfDrained();
    }
}
