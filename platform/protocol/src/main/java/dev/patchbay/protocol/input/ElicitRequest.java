package dev.patchbay.protocol.input;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code elicitation/create}: a question for the user. */
public sealed interface ElicitRequest extends InputRequest {
    String message();

    @Override
    default String method() {
        return "elicitation/create";
    }

    /**
     * A form to fill in.
     *
     * @param requestedSchema a flat JSON Schema object
     */
    record Form(String message, Map<String, Object> requestedSchema) implements ElicitRequest {}

    /**
     * A page to open.
     *
     * @param elicitationId 2025-11-25 only, and needed there
     */
    record Url(String message, String url, @Nullable String elicitationId) implements ElicitRequest {}
}
