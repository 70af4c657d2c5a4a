package dev.patchbay.stdio;

import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcBatch;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcException;
import dev.patchbay.protocol.rpc.RpcMessage;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcReader;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcResponse;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A client on a pipe, served by an endpoint over HTTP. A message that names a revision in its {@code _meta} is modern,
 * whatever came before; {@code initialize} without one opens the one legacy session of the pipe, which all else belongs to.
 *
 * <p>Messages are sent on as they come and answered as the answers come. Threads: {@link #run} reads on a thread of its own;
 * {@link #close} may be called from any, once. Source: MCP 2026-07-28 and 2025-11-25, Transports, stdio.
 */
public final class StdioPipe implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(StdioPipe.class.getName());

    private static final RpcError FULL = Faults.internal("too_many_requests",
            "Too many requests of this client are running: let one of them end first.");

    private final LineReader lines;
    private final Output output;
    private final PipeOptions options;
    private final JsonReader json;
    private final Connection connection;
    private final Wire wire;
    private final Room room;
    private final Running modernCalls = new Running();
    private final Running legacyCalls = new Running();
    private final ModernSide modern;
    private final LegacySide legacy;
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("patchbay-pipe-", 0).factory());
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean broken;

    /**
     * Creates the pipe.
     *
     * @param in what the client writes
     * @param out what the client reads; nothing else may write to it
     * @param upstreams finds the endpoint
     * @param options the bounds
     */
    public StdioPipe(InputStream in, OutputStream out, Upstreams upstreams, PipeOptions options) {
        this.lines = new LineReader(in, options.maxLineBytes());
        this.output = new Output(out, this::outputBroke);
        this.options = options;
        this.room = new Room(options.maxRunning(), options.maxRunningBytes());
        this.json = new JsonReader(options.json());
        this.connection = new Connection(upstreams);
        this.wire = new Wire(options.maxMessageBytes());
        this.modern = new ModernSide(connection, wire, output, modernCalls);
        this.legacy = new LegacySide(connection, wire, output, legacyCalls);
    }

    /** Looks for the endpoint already, so that the first message need not wait as long. */
    public void warmUp() {
        threads.execute(() -> {
            try {
                connection.current();
            } catch (NoUpstreamException e) {
                LOG.log(System.Logger.Level.DEBUG, "no endpoint yet", e); // said to whoever sends a message
            }
        });
    }

    /**
     * Serves until the input ends or the client does not read any more; then what runs may go on for a moment.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void run() throws InterruptedException {
        Thread.ofPlatform().daemon().name("patchbay-stdin").start(this::read);
        ended.await();
        if (!broken) {
            room.awaitIdle(options.start(), options.grace(), connection::isReady);
        }
    }

    private void outputBroke() {
        broken = true;
        ended.countDown();
    }

    private void read() {
        try {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                switch (line.get()) {
                    case LineReader.Line.Message(byte[] bytes) -> message(bytes);
                    case LineReader.Line.TooLong(EnvelopeScan scan) -> tooLong(scan);
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the input broke", e);
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "closed", e);
        } finally {
            ended.countDown();
        }
    }

    private void tooLong(EnvelopeScan scan) {
        if (scan.hasMethod() && scan.id().isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "A notification of more than {0} bytes was dropped (limits.body)",
                    options.maxLineBytes());
            return;
        }
        refuse(scan.id().orElse(null), Faults.invalid(
                "the message is larger than " + options.maxLineBytes() + " bytes (setting limits.body)"));
    }

    private void message(byte[] line) {
        Object value;
        try {
            value = json.read(line);
        } catch (JsonException e) {
            // Beyond a limit it is a message still, whose sender waits for the answer.
            boolean isJson = !String.valueOf(e.getMessage()).startsWith("not valid JSON");
            refuse(isJson ? EnvelopeScan.of(line).id().orElse(null) : null,
                    RpcError.of(ErrorCode.PARSE_ERROR, "Parse error: " + e.getMessage()));
            return;
        }
        if (value instanceof List<?>) {
            batch(line);
            return;
        }
        RpcMessage message;
        try {
            message = RpcReader.message(value);
        } catch (RpcException e) {
            refuse(e.id().orElse(null), e.error());
            return;
        }
        switch (message) {
            case RpcRequest request -> request(request, line);
            case RpcNotification notification -> notification(notification, line);
            case RpcResponse response -> tell(line, () -> legacy.tell(line));
            case RpcBatch batch -> batch(line);
        }
    }

    private void request(RpcRequest request, byte[] line) {
        boolean isModern = RequestMeta.claimedVersion(request.params()).isPresent();
        boolean isInitialize = !isModern && request.method().equals("initialize");
        if (!isModern && !isInitialize && !legacy.isBegun()) {
            beforeAnything(request);
            return;
        }
        Call call = new Call(request.id(), request.method(), line.length);
        if (!begin(isModern ? modernCalls : legacyCalls, request.id(), call)) {
            return;
        }
        if (isModern) {
            start(call, () -> modern.serve(request, line, call));
        } else if (isInitialize) {
            CompletableFuture<Boolean> handshake = legacy.begin();
            start(call, () -> legacy.initialize(request, line, call, handshake));
        } else {
            start(call, () -> legacy.serve(request, line, call));
        }
    }

    /** Whatever goes wrong, the client is not left waiting. */
    private void start(Call call, Runnable task) {
        threads.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | LinkageError e) {
                LOG.log(System.Logger.Level.ERROR, "A message could not be handled", e);
                modernCalls.end(call);
                legacyCalls.end(call);
                if (call.finish()) {
                    refuse(call.id().orElse(null), Faults.internal("internal_error",
                            "Something unexpected happened; the standard error of this program says what."));
                }
            } finally {
                call.sent(); // or never will be
                room.leave(call);
            }
        });
    }

    /** Passes on what has no answer. */
    private void tell(byte[] line, Runnable task) {
        int cost = room.awaitUntold(line.length);
        threads.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | LinkageError e) {
                LOG.log(System.Logger.Level.ERROR, "A message could not be handled", e);
            } finally {
                room.told(cost);
            }
        });
    }

    private void beforeAnything(RpcRequest request) {
        if (request.method().equals("ping")) {
            output.send(RpcWriter.result(request.id(), Map.of()));
        } else if (request.method().equals("server/discover")) {
            refuse(request.id(), RpcError.of(ErrorCode.INVALID_PARAMS,
                    "params._meta[\"io.modelcontextprotocol/protocolVersion\"] is missing"));
        } else {
            refuse(request.id(), Faults.invalid("start with initialize, or name a revision in"
                    + " params._meta[\"io.modelcontextprotocol/protocolVersion\"]"));
        }
    }

    private boolean begin(Running running, RequestId id, Call call) {
        if (!running.begin(id, call)) {
            refuse(id, Faults.invalid("a request with the id " + id + " is still running"));
            return false;
        }
        if (!room.enter(call)) {
            running.end(call);
            refuse(id, FULL);
            return false;
        }
        return true;
    }

    private void notification(RpcNotification notification, byte[] line) {
        if (notification.method().equals("notifications/cancelled")) {
            cancelled(notification, line);
        } else if (RequestMeta.claimedVersion(notification.params()).isEmpty() && legacy.isBegun()) {
            tell(line, () -> legacy.notify(notification, line));
        }
    }

    private void cancelled(RpcNotification notification, byte[] line) {
        Object id = notification.params().get("requestId");
        if (!RequestId.isIdValue(id) || id == null) {
            return;
        }
        var call = modernCalls.remove(new RequestId(id));
        if (call.isPresent()) {
            threads.execute(call.get()::cancel);
        } else {
            legacyCalls.find(new RequestId(id)).ifPresent(running -> {
                running.forget();
                legacyCalls.end(running);
                tell(line, () -> {
                    running.awaitSent();
                    legacy.tell(line);
                });
            });
        }
    }

    private void batch(byte[] line) {
        Call call = new Call(null, "batch", line.length);
        if (!room.enter(call)) {
            refuse(null, FULL);
            return;
        }
        legacyCalls.begin(call);
        start(call, () -> legacy.batch(line, call));
    }

    private void refuse(@Nullable RequestId id, RpcError error) {
        output.send(RpcWriter.error(id, error));
    }

    /** Breaks off what still runs and says goodbye to the endpoint, in a fraction of a second. */
    @Override
    public void close() {
        ended.countDown();
        modernCalls.all().forEach(Call::cancel);
        legacyCalls.all().forEach(Call::cancel);
        legacy.close(Duration.ofMillis(200));
        threads.shutdownNow();
        wire.close();
        output.close();
    }
}
