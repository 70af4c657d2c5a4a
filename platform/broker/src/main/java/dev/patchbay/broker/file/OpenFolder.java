package dev.patchbay.broker.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * An open folder behind a granted one, reached name by name from the one before, never over a symbolic link. What is
 * done in it is done relative to the open folder, so that nobody can put another in its place meanwhile. Belongs to one
 * thread.
 */
final class OpenFolder implements AutoCloseable {
    private final SecureDirectoryStream<Path> stream;

    private OpenFolder(SecureDirectoryStream<Path> stream) {
        this.stream = stream;
    }

    /** Opens a folder: first the granted one, then each on the way. */
    static OpenFolder of(Root root, List<Path> way) throws IOException {
        SecureDirectoryStream<Path> current = open(root);
        for (Path name : way) {
            try (SecureDirectoryStream<Path> before = current) {
                current = before.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
            }
        }
        return new OpenFolder(current);
    }

    @SuppressWarnings("StreamResourceLeak") // whoever opens it closes it
    private static SecureDirectoryStream<Path> open(Root root) throws IOException {
        DirectoryStream<Path> opened = Files.newDirectoryStream(root.path());
        try {
            if (!(opened instanceof SecureDirectoryStream<Path> secure)) {
                throw new IOException("This system cannot open files relative to a folder, which Patchbay needs");
            }
            root.check(attributes(secure).fileKey());
            return secure;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder) throws IOException {
        return folder.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
    }

    SecureDirectoryStream<Path> stream() {
        return stream;
    }

    /** Looks at the folder itself. */
    BasicFileAttributes attributes() throws IOException {
        return attributes(stream);
    }

    /** Looks at an entry, not at what a link leads to. */
    BasicFileAttributes attributes(Path name) throws IOException {
        return stream.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    /** Says what went wrong in words of the plugin's own path. */
    static IOException readable(String text, IOException problem) {
        return switch (problem) {
            case NoSuchFileException missing -> new NoSuchFileException(text);
            case NotDirectoryException other -> new NotDirectoryException(text);
            case FileSystemLoopException link -> new IOException(text + ": symbolic links are not followed");
            default -> {
                String reason = problem.getMessage() == null ? "" : problem.getMessage();
                yield reason.contains("symbolic links") || reason.contains("Not a directory")
                        ? new IOException(text + ": a folder on the way is no folder, or a symbolic link, which is not"
                                + " followed")
                        : problem.getClass() == IOException.class ? problem
                                : new IOException(text + ": " + problem.getClass().getSimpleName(), problem);
            }
        };
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
