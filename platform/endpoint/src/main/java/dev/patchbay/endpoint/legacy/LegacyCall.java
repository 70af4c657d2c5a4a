package dev.patchbay.endpoint.legacy;

import dev.patchbay.api.call.Caller;
import dev.patchbay.endpoint.mapping.InputMapping;
import dev.patchbay.endpoint.mapping.RefusedMapping;
import dev.patchbay.endpoint.mapping.ResultMapping;
import dev.patchbay.http.EventStream;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.http.StreamLimit;
import dev.patchbay.invocation.Admission;
import dev.patchbay.invocation.CallEvents;
import dev.patchbay.invocation.Invocation;
import dev.patchbay.invocation.Origin;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.invocation.Replay;
import dev.patchbay.invocation.RunningCall;
import dev.patchbay.protocol.ClientCapabilities;
import dev.patchbay.protocol.LoggingLevel;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.ProgressToken;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.notification.LoggingMessageNotification;
import dev.patchbay.protocol.notification.ProgressNotification;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcWriter;
import dev.patchbay.protocol.tool.CallToolResult;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call in a session. It does not end when its connection does. A quick one is answered with plain JSON; one that
 * asks, reports or takes long gets a stream that the client can take up again. A question ends the run: the real request
 * goes out on that stream, no thread of the plugin waits, and with the answers the call runs again.
 *
 * @param <R> the API's type of result
 */
final class LegacyCall<R> implements CallEvents, Consumer<Outcome<R>> {
    private static final Logger LOG = LoggerFactory.getLogger(LegacyCall.class);

    /** Hands a run to the pipeline. */
    @FunctionalInterface
    interface Start<R> {
        RunningCall run(Invocation invocation, Consumer<Outcome<R>> outcome);
    }

    private final HttpExchange exchange;
    private final LegacySession session;
    private final Caller caller;
    private final RequestId id;
    private final RequestMeta meta;
    private final CallParts parts;
    private final boolean isTool;
    private final Start<R> start;
    private final Function<R, McpResult> mapping;
    private final ServerCodec codec;
    private final boolean mayStream;
    private @Nullable SessionStream stream;
    private @Nullable RunningCall running;
    private @Nullable Questions questions;
    private Timers.@Nullable Timer patience;
    private double lastProgress = Double.NEGATIVE_INFINITY;
    private boolean over;

    LegacyCall(HttpExchange exchange, LegacySession session, Caller caller, RequestId id, RequestMeta meta,
            CallParts parts, boolean isTool, Start<R> start, Function<R, McpResult> mapping) {
        this.exchange = exchange;
        this.session = session;
        this.caller = caller;
        this.id = id;
        this.meta = meta;
        this.parts = parts;
        this.isTool = isTool;
        this.start = start;
        this.mapping = mapping;
        this.codec = session.revision().codec();
        this.mayStream = exchange.acceptsEventStream();
    }

    /** On the I/O thread, once. */
    void begin() {
        exchange.answerLater();
        if (mayStream) {
            patience = parts.timers().after(session.options().streamAfter(), this::takesLong);
        }
        run(Replay.first());
    }

    void run(Replay replay) {
        ClientCapabilities declared = mayStream ? session.capabilities() : ClientCapabilities.NONE;
        RunningCall handedIn = start.run(
                new Invocation(caller, InputMapping.capabilities(declared), replay, this, Admission.GRANTED,
                        parts.asks().lasting(session.options().question()),
                        new Origin("http", exchange.remoteAddress())),
                this);
        boolean late;
        synchronized (this) {
            running = handedIn;
            late = over;
        }
        if (late) {
            handedIn.cancel();
        }
    }

    private void takesLong() {
        exchange.onIoThread(() -> {
            synchronized (this) {
                if (!over) {
                    var _ = stream(); // without one it stays a plain answer
                }
            }
        });
    }

