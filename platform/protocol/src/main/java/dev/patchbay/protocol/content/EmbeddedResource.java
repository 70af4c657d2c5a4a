package dev.patchbay.protocol.content;

import dev.patchbay.protocol.Annotations;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contents of a resource inside a message. */
public record EmbeddedResource(ResourceContents resource, @Nullable Annotations annotations, Map<String, Object> meta)
        implements
            ContentBlock {}
