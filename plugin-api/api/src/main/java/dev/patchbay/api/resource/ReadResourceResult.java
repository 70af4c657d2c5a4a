package dev.patchbay.api.resource;

import dev.patchbay.api.Stable;
import dev.patchbay.api.content.ResourceContents;
import java.util.List;

/**
 * The contents of a resource:
 * {@code {"contents": [{"uri": "docs://api", "mimeType": "text/markdown", "text": "# API"}]}}. Source: MCP 2026-07-28,
 * {@code ReadResourceResult}.
 *
 * @param contents the contents, at least one
 */
@Stable
public record ReadResourceResult(List<ResourceContents> contents) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are no contents: a resource that does not exist is a
     *             {@link ResourceNotFoundException}
     */
    public ReadResourceResult {
        contents = List.copyOf(contents);
        if (contents.isEmpty()) {
            throw new IllegalArgumentException(
                    "A resource has at least one content; throw ResourceNotFoundException for one that does not exist");
        }
    }

    /**
     * Returns text contents.
     *
     * @param uri the URI that was read
     * @param mimeType the media type
     * @param text the text
     * @return the result
     */
    public static ReadResourceResult text(String uri, String mimeType, String text) {
        return new ReadResourceResult(List.of(ResourceContents.text(uri, mimeType, text)));
    }

    /**
     * Returns binary contents.
     *
     * @param uri the URI that was read
     * @param mimeType the media type
     * @param blob the bytes
     * @return the result
     */
    public static ReadResourceResult blob(String uri, String mimeType, byte[] blob) {
        return new ReadResourceResult(List.of(ResourceContents.blob(uri, mimeType, blob)));
    }
}
