package dev.patchbay.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Name and version of a client or server, with what a person may want to see of it. */
public record Implementation(String name, @Nullable String title, String version, @Nullable String description,
        List<Icon> icons, @Nullable String websiteUrl) {
    public Implementation {
        icons = List.copyOf(icons);
    }

    public static Implementation of(String name, String version) {
        return new Implementation(name, null, version, null, List.of(), null);
    }
}
