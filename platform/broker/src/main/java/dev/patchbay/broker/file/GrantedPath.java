package dev.patchbay.broker.file;

import dev.patchbay.api.grant.NotGrantedException;
import dev.patchbay.broker.Grant;
import dev.patchbay.broker.GrantKind;
import dev.patchbay.broker.InvalidGrantException;
import dev.patchbay.broker.PathGrant;
import dev.patchbay.broker.Scope;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A path of a plugin and the granted folder it is in.
 *
 * @param text as the plugin wrote it
 * @param grant what allows it
 * @param steps the names behind the granted folder, maybe none
 */
record GrantedPath(String text, PathGrant grant, List<Path> steps) {
    private static final int MAX_LENGTH = 4096;

    /**
     * Finds the grant for a path now.
     *
     * @throws IOException if the text is no whole and plain path
     * @throws NotGrantedException if it is in no granted folder
     */
    static GrantedPath of(Scope scope, String text, boolean write) throws IOException {
        Path path = plain(text);
        PathGrant grant = scope.grants().path(path, write).orElseThrow(() -> missing(scope, path, write));
        List<Path> steps = StreamSupport.stream(path.spliterator(), false).skip(grant.folder().getNameCount())
                .toList();
        return new GrantedPath(text, grant, steps);
    }

    private static Path plain(String text) throws IOException {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IOException("A path has 1 to " + MAX_LENGTH + " characters");
        }
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw new IOException("This is no path");
        }
        if (!path.isAbsolute() || !path.normalize().equals(path)) {
            throw new IOException("A path is written whole, without . and ..: " + text);
        }
        return path;
    }

    private static RuntimeException missing(Scope scope, Path path, boolean write) {
        Path parent = path.getParent() == null ? path : path.getParent();
        try {
            return scope.missing(Grant.of(GrantKind.PATHS, parent + (write ? " (rw)" : " (r)")));
        } catch (InvalidGrantException e) {
            String grant = "paths: " + parent;
            return new NotGrantedException(grant, parent + " is a folder that is never granted");
        }
    }

    /** The name at the end; the granted folder itself has none. */
    Path name() throws IOException {
        if (steps.isEmpty()) {
            throw new IOException(text + " is the granted folder itself");
        }
        return steps.getLast();
    }

    /** The names of the folders on the way to it. */
    List<Path> way() {
        return steps.isEmpty() ? steps : steps.subList(0, steps.size() - 1);
    }
}
