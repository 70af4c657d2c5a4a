package dev.patchbay.audit.chain;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** The end of a segment, where bytes are added. */
interface SegmentStream extends Closeable {
    /** Adds all these bytes; they are in the file when it returns. */
    void write(byte[] bytes, int length) throws IOException;

    /** Returns when all that was written is on the disk. */
    void sync() throws IOException;

    /** Opens segments. */
    @FunctionalInterface
    interface Opener {
        /** A channel would be closed for all when a thread that writes is interrupted, a stream is not. */
        Opener FILES = file -> {
            FileOutputStream out = new FileOutputStream(file.toFile(), true);
            return new SegmentStream() {
                @Override
                public void write(byte[] bytes, int length) throws IOException {
                    out.write(bytes, 0, length);
                }

                @Override
                public void sync() throws IOException {
                    out.getFD().sync();
                }

                @Override
                public void close() throws IOException {
                    out.close();
                }
            };
        };

        SegmentStream open(Path file) throws IOException;
    }
}
