package dev.patchbay.server.running;

import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.invocation.cache.CacheOptions;
import dev.patchbay.invocation.cache.KeptResults;
import dev.patchbay.invocation.cache.ResultCache;
import dev.patchbay.security.state.SealKey;
import dev.patchbay.security.state.StoredSeal;
import dev.patchbay.server.configuration.CacheSettings;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.store.Database;
import dev.patchbay.store.state.CachedRows;
import java.security.SecureRandom;
import java.util.Optional;

/** The cache as the configuration says, with the database where there is one. */
final class CacheOfConfiguration {
    private CacheOfConfiguration() {}

    /** Empty where nothing is to be kept. */
    static Optional<ResultCache> of(Configuration configuration, SealKey key, Optional<Database> database,
            CatalogRegistry registry) {
        CacheOptions options = new CacheOptions(configuration.get(CacheSettings.CACHE_ENTRIES),
                configuration.get(CacheSettings.CACHE_BYTES), configuration.get(CacheSettings.CACHE_RESOURCE_TTL),
                configuration.get(CacheSettings.CACHE_DATABASE_TTL),
                configuration.get(CacheSettings.CACHE_DATABASE_FROM),
                configuration.get(CacheSettings.CACHE_DATABASE_ROWS),
                configuration.get(CacheSettings.CACHE_DATABASE_BYTES));
        if (options.entries() == 0) {
            return Optional.empty();
        }
        StoredSeal seal = new StoredSeal(key, "cache", new SecureRandom());
        ResultCache cache = new ResultCache(options,
                database.<KeptResults>map(open -> new StoredResults(new CachedRows(open), seal)),
                registry::resourceUpdated, System::currentTimeMillis);
        registry.onChanged(cache::changed);
        return Optional.of(cache);
    }
}
