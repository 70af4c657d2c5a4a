package dev.patchbay.endpoint.list;

import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.Kind;
import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.Cursor;
import dev.patchbay.protocol.McpResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One list for one revision of the protocol. Entries come in the order of their names, so that a walk through the pages
 * goes on where it was when the catalog is swapped in between, even if the entry its cursor names is gone.
 *
 * <p>Threads: any; at worst two prepare the same page at the same time.
 *
 * @param <E> the catalog's entries
 */
final class ServedList<E> {
    /** More pages than any catalog of ours has; beyond them cursors are made up, and their pages not kept. */
    private static final int MAX_KEPT_PAGES = 64;

    /** One page in the words of the protocol. */
    @FunctionalInterface
    interface Page<E> {
        McpResult of(List<E> entries, @Nullable String nextCursor, CacheHints hints);
    }

    private final Kind kind;
    private final Function<Catalog, Collection<E>> entries;
    private final Function<E, String> name;
    private final Page<E> page;
    private final Function<McpResult, byte[]> encode;
    private final ListOptions options;
    private volatile @Nullable Snapshot<E> snapshot;

    ServedList(Kind kind, Function<Catalog, Collection<E>> entries, Function<E, String> name, Page<E> page,
            Function<McpResult, byte[]> encode, ListOptions options) {
        this.kind = kind;
        this.entries = entries;
        this.name = name;
        this.page = page;
        this.encode = encode;
        this.options = options;
    }

    private record Snapshot<E>(long revision, List<E> sorted, List<String> names, Map<String, PreparedResult> pages) {}

    /** The page behind a cursor, or empty if that is none of ours. */
    Optional<PreparedResult> page(Catalog catalog, @Nullable String cursor) {
        String after = "";
        if (cursor != null) {
            Optional<Cursor> decoded = Cursor.decode(cursor);
            if (decoded.isEmpty()) {
                return Optional.empty();
            }
            after = decoded.get().lastSent();
        }
        Snapshot<E> current = current(catalog);
        PreparedResult prepared = current.pages().get(after);
        if (prepared == null) {
            prepared = prepare(current, after);
            if (current.pages().size() < MAX_KEPT_PAGES) {
                current.pages().put(after, prepared);
            }
        }
        return Optional.of(prepared);
    }

    private Snapshot<E> current(Catalog catalog) {
        Snapshot<E> kept = snapshot;
        long revision = catalog.revision(kind);
        if (kept != null && kept.revision() == revision) {
            return kept;
        }
        List<E> sorted = new ArrayList<>(entries.apply(catalog));
        sorted.sort(Comparator.comparing(name));
        Snapshot<E> fresh = new Snapshot<>(revision, sorted, sorted.stream().map(name).toList(),
                new ConcurrentHashMap<>());
        snapshot = fresh;
        return fresh;
    }

    private PreparedResult prepare(Snapshot<E> current, String after) {
        int begin = 0;
        if (!after.isEmpty()) {
            int found = Collections.binarySearch(current.names(), after);
            begin = found >= 0 ? found + 1 : -found - 1;
        }
        int end = Math.min(begin + options.pageSize(), current.sorted().size());
        String next = end < current.sorted().size() ? new Cursor(current.names().get(end - 1)).encode() : null;
        long ttlMs = current.sorted().isEmpty() ? 0 : options.timeToLive().toMillis();
        CacheHints hints = new CacheHints(ttlMs, options.scope());
        return new PreparedResult(encode.apply(page.of(current.sorted().subList(begin, end), next, hints)));
    }
}
