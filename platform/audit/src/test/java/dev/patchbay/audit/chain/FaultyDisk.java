package dev.patchbay.audit.chain;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Segments on a disk whose next write or sync fails when told to, once; what is tried after that is counted. */
final class FaultyDisk {
    final AtomicInteger syncs = new AtomicInteger();
    final AtomicInteger writes = new AtomicInteger();
    private volatile @Nullable String failSync;
    private volatile @Nullable String failWrite;
    private volatile int writtenBeforeFailure;

    void failNextSync(String message) {
        failSync = message;
    }

    void failNextWrite(String message, int afterBytes) {
        writtenBeforeFailure = afterBytes;
        failWrite = message;
    }

    SegmentStream.Opener opener() {
        return file -> {
            SegmentStream real = SegmentStream.Opener.FILES.open(file);
            return new SegmentStream() {
                @Override
                public void write(byte[] bytes, int length) throws IOException {
                    String message = failWrite;
                    writes.incrementAndGet();
                    if (message != null) {
                        failWrite = null;
                        real.write(bytes, Math.min(length, writtenBeforeFailure));
                        throw new IOException(message);
                    }
                    real.write(bytes, length);
                }

                @Override
                public void sync() throws IOException {
                    String message = failSync;
                    syncs.incrementAndGet();
                    if (message != null) {
                        failSync = null;
                        throw new IOException(message);
                    }
                    real.sync();
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        };
    }
}
