package dev.patchbay.protocol.content;

import dev.patchbay.protocol.Annotations;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image.
 *
 * @param data base64
 */
public record ImageContent(String data, String mimeType, @Nullable Annotations annotations, Map<String, Object> meta)
        implements
            ContentBlock,
            SamplingMessageContentBlock {
    public static ImageContent of(String data, String mimeType) {
        return new ImageContent(data, mimeType, null, Map.of());
    }
}
