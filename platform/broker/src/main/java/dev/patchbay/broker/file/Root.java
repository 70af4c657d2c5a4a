package dev.patchbay.broker.file;

import dev.patchbay.broker.PathGrant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A granted folder as it really is on the disk. An administrator may grant a link; where it leads is found out once and
 * holds, so that whoever may write above it cannot lead it elsewhere later.
 *
 * <p>Threads: safe for all.
 */
final class Root {
    private final Path path;
    private volatile @Nullable Object key;

    private Root(Path path, @Nullable Object key) {
        this.path = path;
        this.key = key;
    }

    Path path() {
        return path;
    }

    /** Makes sure that what was opened is this folder, also if it was made anew in its place. */
    void check(@Nullable Object openedKey) throws IOException {
        if (Objects.equals(openedKey, key)) {
            return;
        }
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!now.isDirectory() || !Objects.equals(now.fileKey(), openedKey) || !path.toRealPath().equals(path)) {
            throw new IOException("The granted folder was exchanged while it was opened");
        }
        key = openedKey;
    }

    /** The granted folders that were used. */
    static final class Known {
        private final ConcurrentHashMap<Path, Root> roots = new ConcurrentHashMap<>();

        Root of(PathGrant grant) throws IOException {
            Root known = roots.get(grant.folder());
            if (known != null) {
                return known;
            }
            Path real = grant.folder().toRealPath();
            if (PathGrant.isNeverGiven(real) || real.getNameCount() == 0) {
                throw new IOException(grant.folder() + " leads to " + real + ", which is never granted");
            }
            Object key = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
            Root root = new Root(real, key);
            Root before = roots.putIfAbsent(grant.folder(), root);
            return before == null ? root : before;
        }
    }
}
