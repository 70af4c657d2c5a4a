package dev.patchbay.api.content;

import dev.patchbay.api.Stable;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A link to a resource that the client may read:
 * {@code {"type": "resource_link", "uri": "notes://42", "name": "42"}}. Use it in place of content that is too large.
 * Source: MCP 2026-07-28, {@code ResourceLink}.
 *
 * @param uri the URI, in the plugin's own scheme or any other
 * @param name a short name
 * @param title a title for people
 * @param description what it is
 * @param mimeType its media type
 * @param sizeBytes its size in bytes
 * @param annotations hints
 */
@Stable
public record ResourceLink(String uri, String name, Optional<String> title, Optional<String> description,
        Optional<String> mimeType, OptionalLong sizeBytes, Annotations annotations) implements ContentBlock {
    /**
     * Returns a plain link.
     *
     * @param uri the URI
     * @param name a short name
     * @return a link that says nothing else
     */
    public static ResourceLink of(String uri, String name) {
        return new ResourceLink(uri, name, Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty(),
                Annotations.none());
    }
}
