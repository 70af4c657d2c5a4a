package dev.patchbay.benchmarks;

import io.undertow.Undertow;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Patchbay is measured against: the same HTTP library with the least work behind it.
 */
final class Baseline implements AutoCloseable {
    private static final int THREADS = 16;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Undertow server;
    private final ExecutorService workers;

    private Baseline(HttpHandler handler, ExecutorService workers) {
        this.workers = workers;
        this.server = Undertow.builder().addHttpListener(0, "127.0.0.1", handler)
                .setByteBufferPool(new DefaultByteBufferPool(true, 16 * 1024, 1000, 0)).build();
        server.start();
    }

    /** Starts a server that sends the same bytes to every request, from the I/O thread. */
    static Baseline fixedBytes(byte[] bytes) {
        ByteBuffer response = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
        return new Baseline(exchange -> {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
            exchange.getResponseSender().send(response.duplicate());
        }, Executors.newSingleThreadExecutor());
    }

    /**
     * Starts a server that decodes the request on the I/O thread, answers on one of 16 platform threads, and sends from
     * the I/O thread.
     */
    static Baseline decodeAnswerSend() {
        ExecutorService workers = Executors.newFixedThreadPool(THREADS);
        return new Baseline(exchange -> exchange.getRequestReceiver().receiveFullBytes((request, body) -> {
            JsonNode message = MAPPER.readTree(body);
            request.dispatch(SameThreadExecutor.INSTANCE, () -> workers.execute(() -> answer(request, message)));
        }), workers);
    }

    private static void answer(HttpServerExchange exchange, JsonNode message) {
        ObjectNode response = MAPPER.createObjectNode();
        response.put("jsonrpc", "2.0");
        response.set("id", message.get("id"));
        ObjectNode result = response.putObject("result");
        result.put("resultType", "complete");
        result.putArray("content").addObject().put("type", "text").put("text",
                message.path("params").path("arguments").path("message").asString());
        byte[] bytes = MAPPER.writeValueAsBytes(response);
        exchange.getIoThread().execute(() -> {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
            exchange.getResponseSender().send(ByteBuffer.wrap(bytes));
        });
    }

    int port() {
        return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    }

    @Override
    public void close() throws IOException {
        server.stop();
        workers.shutdownNow();
    }
}
