package dev.patchbay.admin;

import dev.patchbay.http.HttpExchange;
import dev.patchbay.http.HttpHandler;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document, made when somebody first asks for it: hardly anybody does, and a start need not wait for it. */
final class OpenApiPage implements HttpHandler {
    private final Supplier<byte[]> document;
    private final ExecutorService threads;
    private volatile byte @Nullable [] made;

    OpenApiPage(Supplier<byte[]> document, ExecutorService threads) {
        this.document = document;
        this.threads = threads;
    }

    @Override
    public void handle(HttpExchange exchange) {
        byte[] known = made;
        if (known != null) {
            exchange.answer(200, known);
            return;
        }
        exchange.answerLater();
        threads.execute(() -> answerFirst(exchange));
    }

    private void answerFirst(HttpExchange exchange) {
        try {
            byte[] json = document.get();
            made = json;
            exchange.answer(200, json);
        } catch (RuntimeException e) {
            exchange.answer(500);
            throw e;
        }
    }
}
