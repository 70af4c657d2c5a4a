package dev.patchbay.protocol.resource;

import dev.patchbay.protocol.Annotations;
import dev.patchbay.protocol.Icon;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A family of resources.
 *
 * @param uriTemplate RFC 6570
 */
public record ResourceTemplate(String uriTemplate, String name, @Nullable String title, @Nullable String description,
        @Nullable String mimeType, List<Icon> icons, @Nullable Annotations annotations, Map<String, Object> meta) {
    public ResourceTemplate {
        icons = List.copyOf(icons);
    }
}
