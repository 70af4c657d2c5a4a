package dev.patchbay.api.input;

import dev.patchbay.api.Stable;
import dev.patchbay.api.content.JsonObject;
import java.util.Map;
import java.util.Objects;

/**
 * A question on a page of the host, which the user opens in a browser: for a secret, a consent or an approval. The client
 * learns the message and the address of the page, and never what is filled in there. The host checks that who opens the
 * page is who made the call. Without a field the page has only the message and the two buttons.
 *
 * <pre>{@code {"message": "Paste a token for the issue tracker",
 *  "requestedSchema": {"type": "object", "properties": {"token": {"type": "string", "writeOnly": true}}}} }</pre>
 *
 * <p>The message travels through the client: put no secret into it. A restart of the host forgets open pages and what was
 * filled in; the question is then asked again.
 *
 * <p>Source: MCP 2026-07-28, elicitation, URL mode.
 *
 * @param message what the user reads above the fields
 * @param requestedSchema JSON Schema of the answer, as in {@link ElicitRequest}; {@link ElicitPage} builds it. A property
 *            with {@code "writeOnly": true} is a secret
 */
@Stable
public record ElicitUrlRequest(String message, Map<String, Object> requestedSchema) implements InputRequest {
    /**
     * Copies the schema.
     *
     * @throws IllegalArgumentException if the schema is not of type object
     */
    public ElicitUrlRequest {
        Objects.requireNonNull(message, "message");
        requestedSchema = JsonObject.copyOf(requestedSchema);
        if (!"object".equals(requestedSchema.get("type"))) {
            throw new IllegalArgumentException("The requested schema must have \"type\": \"object\"");
        }
    }
}
