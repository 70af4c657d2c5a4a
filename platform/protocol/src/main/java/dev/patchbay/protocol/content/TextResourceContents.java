package dev.patchbay.protocol.content;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contents that are text. */
public record TextResourceContents(String uri, @Nullable String mimeType, String text, Map<String, Object> meta)
        implements
            ResourceContents {}
