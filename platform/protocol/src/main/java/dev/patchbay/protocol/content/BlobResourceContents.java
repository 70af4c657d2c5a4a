package dev.patchbay.protocol.content;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Contents that are bytes.
 *
 * @param blob base64
 */
public record BlobResourceContents(String uri, @Nullable String mimeType, String blob, Map<String, Object> meta)
        implements
            ResourceContents {}
