package dev.patchbay.protocol.resource;

import dev.patchbay.protocol.Annotations;
import dev.patchbay.protocol.Icon;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource as it is listed.
 *
 * @param size bytes, if known
 */
public record Resource(String uri, String name, @Nullable String title, @Nullable String description,
        @Nullable String mimeType, @Nullable Long size, List<Icon> icons, @Nullable Annotations annotations,
        Map<String, Object> meta) {
    public Resource {
        icons = List.copyOf(icons);
    }
}
