package dev.patchbay.endpoint.legacy;

import dev.patchbay.api.call.Caller;
import dev.patchbay.endpoint.mapping.InputMapping;
import dev.patchbay.endpoint.mapping.ResultMapping;
import dev.patchbay.http.StreamLimit;
import dev.patchbay.invocation.Admission;
import dev.patchbay.invocation.CallEvents;
import dev.patchbay.invocation.Invocation;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.invocation.Replay;
import dev.patchbay.invocation.RunningCall;
import dev.patchbay.protocol.ClientCapabilities;
import dev.patchbay.protocol.LoggingLevel;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.ProgressToken;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.notification.LoggingMessageNotification;
import dev.patchbay.protocol.notification.ProgressNotification;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcWriter;
import dev.patchbay.protocol.tool.CallToolResult;
import java.util.Map;
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

    private final Reply reply;
    private final LegacySession session;
    private final Caller caller;
    private final RequestId id;
    private final RequestMeta meta;
    private final CallParts parts;
    private final boolean isTool;
    private final Start<R> start;
    private final Function<R, McpResult> mapping;
    private final ServerCodec codec;
    private @Nullable RunningCall running;
    private @Nullable Questions questions;
    private Timers.@Nullable Timer patience;
    private double lastProgress = Double.NEGATIVE_INFINITY;
    private boolean over;

    LegacyCall(Reply reply, LegacySession session, Caller caller, RequestId id, RequestMeta meta,
            CallParts parts, boolean isTool, Start<R> start, Function<R, McpResult> mapping) {
        this.reply = reply;
        this.session = session;
        this.caller = caller;
        this.id = id;
        this.meta = meta;
        this.parts = parts;
        this.isTool = isTool;
        this.start = start;
        this.mapping = mapping;
        this.codec = session.revision().codec();
    }

    /** On the I/O thread, once. */
    void begin() {
        reply.later();
        if (reply.mayStream()) {
            patience = parts.timers().after(session.options().streamAfter(), this::takesLong);
        }
        run(Replay.first());
    }

    void run(Replay replay) {
        ClientCapabilities declared = reply.mayStream() ? session.capabilities() : ClientCapabilities.NONE;
        RunningCall handedIn = start.run(
                new Invocation(caller, InputMapping.capabilities(declared), replay, this, Admission.GRANTED,
                        parts.asks().lasting(session.options().question()), reply.origin()),
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

    private synchronized void takesLong() {
        if (!over) {
            var _ = reply.open(); // if it may not be opened it stays a plain answer
        }
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
        if (reply.mayStream() && !over && reply.open()) {
            reply.send(codec.encodeNotification(notification));
        }
    }

    @Override
    public void accept(Outcome<R> outcome) {
        switch (outcome) {
            case Outcome.Completed<R>(var result) -> answer(encode(result));
            case Outcome.Asked<R> asked -> ask(asked);
            case Outcome.Refused<R> refused when isTool
                    && refused.reason() == Outcome.Reason.MISSING_CAPABILITY -> fail(explained(refused).message());
            case Outcome.Refused<R> refused -> {
                if (finishOnce()) {
                    reply.refuse(id, explained(refused), codec.revision());
                }
            }
            case Outcome.Cancelled<R> cancelled -> cancel();
        }
    }

    /** Says of a missing capability whether the client could have declared it at all. */
    private Outcome.Refused<R> explained(Outcome.Refused<R> refused) {
        Revision revision = codec.revision();
        Object elicitation = refused.data().get("requiredCapabilities") instanceof Map<?, ?> required
                ? required.get("elicitation")
                : null;
        if (!(elicitation instanceof Map<?, ?> modes) || refused.reason() != Outcome.Reason.MISSING_CAPABILITY) {
            return refused;
        }
        String why;
        if (!revision.isAtLeast(Revision.V2025_06_18)) {
            why = ". In MCP " + revision + " a server cannot ask users; a client of " + Revision.V2025_06_18
                    + " or later can be asked";
        } else if (!revision.isAtLeast(Revision.V2025_11_25) && modes.containsKey("url")) {
            why = ". In MCP " + revision + " users can fill in forms, but not be sent to pages; a client of "
                    + Revision.V2025_11_25 + " or later can be";
        } else {
            return refused;
        }
        return new Outcome.Refused<>(refused.reason(), refused.message() + why, refused.data());
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
        if (!reply.open()) {
            fail(StreamLimit.REFUSAL);
            return;
        }
        try {
            round.send(reply);
        } catch (IllegalArgumentException e) {
            fail("The client cannot be asked: " + e.getMessage());
        }
    }

    /** Ends the call with a text for the model where the revision has one. */
    void fail(String message) {
        answer(isTool
                ? codec.encodeResponse(id, CallToolResult.error(message))
                : RpcWriter.error(id, RpcError.of(ErrorCode.INTERNAL_ERROR, message)));
    }

    private void answer(byte[] response) {
        if (finishOnce()) {
            reply.answer(response);
        }
    }

    /** Ends the call without an answer. */
    void cancel() {
        RunningCall run;
        Questions asked;
        synchronized (this) {
            if (!finish()) {
                return;
            }
            run = running;
            asked = questions;
        }
        if (run != null) {
            run.cancel();
        }
        if (asked != null) {
            asked.withdraw();
        }
        reply.end();
    }

    private synchronized boolean finishOnce() {
        return finish();
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
