package dev.patchbay.http;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * One request and its answer. The request is read on the I/O thread only; {@link #answer}, {@link #openStream}, {@link
 * #fail} and {@link #abort} may be called by any thread and do their work on the I/O thread. The first answer counts,
 * later ones are dropped.
 */
public final class HttpExchange extends HttpRequest implements ExchangeCompletionListener {
    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final HttpOptions options;
    private final OpenExchanges open;
    private final DisconnectWatch watch;
    private ErrorBody errors = ErrorBody.PLAIN;
    private @Nullable Peer streamOf;
    private boolean inCall = true;
    private boolean kept;
    private boolean answered;
    private boolean complete;
    private @Nullable Runnable disconnected;
    private @Nullable Runnable over;
    private @Nullable EventStream stream;
    private @Nullable BodyReader reader;
    /** Neighbours in the list of {@link OpenExchanges}, which alone touches them. */
    @Nullable HttpExchange before;
    @Nullable HttpExchange after;
    boolean listed;
    boolean isOld;
    long listedAt;
    long sendingSince;
    private long held;
    private ByteBuffer[] sending = {};
    int unsent;

    HttpExchange(HttpServerExchange raw, HttpOptions options, OpenExchanges open) {
        super(raw);
        this.options = options;
        this.open = open;
        this.watch = DisconnectWatch.of(raw, this::disconnected);
    }

    /** Counts this stream of HTTP/2; one too many is reset and gets no answer, since its sender was told the limit. */
    boolean isStreamOf(Peer connected) {
        if (connected.streams >= options.maxStreams()) {
            abort();
            return false;
        }
        connected.streams++;
        streamOf = connected;
        return true;
    }

    /** Reads the body and goes on with it, on the I/O thread; a body beyond the limits is answered here. */
    public void readBody(Consumer<byte[]> next) {
        BodyReader body = new BodyReader(this, raw, options.maxBodyBytes(), open.bodies, next);
        reader = body;
        body.start(options.bodyTimeout().toMillis());
    }

    /** Sets a header of the answer; on the I/O thread, before the answer. */
    public void responseHeader(HeaderName name, String value) {
        raw.getResponseHeaders().put(name.text(), value);
    }

    /** Runs a task on the I/O thread of this exchange: now if this is it. */
    public void onIoThread(Runnable task) {
        if (raw.isInIoThread()) {
            task.run();
        } else {
            raw.getIoThread().execute(task);
        }
    }

    /** Goes on with the request on its I/O thread, later than its handler; what fails there is answered with 500. */
    public void goOn(Runnable step) {
        onIoThread(() -> {
            try {
                step.run();
            } catch (RuntimeException | StackOverflowError e) {
                failed(e);
            }
        });
    }

    /** Lets go of the headers of the request, which nobody reads any more, where the answer stays open for long. */
    public void forgetRequest() {
        onIoThread(() -> {
            reader = null;
            raw.getRequestHeaders().clear();
        });
    }

    /** What happens when the client goes away before the answer is complete. On the I/O thread, once. */
    public void onDisconnect(Runnable action) {
        this.disconnected = action;
    }

    /** What happens when this exchange is over, in whichever way. On the I/O thread, once. */
    public void onComplete(Runnable action) {
        if (complete) {
            action.run();
        } else {
            over = action;
        }
    }

    /** Says that the answer comes later. On the I/O thread; a disconnect is noticed from soon on. */
    public void answerLater() {
        keepOpen();
        open.add(this);
    }

    void keepOpen() {
        if (inCall && !kept) {
            kept = true;
            raw.dispatch(SameThreadExecutor.INSTANCE, HttpExchange::nothing);
            watch.leaveReadsOn(reader);
        }
    }

    private static void nothing() {
        // dispatching is all it takes to keep the exchange open
    }

    /** Whether bytes can be sent from here; not so while the handler that keeps the exchange open is still running. */
    private boolean canSend() {
        return raw.isInIoThread() && !(inCall && kept);
    }

    void callReturned() {
        inCall = false;
    }

    /** Answers with JSON. */
    public void answer(int status, byte[] json) {
        if (json.length >= Compression.MIN_RESULT_BYTES && options.compression() == Compression.ALL
                && !raw.isInIoThread() && acceptsGzip()) {
            byte[] compressed = PreparedGzip.once(json); // on the thread of who made it, which may take its time
            raw.getIoThread().execute(() -> {
                if (!answered) {
                    gzip();
                }
                answer(status, JSON, ByteBuffer.wrap(compressed));
            });
        } else {
            answer(status, JSON, ByteBuffer.wrap(json));
        }
    }

    /** Whether a list of that length is sent compressed. */
    public boolean compressesList(int length) {
        return length >= Compression.MIN_BYTES && options.compression() != Compression.OFF && acceptsGzip();
    }

    private void gzip() {
        raw.getResponseHeaders().put(Headers.CONTENT_ENCODING, "gzip").add(Headers.VARY, "Accept-Encoding");
    }

    /** Answers with JSON that is compressed already, in several pieces; on the I/O thread. */
    public void answerCompressed(int status, ByteBuffer[] gzip) {
        if (!answered) {
            gzip();
        }
        answer(status, gzip);
    }

    /** Answers with JSON in several pieces, sent one behind the other. */
    public void answer(int status, ByteBuffer[] json) {
        if (canSend()) {
            if (begin(status, JSON)) {
                raw.getResponseSender().send(json);
                watchSending(0); // its bytes are there for all who ask
            }
        } else {
            raw.getIoThread().execute(() -> answer(status, json));
        }
    }

    /** Answers with a status and nothing else. */
    public void answer(int status) {
        answer(status, null, ByteBuffer.allocate(0));
    }

    /** Answers with a body of any type. */
    public void answer(int status, String contentType, byte[] body) {
        answer(status, contentType, ByteBuffer.wrap(body));
    }

    /** Says how errors that this port finds from now on, such as a body that is too large, are written. */
    public void errorsAs(ErrorBody body) {
        this.errors = body;
    }

    void answer(int status, @Nullable String contentType, ByteBuffer body) {
        if (canSend()) {
            if (begin(status, contentType)) {
                sending = new ByteBuffer[]{body};
                raw.getResponseSender().send(sending);
                watchSending(body.capacity());
            }
        } else {
            raw.getIoThread().execute(() -> answer(status, contentType, body));
        }
    }

    /** Whether there is room to work on a message of that size. */
    boolean holds(int bytes) {
        held = open.bodies.hold(bytes);
        return held >= 0;
    }

    private void release() {
        if (held > 0) {
            open.bodies.release(held);
        }
        held = 0;
    }

    private boolean begin(int status, @Nullable String contentType) {
        if (answered) {
            return false;
        }
        answered = true;
        watch.stop();
        if (!EVENTS.equals(contentType)) {
            // However long it takes to be read, what it was made of is of no use any more.
            disconnected = null;
            release();
        }
        raw.setStatusCode(status);
        HeaderMap headers = raw.getResponseHeaders();
        if (contentType != null) {
            headers.put(Headers.CONTENT_TYPE, contentType);
        }
        if (open.isDraining()) {
            HttpVersion.endConnection(raw);
        }
        return true;
    }

    private void watchSending(int bytes) {
        if (!complete) {
            sendingSince = System.nanoTime();
            open.add(this);
            open.waits(this, bytes);
        }
    }

    /** By its stream: so many bytes wait for the reader. */
    void waits(int bytes) {
        if (!complete) {
            open.waits(this, bytes);
        }
    }

    /** Answers with an error that is none of the protocol's: of HTTP, or of this host. */
    public void fail(int status, String code, String message) {
        onIoThread(() -> {
            if ((status >= 400 && status < 500) || !raw.isRequestComplete()) {
                // The rest of the body may be on its way, and nobody should read it as the next request.
                HttpVersion.endConnection(raw);
            }
            answer(status, errors.contentType(), errors.of(status, code, message));
        });
    }

    /** Answers with status 500 if there is no answer yet; what went wrong is logged under an id. */
    void failed(Throwable problem) {
        String id = Long.toHexString(System.nanoTime());
        LOG.error("A request failed (id {})", id, problem);
        fail(500, "internal", "Internal error (id " + id + ").");
    }

    /** Ends the exchange without any more bytes: the connection is closed. */
    public void abort() {
        onIoThread(() -> {
            boolean gone = isUnfinished();
            answered = true;
            watch.stop();
            completed(gone);
            IoUtils.safeClose(raw.getConnection());
        });
    }

    /**
     * Turns the answer into an event stream; nothing was answered before.
     *
     * @return the stream; a closed one if there was an answer
     */
    public EventStream openStream() {
        EventStream opened = new EventStream(this, raw, options.streamQueueBytes());
        if (canSend() && !inCall) {
            start(opened);
        } else {
            if (raw.isInIoThread()) {
                keepOpen();
            }
            raw.getIoThread().execute(() -> start(opened));
        }
        return opened;
    }

    private void start(EventStream opened) {
        if (!begin(200, EVENTS)) {
            opened.close();
            return;
        }
        HeaderMap headers = raw.getResponseHeaders();
        headers.put(Headers.CACHE_CONTROL, "no-cache");
        headers.put(EventStream.NO_BUFFERING, "no");
        stream = opened;
        open.add(this);
        watch.start(); // not behind the next line, which may end the exchange
        opened.start();
    }

    boolean isAnswered() {
        return answered;
    }

    boolean isComplete() {
        return complete;
    }

    /** A look now and then, by {@link OpenExchanges}: is the client still there, does it read? */
    void tick(long now) {
        if (complete) {
            return;
        }
        if (!answered) {
            watch.start();
        } else if (stream != null) {
            watch.look();
            stream.tick(now, options.keepAlive().toNanos(), options.writeTimeout().toNanos());
        } else if (now - sendingSince > options.writeTimeout().toNanos()) {
            abort();
        }
    }

    void endStream() {
        watch.stop();
        raw.endExchange();
    }

    private void disconnected() {
        boolean gone = isUnfinished();
        if (streamOf != null) {
            countOnce(); // a reset costs its sender nothing and counts like one more request
        }
        answered = true;
        completed(gone);
        IoUtils.safeClose(raw.getConnection());
    }

    private boolean isUnfinished() {
        return !answered || (stream != null && !stream.isEnded());
    }

    @Override
    public void exchangeEvent(HttpServerExchange exchange, NextListener nextListener) {
        watch.stop();
        completed(isUnfinished());
        nextListener.proceed();
    }

    private void completed(boolean gone) {
        if (complete) {
            return;
        }
        complete = true;
        open.remove(this);
        if (streamOf != null) {
            streamOf.streams--;
        }
        release();
        Arrays.fill(sending, NOTHING); // the server keeps streams that were reset for a minute
        if (reader != null) {
            reader.drop();
        }
        if (stream != null) {
            stream.close();
        }
        if (over != null) {
            over.run();
        }
        if (gone && disconnected != null) {
            disconnected.run();
        }
    }
}
