package dev.patchbay.server.running;

import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CatalogListener;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.Kind;
import dev.patchbay.host.HostReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the status file up to date: soon after every change of the catalog, and every second, because failures and
 * leaked class loaders change no catalog.
 *
 * <p>Threads: one of its own does all the work.
 */
final class StatusKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusKeeper.class);
    private static final long EVERY_MILLIS = 1_000;

    private final StatusFile file;
    private final Supplier<HostReport> report;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().daemon().name("patchbay-status").unstarted(this::run);
    private volatile ServerStatus current;
    private volatile StatusListener listener = (before, after) -> {};

    StatusKeeper(StatusFile file, Supplier<HostReport> report, ServerStatus first) {
        this.file = file;
        this.report = report;
        this.current = first;
    }

    void start(CatalogRegistry registry) {
        write(current);
        registry.addListener(new CatalogListener() {
            @Override
            public void listsChanged(Catalog catalog, Set<Kind> changed) {
                news.release();
            }

            @Override
            public void resourceUpdated(String uri) {
                // contents are no status
            }
        });
        thread.start();
    }

    ServerStatus current() {
        return current;
    }

    void onChange(StatusListener newListener) {
        listener = newListener;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (news.tryAcquire(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
                refresh();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // that is how it ends
        }
    }

    private void refresh() {
        try {
            compare();
        } catch (RuntimeException e) {
            LOG.error("The status cannot be found out", e); // thrown on, it would end all further refreshing
        }
    }

    private void compare() {
        ServerStatus before = current;
        ServerStatus after = new ServerStatus(before.pid(), before.version(), before.mode(), before.url(),
                before.admin(), before.startedAt(), HostStatus.of(report.get()));
        if (!after.equals(before)) {
            current = after;
            write(after);
            listener.changed(before, after);
        }
    }

    private void write(ServerStatus status) {
        try {
            file.write(status);
        } catch (IOException e) {
            LOG.warn("The status file cannot be written; 'patchbay plugins' will not see this server", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            if (thread.join(Duration.ofSeconds(1))) {
                file.delete();
            }
        } catch (IOException e) {
            LOG.debug("The status file was not deleted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
