package dev.patchbay.protocol.content;

import dev.patchbay.protocol.Annotations;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text. */
public record TextContent(String text, @Nullable Annotations annotations, Map<String, Object> meta)
        implements
            ContentBlock,
            SamplingMessageContentBlock {
    public static TextContent of(String text) {
        return new TextContent(text, null, Map.of());
    }
}
