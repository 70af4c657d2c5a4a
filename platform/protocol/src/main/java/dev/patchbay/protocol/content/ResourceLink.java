package dev.patchbay.protocol.content;

import dev.patchbay.protocol.Annotations;
import dev.patchbay.protocol.Icon;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource the client may read, not necessarily one that is listed.
 *
 * @param size bytes, if known
 */
public record ResourceLink(String uri, String name, @Nullable String title, @Nullable String description,
        @Nullable String mimeType, @Nullable Long size, List<Icon> icons, @Nullable Annotations annotations,
        Map<String, Object> meta) implements ContentBlock {
    public ResourceLink {
        icons = List.copyOf(icons);
    }
}
