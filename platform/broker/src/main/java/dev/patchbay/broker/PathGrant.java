package dev.patchbay.broker;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder with all that is in it, to read or to read and write.
 *
 * @param folder its absolute path, normal
 * @param write whether to write too
 */
public record PathGrant(Path folder, boolean write) implements Grant {
    private static final List<Path> NEVER = List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

    static Grant read(Marked marked) {
        String mark = marked.mark() == null ? "r" : marked.mark();
        if (!"r".equals(mark) && !"rw".equals(mark)) {
            throw marked.wrong("a folder is written as /path, /path (r) or /path (rw)");
        }
        Path folder;
        try {
            folder = Path.of(marked.value());
        } catch (InvalidPathException e) {
            throw marked.wrong("it is no path");
        }
        if (!folder.isAbsolute() || !folder.normalize().equals(folder)) {
            throw marked.wrong("a folder is written with its whole path, without . and ..");
        }
        if (folder.getNameCount() == 0 || isNeverGiven(folder)) {
            throw marked.wrong("neither all of a file system is granted, nor /proc, /sys or /dev");
        }
        return new PathGrant(folder, "rw".equals(mark));
    }

    /**
     * Tells whether a folder is none of files, but of the kernel.
     *
     * @param folder an absolute path
     * @return true if nothing in it is ever given
     */
    public static boolean isNeverGiven(Path folder) {
        return NEVER.stream().anyMatch(folder::startsWith);
    }

    @Override
    public GrantKind kind() {
        return GrantKind.PATHS;
    }

    @Override
    public String value() {
        return folder + (write ? " (rw)" : " (r)");
    }

    @Override
    public boolean covers(Grant other) {
        return other instanceof PathGrant(Path otherFolder, boolean otherWrite) && otherFolder.startsWith(folder)
                && (write || !otherWrite);
    }

    @Override
    public Optional<Grant> meet(Grant other) {
        if (!(other instanceof PathGrant(Path otherFolder, boolean otherWrite))) {
            return Optional.empty();
        }
        if (otherFolder.startsWith(folder)) {
            return Optional.of(new PathGrant(otherFolder, write && otherWrite));
        }
        return folder.startsWith(otherFolder) ? Optional.of(new PathGrant(folder, write && otherWrite))
                : Optional.empty();
    }
}
