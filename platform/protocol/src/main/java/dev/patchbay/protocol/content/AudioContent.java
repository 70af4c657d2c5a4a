package dev.patchbay.protocol.content;

import dev.patchbay.protocol.Annotations;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sound.
 *
 * @param data base64
 */
public record AudioContent(String data, String mimeType, @Nullable Annotations annotations, Map<String, Object> meta)
        implements
            ContentBlock,
            SamplingMessageContentBlock {
    public static AudioContent of(String data, String mimeType) {
        return new AudioContent(data, mimeType, null, Map.of());
    }
}
