package dev.patchbay.api.resource;

import dev.patchbay.api.Stable;
import dev.patchbay.api.content.Annotations;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An entry in the list of resources:
 * {@code {"uri": "notes://42", "name": "42", "mimeType": "text/plain"}}. Source: MCP 2026-07-28, {@code Resource}.
 *
 * @param uri the URI
 * @param name a short name
 * @param title a title for people
 * @param description what it is, for the model
 * @param mimeType the media type
 * @param sizeBytes the size in bytes
 * @param annotations hints
 */
@Stable
public record ResourceDefinition(String uri, String name, Optional<String> title, Optional<String> description,
        Optional<String> mimeType, OptionalLong sizeBytes, Annotations annotations) {
    /**
     * Returns a plain entry.
     *
     * @param uri the URI
     * @param name a short name
     * @param description what it is, for the model
     * @param mimeType the media type
     * @return the entry
     */
    public static ResourceDefinition of(String uri, String name, String description, String mimeType) {
        return new ResourceDefinition(uri, name, Optional.empty(), Optional.of(description), Optional.of(mimeType),
                OptionalLong.empty(), Annotations.none());
    }
}
