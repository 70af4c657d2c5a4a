package dev.patchbay.endpoint.list;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.patchbay.catalog.Kind;
import dev.patchbay.catalog.view.View;
import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.Cursor;
import dev.patchbay.protocol.McpResult;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One list for one revision of the protocol, for every view that differs. Entries come in the order of the catalog: by instance, and within an
 * instance as its plugin declares them. A walk through the pages goes on where it was when the catalog is swapped in
 * between. If the entry that its cursor names is gone it goes on at the start of the instance, or with the next one: an
 * entry may come twice then, and none that is there all the time is left out.
 *
 * <p>What is kept between two requests is names and bytes. An entry leads to the plugin's class loader and would keep it
 * in memory.
 *
 * <p>Threads: any; at worst two prepare the same page at the same time.
 *
 * @param <E> the catalog's entries
 */
final class ServedList<E> {
    /** More pages than any catalog of ours has. */
    private static final int MAX_KEPT_PAGES = 64;

    /** One page in the words of the protocol. */
    @FunctionalInterface
    interface Page<E> {
        McpResult of(List<E> entries, @Nullable String nextCursor, CacheHints hints);
    }

    /** More lists than differ at the same time, unless nearly every client sees something else. */
    private static final int MAX_KEPT_LISTS = 256;

    private final Kind kind;
    private final Function<View, Collection<E>> entries;
    private final Function<E, String> instance;
    private final Function<E, String> name;
    private final Page<E> page;
    private final Function<McpResult, byte[]> encode;
    private final ListOptions options;
    private final Cache<String,
            Snapshot> kept = Caffeine.newBuilder().maximumSize(MAX_KEPT_LISTS).executor(Runnable::run)
                    .build();

    ServedList(Kind kind, Function<View, Collection<E>> entries, Function<E, String> instance,
            Function<E, String> name, Page<E> page, Function<McpResult, byte[]> encode, ListOptions options) {
        this.kind = kind;
        this.entries = entries;
        this.instance = instance;
        this.name = name;
        this.page = page;
        this.encode = encode;
        this.options = options;
    }

    private record Snapshot(List<Place> places, Map<Integer, PreparedResult> pages) {}

    /** Where an entry stands; the text of a cursor. */
    private record Place(String instance, String name) {
        private static final char BETWEEN = '\n';

        static Place of(String text) {
            int between = text.indexOf(BETWEEN);
            return between < 0 ? new Place("", text)
                    : new Place(text.substring(0, between), text.substring(between + 1));
        }

        String text() {
            return instance + BETWEEN + name;
        }
    }

    /** The page behind a cursor, or empty if that is none of ours. */
    Optional<PreparedResult> page(View view, @Nullable String cursor) {
        String after = "";
        if (cursor != null) {
            Optional<Cursor> decoded = Cursor.decode(cursor);
            if (decoded.isEmpty()) {
                return Optional.empty();
            }
            after = decoded.get().lastSent();
        }
        Snapshot current = current(view);
        int begin = after.isEmpty() ? 0 : following(current.places(), Place.of(after));
        PreparedResult prepared = current.pages().get(begin);
        if (prepared == null) {
            prepared = prepare(view, current.places(), begin);
            // Only the pages of an undisturbed walk are kept: a client can make up a cursor for every entry.
            if (begin % options.pageSize() == 0 && current.pages().size() < MAX_KEPT_PAGES) {
                current.pages().put(begin, prepared);
            }
        }
        return Optional.of(prepared);
    }

    private Snapshot current(View view) {
        String digest = view.digest(kind);
        Snapshot known = kept.getIfPresent(digest);
        if (known != null) {
            return known;
        }
        List<Place> places = entries.apply(view).stream()
                .map(entry -> new Place(instance.apply(entry), name.apply(entry))).toList();
        Snapshot fresh = new Snapshot(places, new ConcurrentHashMap<>());
        kept.put(digest, fresh);
        return fresh;
    }

    private PreparedResult prepare(View view, List<Place> places, int begin) {
        int end = Math.min(begin + options.pageSize(), places.size());
        String next = end < places.size() ? new Cursor(places.get(end - 1).text()).encode() : null;
        long ttlMs = places.isEmpty() ? 0 : options.timeToLive().toMillis();
        CacheHints hints = new CacheHints(ttlMs, options.scope());
        List<E> shown = entries.apply(view).stream().skip(begin).limit(end - begin).toList();
        return new PreparedResult(encode.apply(page.of(shown, next, hints)));
    }

    private static int following(List<Place> places, Place last) {
        int found = places.indexOf(last);
        if (found >= 0) {
            return found + 1;
        }
        int begin = 0;
        while (begin < places.size() && places.get(begin).instance().compareTo(last.instance()) < 0) {
            begin++;
        }
        return begin;
    }
}
