package dev.patchbay.endpoint.legacy;

import dev.patchbay.api.call.Caller;
import dev.patchbay.endpoint.list.PreparedResult;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.invocation.Origin;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcWriter;
import org.jspecify.annotations.Nullable;

/** Answers a POST of one request: with JSON, or at the end of a stream if something was said before. */
final class PostReply implements Reply {
    private final HttpExchange exchange;
    private final CallParts parts;
    private final PostStream stream;
    private final Origin origin;
    private final boolean mayStream;

    PostReply(HttpExchange exchange, LegacySession session, Caller caller, CallParts parts) {
        this.exchange = exchange;
        this.parts = parts;
        this.stream = new PostStream(exchange, session, caller, parts);
        this.origin = new Origin("http", exchange.remoteAddress());
        this.mayStream = exchange.acceptsEventStream();
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public boolean mayStream() {
        return mayStream;
    }

    @Override
    public void later() {
        exchange.answerLater();
    }

    @Override
    public synchronized boolean open() {
        return stream.open() != null;
    }

    @Override
    public void send(byte[] message) {
        SessionStream open = ifOpen();
        if (open != null) {
            open.send(message);
        }
    }

    @Override
    public void answer(byte[] response) {
        SessionStream open = ifOpen();
        if (open == null) {
            exchange.answer(200, response);
        } else {
            open.send(response);
            open.end();
        }
    }

    @Override
    public void answer(RequestId id, PreparedResult result) {
        if (ifOpen() == null) {
            result.answer(exchange, id);
        } else {
            answer(RpcWriter.result(id, result.json()));
        }
    }

    @Override
    public void refuse(RequestId id, Outcome.Refused<?> refused, Revision revision) {
        if (ifOpen() == null) {
            parts.refusals().answer(exchange, id, refused, revision);
        } else {
            Reply.super.refuse(id, refused, revision);
        }
    }

    @Override
    public void end() {
        SessionStream open = ifOpen();
        if (open == null) {
            exchange.answer(202);
        } else {
            open.end();
        }
    }

    private synchronized @Nullable SessionStream ifOpen() {
        return stream.ifOpen();
    }
}
