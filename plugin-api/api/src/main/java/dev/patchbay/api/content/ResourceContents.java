package dev.patchbay.api.content;

import dev.patchbay.api.Stable;
import java.util.Optional;

/**
 * The contents of a resource: text or bytes. Source: MCP 2026-07-28, {@code ResourceContents}.
 */
@Stable
public sealed interface ResourceContents permits TextResourceContents, BlobResourceContents {
    /**
     * Returns the URI of the resource.
     *
     * @return the URI
     */
    String uri();

    /**
     * Returns the media type.
     *
     * @return the media type, if known
     */
    Optional<String> mimeType();

    /**
     * Returns text contents.
     *
     * @param uri the URI of the resource
     * @param mimeType its media type, such as {@code text/markdown}
     * @param text the text
     * @return the contents
     */
    static TextResourceContents text(String uri, String mimeType, String text) {
        return new TextResourceContents(uri, Optional.of(mimeType), text);
    }

    /**
     * Returns binary contents.
     *
     * @param uri the URI of the resource
     * @param mimeType its media type, such as {@code image/png}
     * @param blob the bytes
     * @return the contents
     */
    static BlobResourceContents blob(String uri, String mimeType, byte[] blob) {
        return new BlobResourceContents(uri, Optional.of(mimeType), blob);
    }
}
