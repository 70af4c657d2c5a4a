package dev.patchbay.server.running;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data folder in the hands of one server; two on one folder would spoil each other's state. */
public final class DataFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final String LOCK = "patchbay.lock";

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the folder, and makes it where it is missing.
     *
     * @param path the folder
     * @return the folder, to be closed at the end
     * @throws StartException if it cannot be written; a {@link DataFolderTakenException} if another server has it
     */
    public static DataFolder take(Path path) throws StartException {
        FileChannel channel = null;
        try {
            Files.createDirectories(path);
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel, false) != null) {
                return new DataFolder(path, channel);
            }
            channel.close();
        } catch (IOException e) {
            close(channel);
            throw new StartException("The data folder " + path + " cannot be used: " + reason(e)
                    + ". Make it writable, or name another with --data.", e);
        }
        throw new DataFolderTakenException("Another Patchbay uses the data folder " + path
                + ". Stop it first, or give this one a folder of its own with --data.");
    }

    /**
     * Returns whether a server has the folder now.
     *
     * @param path the folder
     * @return false also where there is no such folder
     */
    public static boolean isTaken(Path path) {
        Path file = path.resolve(LOCK);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return lock(channel, true) == null;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns where it is.
     *
     * @return an absolute path
     */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        close(channel);
    }

    private static @Nullable FileLock lock(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException e) {
            return null; // a server in this very process has it
        }
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("The lock of the data folder was not closed", e);
            }
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
    }
}
