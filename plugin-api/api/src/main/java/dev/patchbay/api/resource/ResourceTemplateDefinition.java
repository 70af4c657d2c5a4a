package dev.patchbay.api.resource;

import dev.patchbay.api.Stable;
import dev.patchbay.api.content.Annotations;
import java.util.Optional;

/**
 * An entry in the list of resource templates: {@code {"uriTemplate": "notes://{id}", "name": "note"}}. Source: MCP
 * 2026-07-28, {@code ResourceTemplate}.
 *
 * @param uriTemplate the template, see {@link UriTemplate}
 * @param name a short name
 * @param title a title for people
 * @param description what it is, for the model
 * @param mimeType the media type, if all resources have the same
 * @param annotations hints
 */
@Stable
public record ResourceTemplateDefinition(String uriTemplate, String name, Optional<String> title,
        Optional<String> description, Optional<String> mimeType, Annotations annotations) {
    /**
     * Checks the template.
     *
     * @throws IllegalArgumentException if the template is malformed
     */
    public ResourceTemplateDefinition {
        UriTemplate.parse(uriTemplate);
    }

    /**
     * Returns a plain entry.
     *
     * @param uriTemplate the template
     * @param name a short name
     * @param description what it is, for the model
     * @param mimeType the media type
     * @return the entry
     */
    public static ResourceTemplateDefinition of(String uriTemplate, String name, String description, String mimeType) {
        return new ResourceTemplateDefinition(uriTemplate, name, Optional.empty(), Optional.of(description),
                Optional.of(mimeType), Annotations.none());
    }
}
