package dev.patchbay.api.content;

import dev.patchbay.api.Stable;

/**
 * A piece of a tool result or of a message. Plugins create the cases below; where a plugin reads content (a model's
 * answer) new cases may come, so keep a default branch.
 *
 * <p>Source: MCP 2026-07-28, {@code ContentBlock}.
 */
@Stable
public sealed interface ContentBlock permits TextContent, ImageContent, AudioContent, ResourceLink, EmbeddedResource {
    /**
     * Returns the hints about this piece.
     *
     * @return the hints, {@link Annotations#none()} for none
     */
    Annotations annotations();

    /**
     * Returns text.
     *
     * @param text the text
     * @return a block without hints
     */
    static TextContent text(String text) {
        return new TextContent(text, Annotations.none());
    }

    /**
     * Returns an image.
     *
     * @param data the bytes of the image
     * @param mimeType its media type, such as {@code image/png}
     * @return a block without hints
     */
    static ImageContent image(byte[] data, String mimeType) {
        return new ImageContent(data, mimeType, Annotations.none());
    }

    /**
     * Returns a sound.
     *
     * @param data the bytes of the sound
     * @param mimeType its media type, such as {@code audio/wav}
     * @return a block without hints
     */
    static AudioContent audio(byte[] data, String mimeType) {
        return new AudioContent(data, mimeType, Annotations.none());
    }

    /**
     * Returns the contents of a resource, carried along.
     *
     * @param contents the contents
     * @return a block without hints
     */
    static EmbeddedResource resource(ResourceContents contents) {
        return new EmbeddedResource(contents, Annotations.none());
    }
}
