package dev.patchbay.invocation.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.patchbay.invocation.cache.CacheStatistics.Level;
import dev.patchbay.invocation.cache.KeptResults.Kept;
import dev.patchbay.invocation.cache.KeptResults.Size;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps results: the most used ones in memory, more of them in a table of the database, from where they come back into
 * memory. Nothing is given that was built from something which has changed since it began to be built.
 *
 * <p>Threads: any; nothing here blocks but {@link #clear}, {@link #statistics} and {@link #close}.
 */
public final class ResultCache implements AutoCloseable {
    private static final int MAX_CHANGES = 50_000;
    private static final int MAX_LINKS = 10_000;
    private static final int REFRESHES_AT_ONCE = 8;
    private static final int LARGEST_PART = 4;
    /** No name of a dependency begins with it. */
    private static final String SCOPE = "\n\n";
    private static final int KEY_BYTES = 512;

    private final CacheOptions options;
    private final LongSupplier clock;
    private final String run = UUID.randomUUID().toString();
    private final Cache<CacheKey, CachedValue> memory;
    private final Changes changes = new Changes(MAX_CHANGES);
    private final ResourceLinks links = new ResourceLinks(MAX_LINKS);
    private final Map<CacheKey, Flight> flights = new ConcurrentHashMap<>();
    private final Semaphore refreshes = new Semaphore(REFRESHES_AT_ONCE);
    private final Tally tally = new Tally();
    private final News news;
    private final @Nullable DatabaseLevel database;

    /**
     * Creates a cache; reads from the database what kept resources were built from.
     *
     * @param options how much is kept
     * @param table the table of the database, if there is one
     * @param subscribers told of resources (as clients see them) that have changed because of something else, by one
     *            thread at a time
     * @param clock the time in milliseconds
     */
    public ResultCache(CacheOptions options, Optional<KeptResults> table, Consumer<String> subscribers,
            LongSupplier clock) {
        this.options = options;
        this.clock = clock;
        this.news = new News(subscribers);
        // Caffeine bounds the number or the weight: each result weighs its share at least, so both hold
        long share = options.entries() == 0 ? 1 : Math.max(1, options.bytes() / options.entries());
        this.memory = Caffeine.newBuilder().maximumWeight(share * options.entries())
                .weigher((CacheKey key, CachedValue value) -> (int) Math.min(Integer.MAX_VALUE,
                        Math.max(share, value.heapBytes() + KEY_BYTES)))
                .executor(Runnable::run).build();
        this.database = table.isEmpty() || options.databaseLife().isZero() || options.databaseRows() == 0 ? null
                : new DatabaseLevel(table.get(), options, clock);
        if (database != null) {
            database.links(MAX_LINKS).forEach(link -> links.read(link.uri(), Set.of(link.dependency())));
        }
    }

    /** {@return how much is kept} */
    public CacheOptions options() {
        return options;
    }

    /** {@return the time in milliseconds} */
    public long now() {
        return clock.getAsLong();
    }

    /** {@return the count of changes, to be remembered before something begins to be built} */
    public long changes() {
        return changes.count();
    }

    /**
     * Looks a result up in memory.
     *
     * @param key names it
     * @return a result that may be given, fresh or old; null if there is none
     */
    public @Nullable CachedValue get(CacheKey key) {
        CachedValue value = peek(key);
        if (value == null) {
            tally.memoryMisses.increment();
        } else {
            tally.memoryHits.increment();
            tally.hit(key);
        }
        return value;
    }

    /**
     * Looks a result up in memory, uncounted.
     *
     * @param key names it
     * @return a result that may be given, or null
     */
    public @Nullable CachedValue peek(CacheKey key) {
        CachedValue value = memory.getIfPresent(key);
        if (value == null) {
            return null;
        }
        if (now() < value.life().staleUntil() && isCurrent(value.dependencies(), value.builtAt())) {
            return value;
        }
        memory.asMap().remove(key, value);
        return null;
    }

    /**
     * Returns whether results that live so long lie in the database.
     *
     * @param life how long they live
     * @return whether {@link #fetch} can find one
     */
    public boolean isInDatabase(Duration life) {
        return database != null && life.compareTo(options.databaseFrom()) >= 0;
    }

    /**
     * Looks a result up in the database, and takes it into memory.
     *
     * @param key names it
     * @param form reads it
     * @param next is told once, maybe on this thread, else on one that must not be held long: the result, or null
     */
    public void fetch(CacheKey key, ResultForm form, Consumer<@Nullable CachedValue> next) {
        if (database == null) {
            next.accept(null);
            return;
        }
        database.find(key.hash(), key.owner(), found -> {
            CachedValue value = found.map(kept -> promoted(key, kept, form)).orElse(null);
            if (value == null) {
                tally.databaseMisses.increment();
            } else {
                tally.databaseHits.increment();
                tally.hit(key);
            }
            next.accept(value);
        });
    }

    private @Nullable CachedValue promoted(CacheKey key, Kept kept, ResultForm form) {
        boolean isOfThisRun = kept.run().equals(run);
        long builtAt = isOfThisRun ? kept.builtAt() : 0;
        if (now() >= kept.life().staleUntil() || (kept.isOfRun() && !isOfThisRun)
                || !isCurrent(kept.dependencies(), builtAt) || !isCurrent(scopes(key), builtAt)) {
            return null;
        }
        CachedValue value;
        try {
            value = new CachedValue(form.read(kept.value()), kept.bytes(), kept.life(), kept.dependencies(), builtAt);
        } catch (RuntimeException e) { // of another version; it is made anew
            return null;
        }
        putInMemory(key, value);
        return value;
    }

    private boolean putInMemory(CacheKey key, CachedValue value) {
        if (value.heapBytes() > options.bytes() / LARGEST_PART) {
            return false;
        }
        memory.put(key, value);
        if (!isCurrent(scopes(key), value.builtAt())) { // cleared in between
            memory.asMap().remove(key, value);
            return false;
        }
        return true;
    }

    /**
     * Keeps a result, unless something it was built from has changed meanwhile.
     *
     * @param key names it
     * @param value the result
     * @param form writes it down
     * @param isOfRun whether it is worth nothing after a restart, during which changes are not told
     * @return whether it is kept
     */
    public boolean store(CacheKey key, CachedValue value, ResultForm form, boolean isOfRun) {
        if (!isCurrent(value.dependencies(), value.builtAt()) || !isCurrent(scopes(key), value.builtAt())
                || !putInMemory(key, value)) {
            return false;
        }
        tally.stored.increment();
        if (database != null
                && value.life().staleUntil() - now() >= Math.max(1, options.databaseFrom().toMillis())) {
            database.store(() -> isCurrent(value.dependencies(), value.builtAt())
                    && isCurrent(scopes(key), value.builtAt()) ? written(key, value, form, isOfRun)
                            : Optional.empty());
        }
        return true;
    }

    private Optional<Kept> written(CacheKey key, CachedValue value, ResultForm form, boolean isOfRun) {
        try {
            return Optional.of(kept(key, value, form, isOfRun));
        } catch (RuntimeException e) { // it has no form as JSON, so memory alone has it
            return Optional.empty();
        }
    }

    private Kept kept(CacheKey key, CachedValue value, ResultForm form, boolean isOfRun) {
        long end = now() + options.databaseLife().toMillis();
        CachedValue.Life life = new CachedValue.Life(Math.min(end, value.life().freshUntil()),
                Math.min(end, value.life().staleUntil()));
        return new Kept(key.hash(), key.owner(), key.instance(), key.name(), key.kind() == CacheKey.Kind.RESOURCE,
                form.write(value.result()), value.bytes(), life, run, value.builtAt(), isOfRun, value.dependencies());
    }

    /** A clearing counts as a change of the scopes that every result belongs to. */
    private static List<String> scopes(CacheKey key) {
        return List.of(SCOPE, SCOPE + key.instance(), SCOPE + "\n" + key.name());
    }

    /**
     * Returns whether nothing of it has changed.
     *
     * @param dependencies what something was built from
     * @param since the count of changes when it began to be built
     * @return whether it may be given
     */
    public boolean isCurrent(Collection<String> dependencies, long since) {
        return changes.unchanged(dependencies, since);
    }

    /**
     * Remembers what a read was built from, so that a change of it is a change of the resource.
     *
     * @param uri the resource as clients see it
     * @param dependencies what it was built from
     * @param since the count of changes when the read began
     */
    public void readBuilt(String uri, Set<String> dependencies, long since) {
        links.read(uri, dependencies).ifPresent(forgotten -> changes.changed(Set.of(forgotten)));
        if (!isCurrent(dependencies, since)) { // the change did not see this resource yet
            changed(Set.of(uri));
            news.add(Set.of(uri));
        }
    }

    /**
     * Gives up what was built from something that has changed, and tells of resources that were.
     *
     * @param names names as {@link dev.patchbay.catalog.Dependency#changed} returns them
     */
    public void changed(Set<String> names) {
        changes.changed(names);
        Set<String> resources = links.dependents(names);
        if (!resources.isEmpty()) {
            changes.changed(resources);
            news.add(resources);
        }
        if (database != null) {
            database.changed(names);
            database.changed(resources);
        }
    }

    /**
     * Tells of resources whose change nobody else tells of.
     *
     * @param uris the resources as clients see them
     */
    public void tell(Collection<String> uris) {
        news.add(uris);
    }

    /**
     * Leads a call or waits for the same one that is on its way.
     *
     * @param key names its result
     * @param follower told of the end if the caller waits
     * @return what the caller has to land, or null if it waits
     */
    public @Nullable Flight board(CacheKey key, Consumer<Flight.Landing> follower) {
        while (true) {
            Flight mine = new Flight(this, key);
            Flight other = flights.putIfAbsent(key, mine);
            if (other == null) {
                return mine;
            }
            if (other.join(follower)) {
                tally.joined.increment();
                return null;
            }
            flights.remove(key, other);
        }
    }

    void landed(CacheKey key, Flight flight) {
        flights.remove(key, flight);
    }

    /**
     * Counts a look-up that found nothing anywhere.
     *
     * @param key what was looked up
     */
    public void missed(CacheKey key) {
        tally.missed(key);
    }

    /**
     * Takes the right to make a new result in the background in place of an old one that is given.
     *
     * @param value the old one
     * @return whether the caller has it, and gives it back by {@link #refreshed}
     */
    public boolean takeRefresh(CachedValue value) {
        tally.stale.increment();
        if (!refreshes.tryAcquire()) {
            return false;
        }
        if (value.takeRefresh(now())) {
            return true;
        }
        refreshes.release();
        return false;
    }

    /**
     * Says that the background run has ended, however it did.
     *
     * @param value the old one
     */
    public void refreshed(CachedValue value) {
        value.refreshed(now());
        refreshes.release();
    }

    /**
     * Gives up results, and tells of resources among them. Blocks for the database.
     *
     * @param instance of one instance only
     * @param name of one tool (as in the catalog) or resource only
     * @return how many results were given up at least
     */
    public int clear(Optional<String> instance, Optional<String> name) {
        changes.changed(Set.of(name.map(one -> SCOPE + "\n" + one).or(() -> instance.map(one -> SCOPE + one))
                .orElse(SCOPE)));
        Set<String> resources = new LinkedHashSet<>();
        int inMemory = 0;
        for (CacheKey key : memory.asMap().keySet()) {
            if (instance.filter(one -> !one.equals(key.instance())).isEmpty()
                    && name.filter(one -> !one.equals(key.name())).isEmpty()) {
                memory.invalidate(key);
                inMemory++;
                if (key.kind() == CacheKey.Kind.RESOURCE) {
                    resources.add(key.name());
                }
            }
        }
        int inDatabase = database == null ? 0 : database.remove(instance, name);
        if (!resources.isEmpty()) {
            changed(resources);
            news.add(resources);
        }
        return Math.max(inMemory, inDatabase);
    }

    /**
     * Counts. Blocks for the database.
     *
     * @return what the cache did since the start
     */
    public CacheStatistics statistics() {
        memory.cleanUp();
        long bytes = memory.asMap().values().stream().mapToLong(CachedValue::heapBytes).sum();
        Level inMemory = new Level(tally.memoryHits.sum(), tally.memoryMisses.sum(), memory.estimatedSize(), bytes);
        Size size = database == null ? null : database.size();
        Level inDatabase = new Level(tally.databaseHits.sum(), tally.databaseMisses.sum(),
                size == null ? 0 : size.rows(), size == null ? 0 : size.bytes());
        return new CacheStatistics(inMemory, inDatabase, database != null, tally.joined.sum(), tally.stale.sum(),
                tally.stored.sum(), tally.entries());
    }

    /** Writes what waits for the database. */
    @Override
    public void close() {
        if (database != null) {
            database.close();
        }
    }
}
