package dev.patchbay.api.content;

import dev.patchbay.api.Stable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a sound: {@code {"type": "audio", "data": "<base64>", "mimeType": "audio/wav"}}. Two are equal if their bytes are.
 * Source: MCP 2026-07-28, {@code AudioContent}.
 *
 * @param data the bytes; the array is copied when the block is made and whenever it is read
 * @param mimeType the media type
 * @param annotations hints
 */
@Stable
@SuppressWarnings("ArrayRecordComponent") // the bytes are copied on the way in and out, and compared by content
public record AudioContent(byte[] data, String mimeType, Annotations annotations) implements ContentBlock {
    /** Copies the bytes. */
    public AudioContent {
        data = data.clone();
    }

    /** {@return a copy of the bytes} */
    @Override
    public byte[] data() {
        return data.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AudioContent that && Arrays.equals(data, that.data) && mimeType.equals(that.mimeType)
                && annotations.equals(that.annotations);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(data) + mimeType.hashCode();
    }

    @Override
    public String toString() {
        return "AudioContent[" + data.length + " bytes, " + mimeType + "]";
    }
}
