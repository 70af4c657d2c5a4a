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
    /** The plugin in it, if it was accepted. */
    @Nullable StoredPlugin plugin;
    /** What served from this file last; it serves on while the file holds nothing better. */
    @Nullable StoredPlugin lastGood;
    @Nullable String refusal;
    boolean reading;
    /** Whether the file is no longer there. */
    boolean gone;

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

    Optional<StoredPlugin> lastGood() {
        return Optional.ofNullable(lastGood);
    }

    /** The id of the plugin, also while the file holds something unreadable. */
    Optional<String> id() {
        return plugin().or(this::lastGood).map(each -> each.manifest().id());
    }

    /** Whether it is not known yet what is in the file. */
    boolean isComing() {
        return !gone && (reading || (plugin == null && refusal == null));
    }

    boolean isNewerThan(FoundJar other) {
        return stamp != null && (other.stamp == null || stamp.modified().compareTo(other.stamp.modified()) > 0);
    }
}
