package dev.patchbay.endpoint;

import dev.patchbay.http.HeaderName;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.http.HttpHandler;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.security.token.ResourceMetadata;

/**
 * Tells whoever asks which authorization servers give tokens for us. Nothing in it is secret, so any origin may read it.
 *
 * <p>Source: RFC 9728, section 3.
 */
final class MetadataPath implements HttpHandler {
    private final byte[] document;

    MetadataPath(ResourceMetadata metadata) {
        this.document = JsonWriter.compact(metadata.document());
    }

    @Override
    public void handle(HttpExchange exchange) {
        if (exchange.method().equals("GET") || exchange.method().equals("HEAD")) {
            exchange.responseHeader(HeaderName.CACHE_CONTROL, "public, max-age=300");
            exchange.answer(200, document);
        } else {
            exchange.responseHeader(HeaderName.ALLOW, "GET, HEAD");
            exchange.fail(405, "method_not_allowed", "Read this document with GET.");
        }
    }
}
