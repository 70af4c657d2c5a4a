package dev.patchbay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.async.FilePathAsync;

/** H2's files, and beside each, as {@code .disk}, what of it is left when the power fails: what it was when last forced. */
public final class ForcedFiles extends FilePathAsync {
    /** Creates it; H2 does so too. */
    public ForcedFiles() {}

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Forced(super.open(mode), Path.of(name.substring(getScheme().length() + 1)));
    }

    static Path disk(Path file) {
        return file.resolveSibling(file.getFileName() + ".disk");
    }

    private static final class Forced extends FileBaseDefault {
        private final FileChannel channel;
        private final Path file;

        Forced(FileChannel channel, Path file) {
            this.channel = channel;
            this.file = file;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            channel.force(metaData);
            Files.copy(file, disk(file), StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public synchronized int read(ByteBuffer to, long position) throws IOException {
            return channel.read(to, position);
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            return channel.write(from, position);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return channel.tryLock(position, size, shared);
        }
    }
}