    /** The stream of this call, opened now if it was not; null if the client has too many open. */
    private synchronized @Nullable SessionStream stream() {
        SessionStream opened = stream;
        if (opened == null) {
            if (!parts.streams().admit(caller.id())) {
                return null;
            }
            opened = session.newStream();
            stream = opened;
            SessionStream theOne = opened;
            EventStream reader = exchange.openStream();
            exchange.onIoThread(() -> {
                exchange.onDisconnect(() -> theOne.left(reader));
                exchange.onComplete(() -> parts.streams().release(caller.id()));
            });
            theOne.read(reader);
            parts.timers().after(session.options().pollAfter(), theOne::close);
        }
        return opened;
    }

    @Override
    public void progress(double progress, @Nullable Double total, @Nullable String message) {
        ProgressToken token = meta.progressToken();
        if (token == null) {
            return;
        }
        synchronized (this) {
            if (progress <= lastProgress) {
                return; // a run that was replayed reports what the run before did
            }
            lastProgress = progress;
        }
        send(new ProgressNotification(token, progress, total, message));
    }

    @Override
    public void log(dev.patchbay.api.call.LoggingLevel level, String logger, String message) {
        LoggingLevel mapped = ResultMapping.level(level);
        if (mapped.isAtLeast(session.level())) {
            send(new LoggingMessageNotification(mapped, logger, message));
        }
    }

    private synchronized void send(McpNotification notification) {
        SessionStream to = mayStream && !over ? stream() : null;
        if (to != null) {
            to.send(codec.encodeNotification(notification));
        }
    }

    @Override
    public void accept(Outcome<R> outcome) {
        switch (outcome) {
            case Outcome.Completed<R>(var result) -> answer(encode(result));
            case Outcome.Asked<R> asked -> ask(asked);
            case Outcome.Refused<R> refused when isTool
                    && refused.reason() == Outcome.Reason.MISSING_CAPABILITY -> fail(refused.message());
            case Outcome.Refused<R> refused -> end(
                    () -> parts.refusals().answer(exchange, id, refused, codec.revision()),
                    RpcWriter.error(id, RefusedMapping.error(refused, codec.revision())));
            case Outcome.Cancelled<R> cancelled -> cancel();
        }
    }

    private byte[] encode(R result) {
        try {
            return codec.encodeResponse(id, mapping.apply(result));
        } catch (JsonException e) {
            LOG.warn("A result of request {} has no JSON form", id, e);
            return RpcWriter.error(id,
                    RpcError.of(ErrorCode.INTERNAL_ERROR, "The result has no JSON form: " + e.getMessage()));
        }
    }

    private void ask(Outcome.Asked<R> asked) {
        Questions round = new Questions(session, parts, asked, this);
        synchronized (this) {
            if (over) {
                return;
            }
            running = null;
            questions = round;
        }
        SessionStream to = stream();
        if (to == null) {
            fail(StreamLimit.REFUSAL);
        } else {
            round.send(to); // encoding may find that this revision cannot ask so; nothing was sent then
        }
    }

    /** Ends the call with a text for the model where the revision has one. */
    void fail(String message) {
        answer(isTool
                ? codec.encodeResponse(id, CallToolResult.error(message))
                : RpcWriter.error(id, RpcError.of(ErrorCode.INTERNAL_ERROR, message)));
    }

    private void answer(byte[] response) {
        end(() -> exchange.answer(200, response), response);
    }

    /** Ends the call with an answer of its own, or with the last message of its stream if there is one. */
    private void end(Runnable plain, byte[] response) {
        SessionStream open;
        synchronized (this) {
            if (!finish()) {
                return;
            }
            open = stream;
        }
        if (open == null) {
            plain.run();
        } else {
            open.send(response);
            open.end();
        }
    }

    /** Ends the call without an answer. */
    void cancel() {
        RunningCall run;
        SessionStream open;
        Questions asked;
        synchronized (this) {
            if (!finish()) {
                return;
            }
            run = running;
            open = stream;
            asked = questions;
        }
        if (run != null) {
            run.cancel();
        }
        if (asked != null) {
            asked.withdraw();
        }
        if (open == null) {
            exchange.answer(202); // a cancelled request gets no response
        } else {
            open.end();
        }
    }

    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        session.finish(id);
        if (patience != null) {
            patience.cancel();
        }
        return true;
    }

    long questionLimit(TimeUnit unit) {
        return unit.convert(session.options().question());
    }
}
