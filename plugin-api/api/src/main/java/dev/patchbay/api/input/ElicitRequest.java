package dev.patchbay.api.input;

import dev.patchbay.api.Stable;
import dev.patchbay.api.content.JsonObject;
import java.util.Map;

/**
 * A form for the user: a message and a flat object schema. Never ask for a secret in a form: its answer passes through
 * the client and its model. A secret is asked for with {@link #page}; the host refuses a form that has a secret field.
 *
 * <pre>{@code {"message": "How shall we greet you?",
 *  "requestedSchema": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}} }</pre>
 *
 * <p>Source: MCP 2026-07-28, elicitation, form mode.
 *
 * @param message what the user reads above the form
 * @param requestedSchema JSON Schema of the form: an object whose properties are strings, numbers, integers, booleans
 *            or enumerations; {@link ElicitForm} builds it
 */
@Stable
public record ElicitRequest(String message, Map<String, Object> requestedSchema) implements InputRequest {
    /**
     * Copies the schema.
     *
     * @throws IllegalArgumentException if the schema is not of type object
     */
    public ElicitRequest {
        requestedSchema = JsonObject.copyOf(requestedSchema);
        if (!"object".equals(requestedSchema.get("type"))) {
            throw new IllegalArgumentException("The requested schema must have \"type\": \"object\"");
        }
    }

    /**
     * Starts a form.
     *
     * @param message what the user reads above the form
     * @return a builder of the form's fields
     */
    public static ElicitForm form(String message) {
        return new ElicitForm(message);
    }

    /**
     * Starts a question on a page of the host, for what must not pass through the client and its model: a secret, a
     * consent, an approval.
     *
     * @param message what the user reads above the fields
     * @return a builder of the page's fields
     */
    public static ElicitPage page(String message) {
        return new ElicitPage(message);
    }
}
