package dev.patchbay.host;

import dev.patchbay.host.folder.FileStamp;
import dev.patchbay.host.jar.StoredPlugin;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file of the plugins folder as the host knows it. Belongs to the host's own thread. */
final class FoundJar {
    private final Path file;
    /** What was read last; null while it is read for the first time. */
    @Nullable FileStamp stamp;
    /** The plugin in it; of a file that was changed to something unreadable, the one before. */
    @Nullable StoredPlugin plugin;
    @Nullable String refusal;
    boolean reading;

    FoundJar(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    String name() {
        return file.getFileName().toString();
    }

    Optional<StoredPlugin> plugin() {
        return Optional.ofNullable(plugin);
    }

    boolean isNewerThan(FoundJar other) {
        return stamp != null && (other.stamp == null || stamp.modified().compareTo(other.stamp.modified()) > 0);
    }
}
