package dev.patchbay.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client can be asked for. A feature that is null is not offered.
 *
 * @param roots offered if not null
 * @param sampling offered if not null
 * @param elicitation offered if not null
 * @param experimental by name
 * @param extensions settings by extension id; modern revisions only
 */
public record ClientCapabilities(@Nullable Roots roots, @Nullable Sampling sampling, @Nullable Elicitation elicitation,
        Map<String, Object> experimental, Map<String, Object> extensions) {
    public static final ClientCapabilities NONE = new ClientCapabilities(null, null, null, Map.of(), Map.of());

    /** {@code roots/list} is answered; {@code listChanged} is of legacy revisions only. */
    public record Roots(boolean listChanged) {}

    /** {@code sampling/createMessage} is answered, with context of servers or with tools if so said. */
    public record Sampling(boolean context, boolean tools) {}

    /** {@code elicitation/create} is answered for these modes. */
    public record Elicitation(boolean form, boolean url) {}

    public boolean asksForms() {
        return elicitation != null && elicitation.form();
    }

    public boolean opensUrls() {
        return elicitation != null && elicitation.url();
    }

    /**
     * The JSON object, as a client would declare it and as {@code -32021} names what is required. An elicitation
     * capability with forms only is the empty object, which all revisions with elicitation understand.
     */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        if (!experimental.isEmpty()) {
            json.put("experimental", experimental);
        }
        if (roots != null) {
            json.put("roots", roots.listChanged() ? Map.of("listChanged", true) : Map.of());
        }
        if (sampling != null) {
            Map<String, Object> parts = new LinkedHashMap<>();
            if (sampling.context()) {
                parts.put("context", Map.of());
            }
            if (sampling.tools()) {
                parts.put("tools", Map.of());
            }
            json.put("sampling", parts);
        }
        if (elicitation != null) {
            Map<String, Object> parts = new LinkedHashMap<>();
            if (elicitation.form() && elicitation.url()) {
                parts.put("form", Map.of());
            }
            if (elicitation.url()) {
                parts.put("url", Map.of());
            }
            json.put("elicitation", parts);
        }
        if (!extensions.isEmpty()) {
            json.put("extensions", extensions);
        }
        return json;
    }
}
