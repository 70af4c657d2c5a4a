package dev.patchbay.api.content;

import dev.patchbay.api.Stable;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a resource: {@code {"uri": "logo://1", "mimeType": "image/png", "blob": "<base64>"}}. Two are equal if their
 * bytes are. Source: MCP 2026-07-28, {@code BlobResourceContents}.
 *
 * @param uri the URI of the resource
 * @param mimeType its media type
 * @param blob the bytes; the array is copied when the contents are made and whenever they are read
 */
@Stable
@SuppressWarnings("ArrayRecordComponent") // the bytes are copied on the way in and out, and compared by content
public record BlobResourceContents(String uri, Optional<String> mimeType, byte[] blob) implements ResourceContents {
    /** Copies the bytes. */
    public BlobResourceContents {
        blob = blob.clone();
    }

    /** {@return a copy of the bytes} */
    @Override
    public byte[] blob() {
        return blob.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BlobResourceContents that && uri.equals(that.uri) && mimeType.equals(that.mimeType)
                && Arrays.equals(blob, that.blob);
    }

    @Override
    public int hashCode() {
        return 31 * uri.hashCode() + Arrays.hashCode(blob);
    }

    @Override
    public String toString() {
        return "BlobResourceContents[" + uri + ", " + blob.length + " bytes]";
    }
}
