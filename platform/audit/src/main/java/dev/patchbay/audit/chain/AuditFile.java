package dev.patchbay.audit.chain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The chain of records, open for writing; one process at a time.
 *
 * <p>A record goes in with {@link #append} (does not wait), {@link #write} (returns when it is in the file, so that the
 * death of this process does not lose it) or {@link #sync} (tells when it is on the disk). Records that come together
 * are written together, by one of the threads that brought them, and one sync serves all that wait for it. What was
 * written only is synced in the background.
 *
 * <p>After the first error of a write or a sync the file takes nothing more until the process starts again: what a disk
 * says after a failed sync cannot be trusted. {@link #append} then drops its record and counts it; the others fail.
 *
 * <p>Threads: any. {@link #append} and {@link #sync} do not wait, except for a write when too much is queued.
 */
public final class AuditFile implements AutoCloseable {
    private final AuditFileSettings settings;
    private final Closeable exclusive;
    private final ThreadLocal<LineWriter> writers = ThreadLocal.withInitial(LineWriter::new);
    private final RecordQueue queue;
    private final Syncer syncer;

    private AuditFile(AuditFileSettings settings, ChainWriter chain, Closeable exclusive) {
        this.settings = settings;
        this.exclusive = exclusive;
        this.queue = new RecordQueue(settings.folder(), chain);
        this.syncer = new Syncer(queue, chain, settings.syncWithin());
    }

    /**
     * Opens the chain, or begins it. Reads only its end; what a crash tore off there is cut, and a record of kind
     * {@code recovered} says so.
     *
     * @param settings where and how
     * @return the open file
     * @throws IOException if it cannot be read or written, or another process has it open
     */
    public static AuditFile open(AuditFileSettings settings) throws IOException {
        return open(settings, SegmentStream.Opener.FILES);
    }

    static AuditFile open(AuditFileSettings settings, SegmentStream.Opener opener) throws IOException {
        Segments segments = new Segments(settings.folder());
        segments.makeFolder();
        Closeable exclusive = exclusive(settings.folder());
        try {
            AuditFile file = new AuditFile(settings, ChainWriter.open(settings, segments, opener), exclusive);
            file.syncer.start();
            return file;
        } catch (IOException | RuntimeException e) {
            exclusive.close();
            throw e;
        }
    }

    private static Closeable exclusive(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException(folder + " is open already in this process", e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException(folder + " is in use by another process; two must not write one audit trail");
    }

    /**
     * Hands a record in and does not wait for it.
     *
     * @param kind what happened
     * @param members writes the other members
     */
    public void append(String kind, Consumer<LineWriter> members) {
        if (queue.failure() != null) {
            queue.lost().increment();
            return;
        }
        queue.push(new Pending(line(kind, members), null, false));
        syncer.wakeIfIdle();
        syncer.decideIfEnded();
    }

    /**
     * Writes a record and returns when it is in the file.
     *
     * @param kind what happened
     * @param members writes the other members
     * @throws AuditUnavailableException if it cannot be written
     */
    public void write(String kind, Consumer<LineWriter> members) {
        await(handIn(kind, members));
    }

    /**
     * Hands a record in for which somebody waits later with {@link #await(HandedIn)}.
     *
     * @param kind what happened
     * @param members writes the other members
     * @return the record
     * @throws AuditUnavailableException if it cannot be written
     */
    public HandedIn handIn(String kind, Consumer<LineWriter> members) {
        check();
        Pending record = new Pending(line(kind, members), null, true);
        queue.push(record);
        syncer.wakeIfIdle();
        syncer.decideIfEnded();
        return new HandedIn(record);
    }

    /**
     * Returns when a record is in the file. If nobody has written it yet, this thread does, with all that were handed in
     * meanwhile.
     *
     * @param record what was handed in
     * @throws AuditUnavailableException if it cannot be written
     */
    public void await(HandedIn record) {
        Pending pending = record.pending();
        queue.awaitOrLead(pending);
        if (pending.failure != null) {
            throw again(pending.failure);
        }
    }

    /**
     * Hands a record in, and tells when it is on the disk.
     *
     * @param kind what happened
     * @param members writes the other members
     * @param then told once, empty if the record is on the disk, else why not; on this thread or on the one that syncs,
     *            which must not be held
     */
    public void sync(String kind, Consumer<LineWriter> members, Consumer<Optional<AuditUnavailableException>> then) {
        AuditUnavailableException broken = queue.failure();
        if (broken != null) {
            then.accept(Optional.of(broken));
            return;
        }
        queue.push(new Pending(line(kind, members), then, true));
        syncer.hurry();
        syncer.decideIfEnded();
    }

    /**
     * Writes a record and returns when it is on the disk.
     *
     * @param kind what happened
     * @param members writes the other members
     * @throws AuditUnavailableException if it cannot be written
     */
    public void syncAndWait(String kind, Consumer<LineWriter> members) {
        CompletableFuture<Optional<AuditUnavailableException>> end = new CompletableFuture<>();
        sync(kind, members, end::complete);
        end.join().ifPresent(broken -> {
            throw again(broken);
        });
    }

    /**
     * Returns why nothing can be recorded any more.
     *
     * @return the reason, empty while all is well
     */
    public Optional<AuditUnavailableException> failure() {
        return Optional.ofNullable(queue.failure());
    }

    /**
     * Returns how many records that nobody waited for came after the failure and were dropped.
     *
     * @return the number
     */
    public long lost() {
        return queue.lost().sum();
    }

    /**
     * Returns up to where the chain is on the disk.
     *
     * @return the place behind the last synced record
     */
    public Mark synced() {
        return syncer.synced();
    }

    /**
     * Returns the end of the chain in the file, synced or not.
     *
     * @return the place behind the last record
     */
    public Mark written() {
        return queue.drainAndMark();
    }

    /**
     * Returns the folder of the segments.
     *
     * @return the folder
     */
    public Path folder() {
        return settings.folder();
    }

    private void check() {
        AuditUnavailableException broken = queue.failure();
        if (broken != null) {
            throw again(broken);
        }
    }

    private static AuditUnavailableException again(AuditUnavailableException broken) {
        return new AuditUnavailableException(String.valueOf(broken.getMessage()), broken);
    }

    private byte[] line(String kind, Consumer<LineWriter> members) {
        LineWriter writer = writers.get();
        writer.begin(settings.clock().instant(), kind);
        members.accept(writer);
        return writer.copy();
    }

    /**
     * Writes and syncs what is queued, records that the file was closed, and lets go of it. Waits for that up to 30 s.
     * What comes later fails.
     *
     * @throws IOException if the file cannot be closed
     */
    @Override
    public void close() throws IOException {
        if (!syncer.isClosing()) {
            append("closed", members -> {
            });
            syncer.close();
            try {
                queue.close();
            } finally {
                exclusive.close();
            }
        }
    }
}
