package dev.patchbay.protocol.content;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contents of a resource, or of one part of it. */
public sealed interface ResourceContents permits TextResourceContents, BlobResourceContents {
    String uri();

    @Nullable
    String mimeType();

    Map<String, Object> meta();
}
