package dev.patchbay.stdio;

import dev.patchbay.client.SseEvent;
import dev.patchbay.client.SseReader;
import dev.patchbay.protocol.Era;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.http.HeaderValue;
import dev.patchbay.protocol.http.McpHeaders;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Requests of revision 2026-07-28 and later: each is one POST whose headers repeat what the body says, and its answer is
 * copied to the pipe. Safe for all threads; a call blocks its thread until it has ended.
 */
final class ModernSide {
    private static final int MAX_TRIES = 4;
    private static final int UNAUTHORIZED = 401;
    private static final int BAD_REQUEST = 400;
    /** What can be asked again when an answer was lost on the way. */
    private static final Set<String> REPEATABLE = Set.of("server/discover", "tools/list", "resources/list",
            "resources/templates/list", "prompts/list");

    private final Connection connection;
    private final Wire wire;
    private final Output output;
    private final Running running;
    private final ToolMarks marks;

    ModernSide(Connection connection, Wire wire, Output output, Running running) {
        this.connection = connection;
        this.wire = wire;
        this.output = output;
        this.running = running;
        this.marks = new ToolMarks(wire);
    }

    /** The headers that repeat the body, but those of arguments. */
    static Map<String, String> headers(RpcRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        RequestMeta.claimedVersion(request.params()).filter(version -> !version.isEmpty())
                .ifPresent(version -> headers.put(McpHeaders.PROTOCOL_VERSION, HeaderValue.encode(version)));
        headers.put(McpHeaders.METHOD, HeaderValue.encode(request.method()));
        McpHeaders.nameMember(request.method()).map(member -> request.params().get(member))
                .filter(String.class::isInstance)
                .ifPresent(name -> headers.put(McpHeaders.NAME, HeaderValue.encode((String) name)));
        return headers;
    }

    private Map<String, String> allHeaders(RpcRequest request) {
        Map<String, String> headers = headers(request);
        headers.putAll(marks.headers(request));
        return headers;
    }

    /** Sends a request and passes on what comes back, to the end. */
    void serve(RpcRequest request, byte[] line, Call call) {
        try {
            exchange(request, line, call);
        } catch (NoUpstreamException e) {
            fail(call, Faults.none(e));
        }
    }

    private void exchange(RpcRequest request, byte[] line, Call call) throws NoUpstreamException {
        Upstream upstream = connection.current();
        for (int tries = 1; !call.isCancelled(); tries++) {
            try {
                Optional<Upstream> again = attempt(upstream, request, line, call, tries < MAX_TRIES);
                if (again.isEmpty()) {
                    return;
                }
                upstream = again.get();
            } catch (ConnectException | HttpConnectTimeoutException e) {
                Upstream next = connection.after(upstream);
                if (tries == MAX_TRIES || next.equals(upstream)) {
                    fail(call, Faults.unreachable(upstream, e));
                    return;
                }
                upstream = next;
            } catch (IOException e) {
                if (tries < MAX_TRIES && REPEATABLE.contains(request.method()) && call.isOpen()) {
                    continue;
                }
                fail(call, Faults.lost(e));
                return;
            }
        }
    }

    /** Sends it once; gives where to send it again, if that may help. */
    private Optional<Upstream> attempt(Upstream upstream, RpcRequest request, byte[] line, Call call,
            boolean mayRepeat) throws IOException, NoUpstreamException {
        Map<String, String> headers = allHeaders(request);
        try (Reply reply = wire.post(upstream, headers, line, call)) {
            if (reply.status() == UNAUTHORIZED && mayRepeat) {
                byte[] body = reply.body();
                Upstream next = connection.after(upstream);
                if (!next.equals(upstream)) {
                    return Optional.of(next);
                }
                answer(call, Faults.refused(call.id().orElse(null), Era.MODERN, reply.status(), body));
            } else if (reply.isSuccess() && reply.isEventStream()) {
                copy(reply, call);
            } else {
                byte[] body = reply.body();
                if (reply.status() == BAD_REQUEST && mayRepeat && missesHeader(body)) {
                    marks.refresh(upstream, request, call);
                    if (!allHeaders(request).equals(headers)) {
                        return Optional.of(upstream);
                    }
                }
                answer(call, reply.isSuccess() && body.length > 0
                        ? body
                        : Faults.refused(call.id().orElse(null), Era.MODERN, reply.status(), body));
            }
            return Optional.empty();
        }
    }

    private static boolean missesHeader(byte[] body) {
        return Faults.rpcError(body).filter(error -> error.error().code() == ErrorCode.HEADER_MISMATCH).isPresent();
    }

    private void copy(Reply reply, Call call) throws IOException {
        SseReader events = reply.events();
        for (Optional<SseEvent> next = events.next(); next.isPresent(); next = events.next()) {
            byte[] message = next.get().utf8();
            if (message.length > 0) {
                if (!EnvelopeScan.of(message).hasMethod()) {
                    answer(call, message);
                    return;
                }
                if (call.isOpen()) {
                    output.send(message);
                }
            }
            reply.eventDone();
        }
        if (call.isOpen()) {
            throw new IOException("the stream ended without a response");
        }
    }

    private void fail(Call call, RpcError error) {
        RequestId id = call.id().orElse(null);
        answer(call, RpcWriter.error(id, error));
    }

    private void answer(Call call, byte[] response) {
        if (call.finish()) {
            running.end(call); // before the client can know, so that it may use the id again
            output.send(response);
        }
    }
}
