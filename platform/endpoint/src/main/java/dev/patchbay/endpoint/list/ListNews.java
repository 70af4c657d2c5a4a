package dev.patchbay.endpoint.list;

import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CatalogListener;
import dev.patchbay.catalog.Kind;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets those who keep streams open look at the views of their clients again when the catalog or the rights have changed.
 * They look on a thread of its own, one after the other; changes that come while they look are looked at together.
 */
public final class ListNews implements CatalogListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ListNews.class);

    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("patchbay-news").factory());

    /** Who keeps streams open. */
    public interface Reader {
        /** Views may have changed. */
        void lookAgain();

        /** The contents of a resource have changed. Called on threads of others; must not block. */
        void resourceUpdated(String uri);
    }

    public void add(Reader reader) {
        readers.add(reader);
    }

    @Override
    public void listsChanged(Catalog catalog, Set<Kind> changed) {
        viewsChanged();
    }

    /** Views may have changed. Returns at once. */
    public void viewsChanged() {
        if (waiting.compareAndSet(false, true)) {
            try {
                thread.execute(this::look);
            } catch (RejectedExecutionException e) {
                LOG.debug("The server is stopping, so nobody is told");
            }
        }
    }

    private void look() {
        waiting.set(false);
        for (Reader reader : readers) {
            try {
                reader.lookAgain();
            } catch (RuntimeException e) {
                LOG.error("Clients could not be told of a change", e);
            }
        }
    }

    @Override
    public void resourceUpdated(String uri) {
        readers.forEach(reader -> reader.resourceUpdated(uri));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
