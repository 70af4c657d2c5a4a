package dev.patchbay.endpoint.modern;

import dev.patchbay.api.input.ElicitUrlRequest;
import dev.patchbay.ask.AskPages;
import dev.patchbay.endpoint.mapping.InputMapping;
import dev.patchbay.endpoint.mapping.RefusedAnswers;
import dev.patchbay.endpoint.mapping.RefusedMapping;
import dev.patchbay.endpoint.mapping.ResultMapping;
import dev.patchbay.http.EventStream;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.invocation.Admission;
import dev.patchbay.invocation.CallEvents;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.invocation.RunningCall;
import dev.patchbay.protocol.LoggingLevel;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.ProgressToken;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.input.InputRequiredResult;
import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.notification.LoggingMessageNotification;
import dev.patchbay.protocol.notification.ProgressNotification;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcWriter;
import dev.patchbay.protocol.task.CreateTaskResult;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.security.state.StateTooLargeException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a modern client on its way back. Its answer is plain JSON unless progress or a log line that the client
 * asked for comes first: then the answer becomes a stream, and until then nothing is committed. Events and the outcome
 * come from threads of the plugin; they are encoded there and sent by the I/O thread.
 *
 * @param <R> the API's type of result
 */
final class ModernCall<R> implements CallEvents, Consumer<Outcome<R>> {
    private static final Logger LOG = LoggerFactory.getLogger(ModernCall.class);

    private final HttpExchange exchange;
    private final RequestId id;
    private final RequestMeta meta;
    private final ServerCodec codec;
    private final RequestStates states;
    private final RefusedAnswers refusals;
    private final RequestStates.Target target;
    private final Function<R, McpResult> mapping;
    private @Nullable EventStream stream;
    private @Nullable Start start;
    private RequestStates.Round round = RequestStates.FIRST;
    private @Nullable RunningCall running;
    private boolean gone;
    private boolean task;
    private boolean wasPatient;

    /** Hands a run to the pipeline. */
    @FunctionalInterface
    interface Start {
        RunningCall run(RequestStates.Round round);
    }

    ModernCall(HttpExchange exchange, RequestId id, RequestMeta meta, ServerCodec codec, RequestStates states,
            RefusedAnswers refusals, RequestStates.Target target, Function<R, McpResult> mapping) {
        this.exchange = exchange;
        this.id = id;
        this.meta = meta;
        this.codec = codec;
        this.states = states;
        this.refusals = refusals;
        this.target = target;
        this.mapping = mapping;
        exchange.answerLater();
    }

    RequestMeta meta() {
        return meta;
    }

    /** Where events go; nowhere if the client asked for none. */
    CallEvents events() {
        return (meta.progressToken() == null && meta.logLevel() == null) || !exchange.acceptsEventStream()
                ? CallEvents.NONE
                : this;
    }

    /** On the I/O thread, once. */
    void begin(RequestStates.Round first, Start how) {
        exchange.onDisconnect(this::left);
        start = how;
        run(first);
    }

    private void run(RequestStates.Round next) {
        round = next;
        RunningCall handedIn = Objects.requireNonNull(start, "begun").run(next);
        boolean late;
        synchronized (this) {
            running = handedIn;
            late = gone;
        }
        if (late) {
            handedIn.cancel();
        }
    }

    /** The call goes on without its connection, whose end means nothing from here on. */
    void becameTask(CreateTaskResult result) {
        synchronized (this) {
            task = true;
        }
        answer(200, codec.encodeResponse(id, result));
    }

    private void left() {
        RunningCall run;
        synchronized (this) {
            if (task) {
                return;
            }
            gone = true;
            run = running;
        }
        if (run != null) {
            run.cancel();
        }
    }

    @Override
    public void progress(double progress, @Nullable Double total, @Nullable String message) {
        ProgressToken token = meta.progressToken();
        if (token != null) {
            send(new ProgressNotification(token, progress, total, message));
        }
    }

