package dev.patchbay.benchmarks.servers;

import io.undertow.Undertow;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Patchbay is measured against: the same HTTP library with the least work behind it.
 *
 * <p>Arguments: the port, and for fixed bytes the file that holds them.
 */
public final class BareServer {
    private static final int THREADS = 16;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private BareServer() {}

    public static void main(String[] arguments) throws IOException {
        HttpHandler handler = arguments.length > 1
                ? fixedBytes(Files.readAllBytes(Path.of(arguments[1])))
                : decodeAnswerSend();
        Undertow.builder().addHttpListener(Integer.parseInt(arguments[0]), "127.0.0.1", handler)
                .setByteBufferPool(new DefaultByteBufferPool(true, 16 * 1024, 1000, 0)).build().start();
    }

    /** Sends the same bytes to every request, from the I/O thread. */
    private static HttpHandler fixedBytes(byte[] bytes) {
        ByteBuffer response = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
        return exchange -> {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
            exchange.getResponseSender().send(response.duplicate());
        };
    }

    /** Decodes the request on the I/O thread, answers on one of 16 platform threads, sends from the I/O thread. */
    private static HttpHandler decodeAnswerSend() {
        ExecutorService workers = Executors.newFixedThreadPool(THREADS);
        return exchange -> exchange.getRequestReceiver().receiveFullBytes((request, body) -> {
            JsonNode message = MAPPER.readTree(body);
            request.dispatch(SameThreadExecutor.INSTANCE, () -> workers.execute(() -> answer(request, message)));
        });
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
}
