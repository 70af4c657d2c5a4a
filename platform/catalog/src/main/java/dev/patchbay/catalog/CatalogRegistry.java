package dev.patchbay.catalog;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Holds the current snapshot and swaps it.
 *
 * <p>Threads: reading is a volatile read; changes are made one after the other.
 */
public final class CatalogRegistry {
    private final List<CatalogListener> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Catalog>> followers = new CopyOnWriteArrayList<>();
    private final List<Consumer<Set<String>>> keepers = new CopyOnWriteArrayList<>();
    private volatile Catalog current = Catalog.empty();

    /**
     * Returns the current snapshot.
     *
     * @return the snapshot
     */
    public Catalog current() {
        return current;
    }

    /**
     * Puts the entries of an instance in place of those it had.
     *
     * @param entries the entries
     * @throws IllegalArgumentException if a name belongs to another instance; nothing changes then
     */
    public void put(InstanceEntries entries) {
        change(catalog -> catalog.with(entries));
    }

    /**
     * Takes the entries of an instance out.
     *
     * @param instance the instance
     */
    public void remove(String instance) {
        change(catalog -> catalog.without(instance));
    }

    private synchronized void change(UnaryOperator<Catalog> change) {
        Catalog before = current;
        Catalog after = change.apply(before);
        current = after;
        followers.forEach(follower -> follower.accept(after));
        Set<Kind> changed = EnumSet.noneOf(Kind.class);
        for (Kind kind : Kind.values()) {
            if (before.revision(kind) != after.revision(kind)) {
                changed.add(kind);
            }
        }
        if (!changed.isEmpty()) {
            listeners.forEach(listener -> listener.listsChanged(after, changed));
        }
    }

    /**
     * Tells the listeners that the contents of a resource have changed.
     *
     * @param uri its URI as clients see it
     */
    public synchronized void resourceUpdated(String uri) {
        listeners.forEach(listener -> listener.resourceUpdated(uri));
    }

    /**
     * Tells those who keep results that something has changed. Unlike {@link #resourceUpdated}, at once and always.
     *
     * @param instance who says so
     * @param name as its plugin writes it, see {@link Dependency}
     * @throws IllegalArgumentException if that is no name
     */
    public void changed(String instance, String name) {
        Set<String> names = Dependency.changed(current, instance, name);
        if (!names.isEmpty()) {
            keepers.forEach(keeper -> keeper.accept(names));
        }
    }

    /**
     * Adds somebody who keeps results.
     *
     * @param keeper is told what has changed, by any thread; it must not block
     */
    public void onChanged(Consumer<Set<String>> keeper) {
        keepers.add(keeper);
    }

    /**
     * Lets somebody follow who keeps anything of a snapshot: it is told of the current one at once and then of each that
     * takes its place, also where no client can see a difference. Who keeps the old one keeps plugins in memory that are
     * gone.
     *
     * @param follower is told by one thread at a time; it must not block
     */
    public synchronized void follow(Consumer<Catalog> follower) {
        followers.add(follower);
        follower.accept(current);
    }

    /**
     * Adds a listener.
     *
     * @param listener the listener
     */
    public void addListener(CatalogListener listener) {
        listeners.add(listener);
    }
}
