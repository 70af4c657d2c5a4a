package dev.patchbay.server.running;

import dev.patchbay.admin.CacheDesk;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.Dependency;
import dev.patchbay.invocation.cache.CacheStatistics;
import dev.patchbay.invocation.cache.CacheStatistics.Level;
import dev.patchbay.invocation.cache.ResultCache;
import dev.patchbay.store.state.CachedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The cache as administrators see it; nothing where nothing is kept. */
record AdministeredCache(Optional<ResultCache> cache, CatalogRegistry registry, CachedRows rows) implements CacheDesk {
    private static final String DATABASE = "database";

    @Override
    public CacheInfo info() {
        if (cache.isEmpty()) {
            return new CacheInfo(List.of(), 0, 0, 0, List.of());
        }
        CacheStatistics counts = cache.get().statistics();
        List<CacheLevel> levels = new ArrayList<>();
        levels.add(level("memory", counts.memory()));
        if (counts.hasDatabase()) {
            levels.add(level(DATABASE, counts.database()));
        }
        return new CacheInfo(levels, counts.joined(), counts.stale(), counts.stored(),
                counts.tools().stream().map(entry -> new CachedEntry(entry.instance(), entry.name(), entry.hits(),
                        entry.misses(), rounded(new Level(entry.hits(), entry.misses(), 0, 0).ratio()))).toList());
    }

    @Override
    public CacheHealth health() {
        List<CacheLevel> levels = info().levels();
        Optional<String> failure = levels.stream().anyMatch(level -> level.level().equals(DATABASE))
                ? failure()
                : Optional.empty();
        return new CacheHealth(failure.isEmpty(), failure.orElse(null), levels);
    }

    private Optional<String> failure() {
        try {
            rows.size();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("The table of kept results does not answer: " + e.getMessage());
        }
    }

    private static CacheLevel level(String name, Level level) {
        return new CacheLevel(name, level.hits(), level.misses(), rounded(level.ratio()), level.entries(),
                level.bytes());
    }

    private static double rounded(double ratio) {
        return Math.round(ratio * 1000) / 1000.0;
    }

    @Override
    public Cleared clear(Optional<String> instance, Optional<String> tool) {
        return new Cleared(cache.map(results -> results.clear(instance, tool)).orElse(0));
    }

    @Override
    public void changed(String source) {
        // A URI as clients see it is already the name that results are built from
        Set<String> names = source.startsWith("datasource:")
                ? Dependency.changed(registry.current(), "", source)
                : Set.of(source);
        cache.ifPresent(results -> {
            results.changed(names);
            if (registry.current().scheme(source).isPresent()) {
                results.tell(Set.of(source));
            }
        });
    }
}