    @Override
    public void log(dev.patchbay.api.call.LoggingLevel level, String logger, String message) {
        LoggingLevel threshold = meta.logLevel();
        LoggingLevel mapped = ResultMapping.level(level);
        if (threshold != null && mapped.isAtLeast(threshold)) {
            send(new LoggingMessageNotification(mapped, logger, message));
        }
    }

    private void send(McpNotification notification) {
        byte[] event = EventStream.event(codec.encodeNotification(notification));
        synchronized (this) {
            if (stream == null) {
                stream = exchange.openStream();
            }
            stream.send(event);
        }
    }

    @Override
    public void accept(Outcome<R> outcome) {
        switch (outcome) {
            case Outcome.Completed<R>(var result) -> completed(result);
            case Outcome.Asked<R> asked -> asked(asked);
            case Outcome.Refused<R> refused -> refused(refused);
            case Outcome.Cancelled<R> cancelled -> exchange.abort();
        }
    }

    private void refused(Outcome.Refused<R> refused) {
        EventStream open;
        synchronized (this) {
            open = stream;
        }
        if (open == null) {
            refusals.answer(exchange, id, refused, codec.revision());
        } else {
            answer(200, RpcWriter.error(id, RefusedMapping.error(refused, codec.revision())));
        }
    }

    private void completed(R result) {
        byte[] response;
        try {
            response = codec.encodeResponse(id, mapping.apply(result));
        } catch (JsonException e) {
            LOG.warn("A result of {} has no JSON form", target.name(), e);
            response = RpcWriter.error(id,
                    RpcError.of(ErrorCode.INTERNAL_ERROR, "The result has no JSON form: " + e.getMessage()));
        }
        answer(200, response);
    }

    private void asked(Outcome.Asked<R> asked) {
        if (isWorthWaiting(asked)) {
            wasPatient = true;
            AskPages pages = states.asks();
            var _ = CompletableFuture.allOf(asked.replay().pages().values().stream().map(pages::done)
                    .toArray(CompletableFuture[]::new))
                    .completeOnTimeout(null, pages.patience().toMillis(), TimeUnit.MILLISECONDS)
                    .thenRun(() -> exchange.goOn(() -> afterWaiting(asked)));
        } else {
            ask(asked);
        }
    }

    private void afterWaiting(Outcome.Asked<R> asked) {
        boolean isLeft;
        synchronized (this) {
            isLeft = gone;
        }
        if (isLeft) {
            return;
        }
        if (asked.replay().pages().values().stream().allMatch(page -> states.asks().done(page).isDone())) {
            run(new RequestStates.Round(asked.replay(), Admission.GRANTED));
        } else {
            ask(asked);
        }
    }

    /** Whether all it waits for is a user who is about to fill in a page. */
    private boolean isWorthWaiting(Outcome.Asked<R> asked) {
        return !wasPatient && asked.requests().entrySet().stream()
                .allMatch(each -> each.getValue() instanceof ElicitUrlRequest && round.agrees(each.getKey()));
    }

    private void ask(Outcome.Asked<R> asked) {
        try {
            String state = states.seal(target, asked.replay());
            answer(200, codec.encodeResponse(id,
                    new InputRequiredResult(InputMapping.requests(asked, states.asks()), state, Map.of())));
        } catch (StateTooLargeException e) {
            String message = String.valueOf(e.getMessage());
            answer(200, target.method().equals("tools/call")
                    ? codec.encodeResponse(id, CallToolResult.error(message))
                    : RpcWriter.error(id, RpcError.of(ErrorCode.INTERNAL_ERROR, message)));
        }
    }

    private void answer(int status, byte[] response) {
        EventStream open;
        synchronized (this) {
            open = stream;
        }
        if (open == null) {
            exchange.answer(status, response);
        } else {
            open.send(EventStream.event(response));
            open.end();
        }
    }
}
