package dev.patchbay.host.folder;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the plugins folder with one thread. The file system's own signal only makes it look sooner: a signal may be
 * lost, come late or not exist at all (network shares, containers), so that the folder is also looked at in intervals.
 */
public final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final int QUIET_FACTOR = 4;

    private final Path folder;
    private final FolderTiming timing;
    private final InstantSource clock;
    private final FolderScan scan;
    private final Thread thread;
    private volatile boolean closed;
    private boolean unreadable;

    /**
     * Creates a watch; {@link #start} starts it.
     *
     * @param folder the folder; it may come and go
     * @param timing how it is watched
     * @param clock the time
     * @param listener who is told
     */
    public FolderWatch(Path folder, FolderTiming timing, InstantSource clock, FolderListener listener) {
        this.folder = folder;
        this.timing = timing;
        this.clock = clock;
        this.scan = new FolderScan(timing, FolderWatch::isWholeJar, listener);
        this.thread = Thread.ofPlatform().name("patchbay-folder").daemon(true).unstarted(this::run);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    private void run() {
        try (WatchService signals = signals()) {
            while (!closed) {
                boolean open = list().map(files -> scan.look(files, clock.instant())).orElse(true);
                await(signals, open ? timing.interval().toMillis() : timing.interval().toMillis() * QUIET_FACTOR);
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            LOG.debug("The watch over {} ends", folder);
        } catch (IOException e) {
            LOG.warn("The watch over {} could not be closed", folder, e);
        }
    }

    private @Nullable WatchService signals() {
        try {
            WatchService signals = folder.getFileSystem().newWatchService();
            folder.register(signals, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE,
                    StandardWatchEventKinds.ENTRY_MODIFY);
            return signals;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("The file system does not tell of changes in {} ({}); it is looked at in intervals", folder,
                    e.toString());
            return null;
        }
    }

    private void await(@Nullable WatchService signals, long millis) throws InterruptedException {
        if (signals == null) {
            Thread.sleep(Math.min(millis, timing.interval().toMillis() * 2));
            return;
        }
        WatchKey key = signals.poll(millis, TimeUnit.MILLISECONDS);
        if (key != null) {
            key.pollEvents();
            key.reset();
            Thread.sleep(Math.min(50, timing.interval().toMillis())); // a copy signals with every write
        }
    }

    /** Empty if the folder cannot be read: that removes no plugin. */
    private Optional<Map<Path, FileStamp>> list() {
        Map<Path, FileStamp> files = new LinkedHashMap<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, FolderWatch::isJarName)) {
            for (Path child : children) {
                stamp(child, files);
            }
            unreadable = false;
            return Optional.of(files);
        } catch (IOException | DirectoryIteratorException e) {
            if (!unreadable) {
                LOG.warn("The plugins folder {} cannot be read: {}", folder, e.toString());
            }
            unreadable = true;
            return Optional.empty();
        }
    }

    private static void stamp(Path file, Map<Path, FileStamp> files) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                files.put(file, FileStamp.of(attributes));
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} went while the folder was read", file);
        }
    }

    private static boolean isJarName(Path file) {
        String name = file.getFileName().toString();
        return name.toLowerCase(Locale.ROOT).endsWith(".jar") && !name.startsWith(".");
    }

    private static boolean isWholeJar(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
